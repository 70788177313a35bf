package io.jenkins.plugins.powerx.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.StreamTaskListener;
import io.powerx.publish.event.PublishEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ConsoleListenerTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ConsoleListener console =
            new ConsoleListener(new StreamTaskListener(log, StandardCharsets.UTF_8), new ClockOfTest());

    @Test
    void the_progress_is_printed_every_five_seconds_unless_it_is_the_same() {
        progress(0);
        progress(0);
        progress(0);
        progress(500_000);
        now = now.minusSeconds(6);
        progress(600_000);

        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("[PowerX] upload: 0 % of 1.0 MB", "[PowerX] upload: 50 % of 1.0 MB");
    }

    private void progress(long done) {
        console.on(new PublishEvent.Progress("upload", done, 1_000_000, 0, null));
        now = now.plus(Duration.ofSeconds(6));
    }

    private final class ClockOfTest extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
