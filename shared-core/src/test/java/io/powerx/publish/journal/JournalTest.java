package io.powerx.publish.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.GitRepository;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path folder;

    @Test
    void entries_are_read_after_reopening() {
        given("started", "registered");

        try (Journal journal = open()) {
            assertThat(journal.entries()).extracting(JournalEntry::type).containsExactly("started", "registered");
            assertThat(journal.entries()).extracting(JournalEntry::seq).containsExactly(1L, 2L);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_the_user_can_read_it() throws IOException {
        Path journals = folder.resolve("journals");
        try (Journal journal = Journal.open(journals, Clock.systemUTC())) {
            journal.append("begun", Map.of("key", "value"));

            assertThat(Files.getPosixFilePermissions(journals.resolve("journal.jsonl")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(journals)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void git_does_not_see_a_journal_in_a_repository() throws IOException {
        GitRepository repository = GitRepository.in(folder.resolve("plugin"));
        Files.writeString(folder.resolve("plugin/README.md"), "new");

        Journal.open(folder.resolve("plugin/.px-plugin/publish/one"), Clock.systemUTC())
                .close();
        Journal.open(folder.resolve("plugin/.px-plugin/publish/two"), Clock.systemUTC())
                .close();

        assertThat(repository
                        .git("status", "--porcelain", "--untracked-files=all")
                        .strip())
                .isEqualTo("?? README.md");
        assertThat(folder.resolve("plugin/.px-plugin/publish/two/journal.jsonl"))
                .isRegularFile();
    }

    @Test
    void an_existing_folder_is_not_hidden_from_git() throws IOException {
        GitRepository repository = GitRepository.in(folder.resolve("plugin"));
        Path journals = Files.createDirectories(folder.resolve("plugin/build"));
        Files.writeString(journals.resolve("mine.txt"), "mine");

        Journal.open(journals.resolve("one"), Clock.systemUTC()).close();

        assertThat(repository
                        .git("status", "--porcelain", "--untracked-files=all")
                        .strip())
                .isEqualTo("?? build/mine.txt");
    }

    @Test
    void the_latest_value_of_a_key_is_returned() {
        try (Journal journal = open()) {
            journal.append("registered", Map.of("status", "awaiting_upload"));
            journal.append("uploaded", Map.of("status", "uploaded"));

            assertThat(journal.latest("status")).contains("uploaded");
            assertThat(journal.latest("publishId")).isEmpty();
        }
    }

    @Test
    void an_incomplete_last_line_is_dropped_and_writing_continues() throws IOException {
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
    void a_last_line_that_ends_within_a_character_is_dropped() throws IOException {
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
    void a_changed_journal_is_copied_and_its_intact_part_is_kept() throws IOException {
        given("started", "registered", "uploaded");
        Path file = folder.resolve("journal.jsonl");
        Files.writeString(file, Files.readString(file).replace("registered", "forged"));

        try (Journal journal = open()) {
            assertThat(journal.entries()).extracting(JournalEntry::type).containsExactly("started");
        }
        assertThat(brokenJournals()).hasSize(1);
    }

    /** Appends to a journal until writing fails. */
    static final class JournalFiller {
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
    void a_full_disk_is_an_error_and_leaves_complete_lines() throws Exception {
        // given a process whose files are limited to a few kilobytes
        Process filler = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 16; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalFiller.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        // when it appends entries until writing fails
        String[] output = new String(filler.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ");

        // then the journal contains exactly the entries that were reported as written
        assertThat(output).hasSize(2);
        assertThat(output[0]).isEqualTo("STORAGE_FAILED");
        assertThat(Files.readString(folder.resolve("journal.jsonl"))).endsWith("\n");
        try (Journal journal = open()) {
            assertThat(journal.entries()).hasSize(Integer.parseInt(output[1])).isNotEmpty();
            journal.append("registered", Map.of());
        }
        assertThat(brokenJournals()).isEmpty();
    }

    @Test
    void concurrent_runs_write_separate_journals() {
        try (Journal first = open();
                Journal second = open()) {
            first.append("started", Map.of());
            second.append("started", Map.of());

            assertThat(first.entries()).hasSize(1);
            assertThat(second.entries()).hasSize(1);
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
    void a_folder_that_cannot_be_created_is_an_error_with_a_code() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> Journal.open(file.resolve("below"), Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED));
    }

    @Test
    void a_file_larger_than_any_journal_is_not_read() throws IOException {
        given("started");
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve(Journal.NAME).toFile(), "rw")) {
            file.setLength(3L << 30);
        }

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED))
                .hasMessageContaining("larger than");
        assertThatThrownBy(() -> Journal.read(folder.resolve(Journal.NAME))).hasMessageContaining("larger than");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_pipe_in_the_journals_place_is_an_error_at_once() {
        ExternalTool.run(folder, "mkfifo", Journal.NAME).succeeded();

        assertThatThrownBy(this::open).hasMessageContaining("not a regular file");
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
