package io.powerx.publish.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.testing.FakeTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Upload progress on a terminal and in the log of a CI. */
class ProgressLineTest {
    private static final long TOTAL = 100_000_000;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeTime clock = new FakeTime();

    private ProgressLine line(boolean terminal) {
        return line(terminal, terminal ? Columns.WIDTH : 0);
    }

    private ProgressLine line(boolean terminal, int columns) {
        Host host = new Host(
                Map.of(),
                Path.of(""),
                Path.of(""),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                columns,
                clock,
                null,
                "px-plugin",
                Duration.ZERO,
                () -> StandardCharsets.UTF_8);
        Console console = new Console(host, new Redactor());
        console.configure(Console.Verbosity.NORMAL, false, true, null);
        return new ProgressLine(console, clock);
    }

    private void show(ProgressLine line, long percent, int afterMillis) {
        clock.advance(Duration.ofMillis(afterMillis));
        line.show(new PublishEvent.Progress(
                "upload", TOTAL * percent / 100, TOTAL, 2_000_000, Duration.ofSeconds(100 - percent)));
    }

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_log_has_a_line_every_tenth_with_rate_and_time_left() {
        ProgressLine line = line(false);

        for (int percent = 0; percent <= 100; percent++) {
            show(line, percent, 200);
        }

        assertThat(printed().lines()).hasSize(9);
        assertThat(printed()).contains("    10 %, ", "/s, ", " left").doesNotContain("100 %", "[#", "\r");
    }

    @Test
    void a_log_of_a_slow_upload_has_a_line_every_fifteen_seconds() {
        ProgressLine line = line(false);

        for (int second = 0; second <= 60; second++) {
            show(line, 1, 1000);
        }

        assertThat(printed().lines()).hasSize(4);
    }

    @Test
    void a_bar_is_not_longer_than_the_terminal_because_a_second_line_would_remain() {
        ProgressLine line = line(true, 40);

        for (int percent = 0; percent <= 100; percent++) {
            show(line, percent, 200);
        }

        assertThat(printed().split("\r\u001b\\[K")).hasSizeGreaterThan(10).allMatch(shown -> shown.length() < 40);
    }

    @Test
    void a_terminal_has_one_bar_that_is_redrawn() {
        ProgressLine line = line(true);

        for (int percent = 0; percent <= 100; percent++) {
            show(line, percent, 200);
        }

        assertThat(printed()).doesNotContain("\n").contains("[############............] 50 %", "/s, ", " left");
    }
}
