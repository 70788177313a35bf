package io.powerx.publish.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path folder;

    @Test
    void what_was_appended_is_there_after_reopening() {
        given("started", "registered");

        try (Journal journal = open()) {
            assertThat(journal.entries()).extracting(JournalEntry::type).containsExactly("started", "registered");
            assertThat(journal.entries()).extracting(JournalEntry::seq).containsExactly(1L, 2L);
        }
    }

    @Test
    void the_latest_fact_wins() {
        try (Journal journal = open()) {
            journal.append("registered", Map.of("status", "awaiting_upload"));
            journal.append("uploaded", Map.of("status", "uploaded"));

            assertThat(journal.latest("status")).contains("uploaded");
            assertThat(journal.latest("publishId")).isEmpty();
        }
    }

    @Test
    void a_line_that_a_crash_cut_short_is_dropped_and_writing_goes_on() throws IOException {
        given("started", "registered");
        Path file = folder.resolve("journal.jsonl");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 17));

        try (Journal journal = open()) {
            journal.append("registered", Map.of());
        }

        try (Journal journal = open()) {
            assertThat(journal.entries()).extracting(JournalEntry::type).containsExactly("started", "registered");
        }
        assertThat(brokenJournals()).isEmpty();
    }

    @Test
    void a_cut_inside_a_character_is_survived() throws IOException {
        try (Journal journal = open()) {
            journal.append("started", Map.of("plugin", "笔记"));
        }
        Path file = folder.resolve("journal.jsonl");
        Files.write(file, new byte[] {(byte) 0xe7, (byte) 0xac}, StandardOpenOption.APPEND);

        try (Journal journal = open()) {
            assertThat(journal.latest("plugin")).contains("笔记");
        }
    }

    @Test
    void a_changed_journal_is_set_aside_and_the_intact_part_kept() throws IOException {
        given("started", "registered", "uploaded");
        Path file = folder.resolve("journal.jsonl");
        Files.writeString(file, Files.readString(file).replace("registered", "forged"));

        try (Journal journal = open()) {
            assertThat(journal.entries()).extracting(JournalEntry::type).containsExactly("started");
        }
        assertThat(brokenJournals()).hasSize(1);
    }

    /** Fills a journal until the disk refuses. */
    static final class Filling {
        public static void main(String[] folder) {
            int written = 0;
            try (Journal journal = Journal.open(Path.of(folder[0]), Clock.systemUTC())) {
                while (written < 10_000) {
                    journal.append("part", Map.of("artifact", "a.pxp", "part", Integer.toString(written + 1)));
                    written++;
                }
            } catch (PublishException e) {
                System.out.print(e.code() + " " + written);
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_disk_that_is_full_is_an_error_and_leaves_whole_lines() throws Exception {
        // given a process whose files may not grow beyond some kilobytes
        Process filling = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 16; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Filling.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        // when it journals until the disk refuses
        String[] said = new String(filling.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ");

        // then everything that was told to be written is there, and nothing else
        assertThat(said).hasSize(2);
        assertThat(said[0]).isEqualTo("STORAGE_FAILED");
        assertThat(Files.readString(folder.resolve("journal.jsonl"))).endsWith("\n");
        try (Journal journal = open()) {
            assertThat(journal.entries()).hasSize(Integer.parseInt(said[1])).isNotEmpty();
            journal.append("registered", Map.of());
        }
        assertThat(brokenJournals()).isEmpty();
    }

    @Test
    void two_runs_at_once_write_a_journal_each() {
        try (Journal first = open();
                Journal second = open()) {
            first.append("started", Map.of());
            second.append("started", Map.of());

            assertThat(second.file()).isNotEqualTo(first.file());
        }
    }

    @Test
    void an_interrupted_thread_can_still_write() {
        try (Journal journal = open()) {
            Thread.currentThread().interrupt();
            journal.append("failed", Map.of("code", "interrupted"));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(journal.latest("code")).contains("interrupted");
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_an_error_with_a_code() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> Journal.open(file.resolve("below"), Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED));
    }

    private void given(String... types) {
        try (Journal journal = open()) {
            for (String type : types) {
                journal.append(type, Map.of());
            }
        }
    }

    private Journal open() {
        return Journal.open(folder, Clock.systemUTC());
    }

    private List<Path> brokenJournals() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".broken-"))
                    .toList();
        }
    }
}
