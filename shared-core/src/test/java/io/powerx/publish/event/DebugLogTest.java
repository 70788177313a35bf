package io.powerx.publish.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugLogTest {
    private final PublishException failure = PublishException.of(
                    ErrorCode.UPLOAD_FAILED, "upload note.pxp", "the connection was reset")
            .causedBy(new IllegalStateException("the cause"));

    private final Redactor redactor = new Redactor();

    @TempDir
    Path folder;

    private DebugLog log(int head, int tail) {
        return new DebugLog(Clock.systemUTC(), redactor, head, tail);
    }

    private static PublishEvent note(String text) {
        return new PublishEvent.Note(PublishEvent.Note.Level.INFO, text);
    }

    @Test
    void the_log_starts_with_versions_and_settings_and_ends_with_the_failure() throws Exception {
        DebugLog log = new DebugLog(Clock.systemUTC(), redactor);
        log.begin("px-plugin 1.2.3", "arguments [publish]", List.of("channel = beta (--channel)"));
        log.on(note("packed"));

        Path file = log.write(folder, failure);

        assertThat(file).isEqualTo(folder.resolve("publish-debug.log"));
        assertThat(Files.readString(file))
                .containsSubsequence(
                        "px-plugin 1.2.3, Java " + System.getProperty("java.version"),
                        "arguments [publish]",
                        "channel = beta (--channel)",
                        "packed",
                        "Tried to upload note.pxp",
                        "DebugLogTest",
                        "Caused by: java.lang.IllegalStateException: the cause");
    }

    @Test
    void the_log_of_a_long_run_keeps_its_beginning_its_end_and_the_failure() {
        DebugLog log = log(400, 1_000);
        for (int i = 0; i < 1_000; i++) {
            log.on(note("line " + i + "."));
        }

        String text = log.text(failure);

        assertThat(text)
                .contains("line 0.")
                .contains("lines omitted")
                .contains("line 999.")
                .doesNotContain("line 500.");
        assertThat(text).containsSubsequence("line 999.", "Tried to upload note.pxp", "the cause");
        assertThat(text.substring(0, text.indexOf("io.powerx.publish.error"))).hasSizeLessThan(1_600);
    }

    @Test
    void progress_is_not_recorded() {
        DebugLog log = log(1_000, 1_000);
        log.on(new PublishEvent.Progress("upload", 1, 2, 3, Duration.ZERO));
        log.on(note("the only line"));

        assertThat(log.text(failure)).contains("the only line").doesNotContain("Progress");
    }

    @Test
    void secrets_that_are_registered_after_they_were_logged_are_removed() {
        DebugLog log = log(100_000, 1_000);
        log.on(note("the token is canary-4711"));
        redactor.add(Secret.of("canary-4711"));

        assertThat(log.text(failure)).contains("the token is ****").doesNotContain("canary-4711");
    }

    @Test
    void no_part_of_a_secret_remains_at_the_end_of_a_truncated_line() {
        redactor.add(Secret.of("canary-4711-canary-4711"));
        DebugLog log = log(100_000, 1_000);
        for (int padding = (16 << 10) - 60; padding < 16 << 10; padding++) {
            log.on(note("x".repeat(padding) + "canary-4711-canary-4711"));
        }

        assertThat(log.text(failure)).contains("xxx").doesNotContain("canary");
    }
}
