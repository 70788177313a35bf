package io.powerx.publish.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.journal.Journal;
import io.powerx.publish.marketplace.Publish;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that lists its parts without their ETags. */
class KnownPartsTest {
    private static final String SHA256 = "a".repeat(64);

    @TempDir
    private Path folder;

    private Publish.Part filled(Publish.Part part) {
        try (Journal journal = Journal.open(folder, Clock.systemUTC())) {
            Publish.Upload upload =
                    new Publish.Upload("a.pxp", null, "multipart", 10L, null, null, null, List.of(part));
            return new KnownParts("pub_1", journal.entries())
                    .fill(List.of(upload))
                    .get(0)
                    .parts()
                    .get(0);
        }
    }

    private void sentTo(String publishId, String etag) {
        try (Journal journal = Journal.open(folder, Clock.systemUTC())) {
            journal.append("registered", Map.of("publishId", publishId));
            journal.append("part", Map.of("artifact", "a.pxp", "part", "2", "etag", etag, "sha256", SHA256));
        }
    }

    private static Publish.Part part(String url, boolean received, String etag) {
        return new Publish.Part(2, url, null, received, etag, null);
    }

    @Test
    void parts_in_the_journal_get_their_etag_and_digest() {
        sentTo("pub_1", "\"e2\"");

        Publish.Part part = filled(part(null, true, null));

        assertThat(part.etag()).isEqualTo("\"e2\"");
        assertThat(part.sha256()).isEqualTo(SHA256);
    }

    @Test
    void parts_that_were_sent_to_another_marketplace_are_ignored() {
        sentTo("pub_1", "\"e2\"");
        sentTo("pub_9", "\"e9\"");

        assertThat(filled(part(null, true, null)).etag()).isEqualTo("\"e2\"");
    }

    @Test
    void etags_of_the_server_take_precedence() {
        sentTo("pub_1", "\"e2\"");

        assertThat(filled(part(null, true, "\"theirs\"")).etag()).isEqualTo("\"theirs\"");
        assertThat(filled(part("https://store.example/2", false, null)).etag()).isNull();
    }

    @Test
    void without_a_journal_a_part_with_a_url_is_sent_again_and_others_are_completed_without_an_etag() {
        assertThat(filled(part("https://store.example/2", true, null)).etag()).isNull();
        assertThat(filled(part(null, true, null)).etag()).isEmpty();
    }
}
