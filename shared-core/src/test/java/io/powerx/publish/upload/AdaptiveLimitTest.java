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
    void a_loss_halves_it_down_to_one() throws Exception {
        lose();
        assertThat(limit.current()).isEqualTo(2);
        lose();
        lose();
        assertThat(limit.current()).isEqualTo(1);
    }

    @Test
    void as_many_successes_in_a_row_as_are_allowed_add_one_up_to_the_most() throws Exception {
        lose();
        succeed(1);
        assertThat(limit.current()).isEqualTo(2);
        succeed(1);
        assertThat(limit.current()).isEqualTo(3);
        succeed(100);
        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void a_refusal_changes_nothing() throws Exception {
        limit.acquire();
        limit.release(Result.REFUSED);

        assertThat(limit.current()).isEqualTo(4);
    }
}
