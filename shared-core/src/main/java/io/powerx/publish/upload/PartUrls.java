package io.powerx.publish.upload;

import io.powerx.publish.http.Sleeper;
import io.powerx.publish.marketplace.Publish;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The signed URLs of an upload's parts. They are renewed when a URL no longer works, once for all parts that
 * notice it at the same time. Safe for use by many threads.
 */
final class PartUrls {
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(2);

    /**
     * What the server last reported about a part.
     *
     * @param checksumHeader of the artifact; null if its store takes no checksum
     * @param part null if the server did not list it
     * @param generation how often URLs had been renewed by then
     */
    record Entry(@Nullable String checksumHeader, Publish.@Nullable Part part, int generation) {
        @Nullable
        String url() {
            return part == null ? null : part.url();
        }

        Map<String, String> headers() {
            return part == null || part.headers() == null ? Map.of() : part.headers();
        }

        boolean isReceived() {
            return part != null && part.received();
        }
    }

    private record Key(String artifact, int number) {}

    private final Supplier<List<Publish.Upload>> renewal;
    private final Sleeper sleeper;
    private final Map<Key, Publish.Part> parts = new HashMap<>();
    private final Map<String, String> checksumHeaders = new HashMap<>();
    private final Set<PartSlice> inProgress = ConcurrentHashMap.newKeySet();
    private int generation;

    PartUrls(List<Publish.Upload> uploads, Supplier<List<Publish.Upload>> renewal, Sleeper sleeper) {
        this.renewal = renewal;
        this.sleeper = sleeper;
        update(uploads);
    }

    synchronized Entry of(PartSlice slice) {
        Publish.Part part = parts.get(new Key(slice.artifact(), slice.number()));
        return new Entry(checksumHeaders.get(slice.artifact()), part, generation);
    }

    /** A newer entry than the given one. Renews the URLs unless another part has done so since. */
    synchronized Entry newerThan(Entry stale, PartSlice slice) {
        if (stale.generation() == generation) {
            update(renewal.get());
            generation++;
        }
        return of(slice);
    }

    /** The part has a URL and is being sent. */
    void begin(PartSlice slice) {
        inProgress.add(slice);
    }

    /** The part is stored, has failed or has no URL. */
    void end(PartSlice slice) {
        inProgress.remove(slice);
    }

    /**
     * Waits for a URL while other parts are in progress: a server may list a few URLs at a time, and others once the store has those parts.
     *
     * @return an entry that may still lack a URL
     */
    Entry await(Entry missing, PartSlice slice) throws InterruptedException {
        end(slice);
        Entry entry = missing;
        while (entry.url() == null && !entry.isReceived() && !inProgress.isEmpty()) {
            sleeper.sleep(BETWEEN_RENEWALS);
            entry = newerThan(entry, slice);
        }
        return entry;
    }

    private void update(List<Publish.Upload> uploads) {
        for (Publish.Upload upload : uploads) {
            if (upload.checksumHeader() != null) {
                checksumHeaders.put(upload.artifact(), upload.checksumHeader());
            }
            upload.parts().forEach(part -> parts.put(new Key(upload.artifact(), part.number()), part));
        }
    }
}
