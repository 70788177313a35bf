package io.powerx.publish.upload;

import io.powerx.publish.http.Outcome.Again;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** State that the attempts of one part share. Used by one thread. */
final class PartState {
    /** A reply after which the part is not stored, but another attempt may help. */
    enum Refusal {
        /**
         * The store did not accept the URL. A part that takes longer to send than its URL is valid is refused again; a part refused with
         * three new URLs in a row has no permission.
         */
        URL(3),
        /** The store got other bytes than announced: they were damaged on the way, or the file changed. */
        BYTES(1),
        /** The store reported success without the ETag that completes the upload. */
        NO_ETAG(1);

        private final int retries;

        Refusal(int retries) {
            this.retries = retries;
        }
    }

    private final Map<Refusal, Integer> refusals = new EnumMap<>(Refusal.class);
    private PartUrls.@Nullable Entry stale;

    /** Counts a refusal and returns whether another attempt makes sense. */
    Again refused(Refusal refusal, PartUrls.Entry used) {
        if (refusal != Refusal.BYTES) {
            // The server has a new URL, and reports whether the store has the part after all.
            stale = used;
        }
        int times = refusals.merge(refusal, 1, Integer::sum);
        if (times > refusal.retries) {
            return Again.NEVER;
        }
        return times == 1 ? Again.AT_ONCE : Again.LATER;
    }

    /** The store accepted the URL, whatever it then replied. */
    void urlAccepted() {
        refusals.remove(Refusal.URL);
    }

    int times(Refusal refusal) {
        return refusals.getOrDefault(refusal, 0);
    }

    /** The URL that has to be replaced before the next attempt; null if there is none. Returned once. */
    PartUrls.@Nullable Entry takeStale() {
        PartUrls.Entry taken = stale;
        stale = null;
        return taken;
    }
}
