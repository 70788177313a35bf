package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.event.PublishEvent.Progress;
import io.powerx.publish.testing.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private final FakeTime time = new FakeTime();
    private final ProgressMeter meter = new ProgressMeter(1000, time);

    @Test
    void rate_and_time_left_come_from_the_last_seconds() {
        meter.read();
        ProgressMeter.Attempt attempt = meter.attempt();
        attempt.sent(200);
        assertThat(meter.read().done()).isZero();
        attempt.acknowledged();
        time.advance(Duration.ofSeconds(2));

        assertThat(meter.read()).isEqualTo(new Progress("upload", 200, 1000, 100, Duration.ofSeconds(8)));

        // An old burst no longer counts
        time.advance(Duration.ofSeconds(20));
        meter.read();
        time.advance(Duration.ofSeconds(1));
        assertThat(meter.read().bytesPerSecond()).isZero();
        assertThat(meter.read().left()).isNull();
    }

    @Test
    void bytes_of_a_failed_attempt_count_as_moved_but_not_as_done() {
        ProgressMeter.Attempt attempt = meter.attempt();
        attempt.sent(300);
        attempt.lost();
        attempt.sent(50);
        attempt.acknowledged();

        assertThat(meter.read().done()).isZero();
        assertThat(meter.moved()).isEqualTo(350);
    }

    @Test
    void parts_that_the_store_has_are_done_without_a_rate() {
        meter.read();
        meter.skipped(1000);
        time.advance(Duration.ofSeconds(1));

        assertThat(meter.read()).isEqualTo(new Progress("upload", 1000, 1000, 0, null));
    }
}
