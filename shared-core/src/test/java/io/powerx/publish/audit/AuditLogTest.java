package io.powerx.publish.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.journal.JournalEntry;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    @TempDir
    Path folder;

    private final FakeTime clock = new FakeTime();
    private final Redactor redactor = new Redactor();

    private AuditLog log() {
        return new AuditLog(folder.resolve("audit"), clock, redactor);
    }

    private Path only() {
        assertThat(log().files()).hasSize(1);
        return log().files().get(0);
    }

    @Test
    void entries_are_chained_and_verified() {
        log().append("publish.started", Map.of("user", "jo"));
        log().append("publish.succeeded", Map.of("publishId", "pub_1"));

        AuditVerification verified = AuditVerification.of(only());

        assertThat(verified.intact()).isTrue();
        assertThat(verified.entries()).extracting(JournalEntry::seq).containsExactly(1L, 2L);
        assertThat(verified.entries().get(1).previous())
                .isEqualTo(verified.entries().get(0).hash());
        assertThat(only().getFileName()).hasToString("audit-2026-03.jsonl");
    }

    @Test
    void a_changed_a_missing_and_an_inserted_line_are_detected_where_they_are() throws IOException {
        for (int i = 1; i <= 4; i++) {
            log().append("withdraw.succeeded", Map.of("publishId", "pub_" + i));
        }
        List<String> lines = Files.readAllLines(only());

        List<String> changed = new ArrayList<>(lines);
        changed.set(1, lines.get(1).replace("pub_2", "pub_9"));
        assertBroken(changed, 2, "the entry was changed, or entries before it are missing");

        List<String> missing = new ArrayList<>(lines);
        missing.remove(2);
        assertBroken(missing, 3, "the entry was changed, or entries before it are missing");

        List<String> inserted = new ArrayList<>(lines);
        inserted.add(1, lines.get(3));
        assertBroken(inserted, 2, "the entry was changed, or entries before it are missing");

        List<String> malformed = new ArrayList<>(lines);
        malformed.set(3, "{}");
        assertBroken(malformed, 4, "the line is not an entry of an audit log");

        List<String> beginning = lines.subList(1, 4);
        assertThat(AuditVerification.of(Files.write(folder.resolve("begin.jsonl"), beginning))
                        .entries())
                .as("the file may continue another one that is elsewhere; the number shows it")
                .extracting(JournalEntry::seq)
                .containsExactly(2L, 3L, 4L);
    }

    @Test
    void what_the_hash_of_a_line_does_not_cover_is_a_change() throws IOException {
        log().append("publish.started", Map.of("user", "jo"));
        String line = Files.readAllLines(only()).get(0);

        assertThat(AuditVerification.of(only()).intact()).isTrue();
        assertBroken(
                List.of(line.replace("{\"seq\"", "{\"approvedBy\":\"boss\",\"seq\"")),
                1,
                "the entry was changed, or entries before it are missing");
    }

    @Test
    void missing_lines_at_the_end_are_detected_if_the_log_continues_in_another_file() throws IOException {
        log().append("publish.started", Map.of());
        log().append("publish.failed", Map.of());
        clock.advance(Duration.ofDays(31));
        log().append("publish.started", Map.of());
        Path first = log().files().get(0);
        assertThat(AuditVerification.of(first).intact()).isTrue();

        Files.write(first, Files.readAllLines(first).subList(0, 1));
        assertThat(AuditVerification.of(first))
                .satisfies(cut -> assertThat(cut.brokenLine()).isEqualTo(2))
                .satisfies(cut -> assertThat(cut.fault()).contains("entries at the end are missing"));

        Files.writeString(first, "");
        assertThat(AuditVerification.of(first).brokenLine()).isEqualTo(1);
    }

    @Test
    void a_clock_that_is_set_back_does_not_break_the_chain() {
        log().append("publish.started", Map.of());
        clock.advance(Duration.ofDays(31));
        log().append("publish.failed", Map.of());
        clock.advance(Duration.ofDays(-31));
        log().append("publish.started", Map.of());
        log().append("publish.succeeded", Map.of());

        assertThat(log().files()).hasSize(2).allSatisfy(file -> assertThat(
                        AuditVerification.of(file).fault())
                .as("%s", file)
                .isNull());
        assertThat(AuditVerification.of(log().files().get(1)).entries())
                .extracting(JournalEntry::seq)
                .containsExactly(2L, 3L, 4L);
    }

    @Test
    void a_clock_that_is_years_ahead_deletes_nothing() {
        log().append("publish.started", Map.of());

        clock.advance(Duration.ofDays(3_650));
        log().append("publish.failed", Map.of());

        assertThat(log().files()).hasSize(2);
    }

    private void assertBroken(List<String> lines, int line, String fault) throws IOException {
        AuditVerification broken = AuditVerification.of(Files.write(folder.resolve("broken.jsonl"), lines));
        assertThat(broken.intact()).isFalse();
        assertThat(broken.brokenLine()).isEqualTo(line);
        assertThat(broken.fault()).isEqualTo(fault);
    }

    @Test
    void the_chain_continues_in_the_file_of_the_next_month() throws IOException {
        log().append("publish.started", Map.of());
        clock.advance(Duration.ofDays(31));
        log().append("publish.started", Map.of());

        List<Path> files = log().files();

        assertThat(files).hasSize(2);
        assertThat(AuditVerification.of(files.get(1)).intact()).isTrue();
        Files.writeString(files.get(0), "");
        log().append("publish.started", Map.of());
        assertThat(AuditVerification.of(files.get(1)).entries()).hasSize(2);
    }

    @Test
    void a_file_that_does_not_continue_the_one_before_it_is_detected() throws IOException {
        log().append("publish.started", Map.of());
        log().append("publish.failed", Map.of());
        clock.advance(Duration.ofDays(31));
        log().append("publish.started", Map.of());
        Path first = log().files().get(0);
        Files.write(first, Files.readAllLines(first).subList(0, 1));

        AuditVerification broken = AuditVerification.of(log().files().get(1));

        assertThat(broken.brokenLine()).isEqualTo(1);
        assertThat(broken.fault()).isEqualTo("the entry does not follow the last entry of the previous file");
    }

    @Test
    void files_are_kept_for_thirteen_months() {
        log().append("publish.started", Map.of());
        clock.advance(Duration.ofDays(190));
        log().append("publish.started", Map.of());
        assertThat(log().files()).hasSize(2);

        clock.advance(Duration.ofDays(250));
        log().append("publish.started", Map.of());

        assertThat(log().files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("audit-2026-09.jsonl", "audit-2027-05.jsonl");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_the_owner_may_read_the_log() throws IOException {
        log().append("publish.started", Map.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void secrets_and_line_feeds_never_reach_the_log() throws IOException {
        redactor.add(Secret.of("pxs_secret_value"));

        log().append("withdraw.started", Map.of("reason", "token pxs_secret_value\n{\"seq\":9}"));

        assertThat(Files.readString(only())).doesNotContain("pxs_secret_value").contains("****");
        assertThat(Files.readAllLines(only())).hasSize(1);
    }

    @Test
    void a_line_that_a_crash_left_incomplete_does_not_spoil_the_next_one() throws IOException {
        log().append("publish.started", Map.of());
        Files.writeString(only(), "{\"seq\":2,\"ti", StandardOpenOption.APPEND);

        log().append("publish.started", Map.of());

        assertThat(Files.readAllLines(only())).hasSize(3);
        assertThat(AuditVerification.of(only()).brokenLine()).isEqualTo(2);
    }

    @Test
    void the_end_of_an_interrupted_run_is_recorded() {
        log().append("publish.started", Map.of());

        Thread.currentThread().interrupt();
        try {
            log().append("publish.failed", Map.of());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(AuditVerification.of(only()).entries())
                .extracting(JournalEntry::type)
                .containsExactly("publish.started", "publish.failed");
    }

    @Test
    void threads_that_append_at_the_same_time_form_one_chain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> appended = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            appended.add(threads.submit(() -> log().append("publish.started", Map.of())));
        }
        for (Future<?> one : appended) {
            one.get();
        }
        threads.shutdown();

        assertThat(AuditVerification.of(only()).entries()).hasSize(40);
    }

    @Test
    void a_folder_that_cannot_be_written_is_an_error_with_a_code() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> new AuditLog(file, clock, redactor).append("publish.started", Map.of()))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED));
    }
}
