package io.powerx.publish.stage;

import io.powerx.publish.journal.JournalEntry;
import io.powerx.publish.marketplace.Publish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds ETags from the journal to parts that a server lists as received without them, which the contract allows. Without a journal, such a
 * part is sent again if it has a URL, and otherwise completed without an ETag: the server checks the artifact's digest.
 */
final class KnownParts {
    private record Key(String artifact, String number) {}

    private record Sent(String etag, @Nullable String sha256) {}

    private final Map<Key, Sent> sent = new HashMap<>();

    /** @param entries of all runs of this content, at any Marketplace */
    KnownParts(String publishId, List<JournalEntry> entries) {
        boolean ours = false;
        for (JournalEntry entry : entries) {
            Map<String, String> data = entry.data();
            if (entry.type().equals("registered")) {
                ours = publishId.equals(data.get("publishId"));
            } else if (ours && entry.type().equals("part") && data.get("etag") != null) {
                sent.put(
                        new Key(String.valueOf(data.get("artifact")), String.valueOf(data.get("part"))),
                        new Sent(data.get("etag"), blankToNull(data.get("sha256"))));
            }
        }
    }

    List<Publish.Upload> fill(List<Publish.Upload> uploads) {
        List<Publish.Upload> filled = new ArrayList<>();
        for (Publish.Upload upload : uploads) {
            List<Publish.Part> parts = upload.parts().stream()
                    .map(part -> fill(upload.artifact(), part))
                    .toList();
            filled.add(new Publish.Upload(
                    upload.artifact(),
                    upload.sha256(),
                    upload.mode(),
                    upload.partSize(),
                    upload.expiresAt(),
                    upload.checksumHeader(),
                    upload.downloadUrl(),
                    parts));
        }
        return List.copyOf(filled);
    }

    private Publish.Part fill(String artifact, Publish.Part part) {
        if (!part.received() || part.etag() != null) {
            return part;
        }
        Sent known = sent.get(new Key(artifact, Integer.toString(part.number())));
        if (known == null) {
            return part.url() == null ? with(part, "", part.sha256()) : part;
        }
        return with(part, known.etag(), part.sha256() == null ? known.sha256() : part.sha256());
    }

    private static Publish.Part with(Publish.Part part, String etag, @Nullable String sha256) {
        return new Publish.Part(part.number(), part.url(), part.headers(), true, etag, sha256);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
