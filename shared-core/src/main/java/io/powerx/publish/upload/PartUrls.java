package io.powerx.publish.upload;

import io.powerx.publish.marketplace.Publish;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where parts go. URLs are renewed when somebody finds that one does not work any more, once for everybody who finds it at the same time. */
final class PartUrls {
    /**
     * @param checksumHeader of the artifact; null where none takes a checksum
     * @param part null where the server named none
     * @param generation counts renewals
     */
    record Address(@Nullable String checksumHeader, Publish.@Nullable Part part, int generation) {
        @Nullable
        String url() {
            return part == null ? null : part.url();
        }

        /** Whether the part can neither go anywhere nor has it arrived. */
        boolean isMissing() {
            return url() == null && (part == null || !part.received());
        }
    }

    private record Key(String artifact, int number) {}

    private final Supplier<List<Publish.Upload>> renewal;
    private final Map<Key, Publish.Part> parts = new HashMap<>();
    private final Map<String, String> checksumHeaders = new HashMap<>();
    private int generation;

    PartUrls(List<Publish.Upload> uploads, Supplier<List<Publish.Upload>> renewal) {
        this.renewal = renewal;
        take(uploads);
    }

    synchronized Address of(PartSlice slice) {
        return new Address(
                checksumHeaders.get(slice.artifact()),
                parts.get(new Key(slice.artifact(), slice.number())),
                generation);
    }

    /** An address newer than the one that did not work; asks for new ones only where nobody did since. */
    synchronized Address after(PartSlice slice, Address stale) {
        if (stale.generation() == generation) {
            take(renewal.get());
            generation++;
        }
        return of(slice);
    }

    private void take(List<Publish.Upload> uploads) {
        for (Publish.Upload upload : uploads) {
            if (upload.checksumHeader() != null) {
                checksumHeaders.put(upload.artifact(), upload.checksumHeader());
            }
            upload.parts().forEach(part -> parts.put(new Key(upload.artifact(), part.number()), part));
        }
    }
}
