package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.testing.FakeTime;
import java.io.IOException;
import java.time.Duration;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class BandwidthLimitTest {
    private static final int SECOND = 16 << 10;

    private final FakeTime time = new FakeTime();
    private final BandwidthLimit limit = new BandwidthLimit((long) SECOND, time.timing());

    private long send(int bytes) throws IOException {
        Buffer out = new Buffer();
        limit.applyTo(RequestBody.create(new byte[bytes], null)).writeTo(out);
        return out.size();
    }

    @Test
    void bytes_wait_for_those_before_them() throws Exception {
        assertThat(send(3 * SECOND)).isEqualTo(3 * SECOND);

        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void time_without_bytes_frees_the_line() throws Exception {
        send(SECOND);
        time.advance(Duration.ofMinutes(1));
        send(SECOND);

        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void setting_the_clock_back_does_not_delay_the_upload() throws Exception {
        send(SECOND);
        time.advance(Duration.ofHours(-1));
        send(SECOND);

        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void without_a_limit_the_body_is_not_wrapped() {
        RequestBody body = RequestBody.create(new byte[1], null);

        assertThat(new BandwidthLimit(null, time.timing()).applyTo(body)).isSameAs(body);
    }
}
