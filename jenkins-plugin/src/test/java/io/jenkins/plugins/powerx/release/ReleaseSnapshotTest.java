package io.jenkins.plugins.powerx.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseSnapshotTest {
    private static final ReleaseSnapshot.Stamp STAMP = new ReleaseSnapshot.Stamp(1_234, 56);

    @TempDir
    Path folder;

    @Test
    void every_field_of_an_entry_survives() throws IOException {
        Release full = ReleaseFixtures.release("com.example.note", "1.0.0", "beta", release -> {
            Instant start = Instant.parse("2026-11-29T08:00:00Z");
            ReleaseFixtures.times(release, start, start.plusSeconds(60), start.plusSeconds(90));
            ReleaseFixtures.failure(release, "upload_failed", "Tried to upload, but it did not complete");
            ReleaseFixtures.repeated(release);
            release.duration = 7;
            release.retries = 3;
            release.nextCheckAt = 5;
            release.expectedReview = 6;
            release.reviewUrl = "https://marketplace.example.com/reviews/1";
            release.publishId = "pub-1";
        });
        Release bare = new Release("", "", "", "");
        List<ReleaseEntry> entries =
                List.of(ReleaseFixtures.entry(12, full, "张三"), ReleaseFixtures.entry(13, bare, null));

        ReleaseSnapshot.write(file(), List.of(new ReleaseSnapshot.Stored("team/note", STAMP, entries)));

        ReleaseSnapshot.Stored read = ReleaseSnapshot.read(file()).get("team/note");
        assertThat(read.stamp()).isEqualTo(STAMP);
        assertThat(read.entries()).usingRecursiveComparison().isEqualTo(entries);
        assertThat(read.entries().get(0)).hasNoNullFieldsOrPropertiesExcept("semantic");
    }

    @Test
    void a_missing_or_foreign_file_contains_nothing() throws IOException {
        assertThat(ReleaseSnapshot.read(file())).isEmpty();

        Files.writeString(file(), "\0\5other");

        assertThat(ReleaseSnapshot.read(file())).isEmpty();
    }

    @Test
    void a_truncated_file_is_an_error_that_the_caller_can_ignore() throws IOException {
        Release release = new Release("com.example.note", "Note", "1.0.0", "beta");
        ReleaseSnapshot.write(
                file(),
                List.of(new ReleaseSnapshot.Stored("note", STAMP, List.of(ReleaseFixtures.entry(1, release, null)))));
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length - 3));

        assertThatThrownBy(() -> ReleaseSnapshot.read(file())).isInstanceOf(IOException.class);
    }

    @Test
    void a_failed_write_leaves_no_temporary_file() throws IOException {
        Files.createDirectories(file().resolve("a folder in the way"));

        assertThatThrownBy(() -> ReleaseSnapshot.write(file(), List.of())).isInstanceOf(IOException.class);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    private Path file() {
        return folder.resolve("releases.cache");
    }
}
