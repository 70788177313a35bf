package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.upload.AdaptiveLimit.Result;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
    private final AdaptiveLimit limit = new AdaptiveLimit(4);

    private void lose() throws InterruptedException {
        limit.acquire();
        limit.release(Result.LOST);
    }

    private void succeed(int times) throws InterruptedException {
        for (int time = 0; time < times; time++) {
            limit.acquire();
            limit.release(Result.SUCCEEDED);
        }
    }

    @Test
    void a_lost_attempt_halves_the_limit_down_to_one() throws Exception {
        lose();
        assertThat(limit.current()).isEqualTo(2);
        lose();
        lose();
        assertThat(limit.current()).isEqualTo(1);
    }

    @Test
    void as_many_successes_as_the_limit_raise_it_by_one_up_to_the_maximum() throws Exception {
        lose();
        succeed(1);
        assertThat(limit.current()).isEqualTo(2);
        succeed(1);
        assertThat(limit.current()).isEqualTo(3);
        succeed(100);
        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void a_refusal_does_not_change_the_limit() throws Exception {
        limit.acquire();
        limit.release(Result.REFUSED);

        assertThat(limit.current()).isEqualTo(4);
    }
}
