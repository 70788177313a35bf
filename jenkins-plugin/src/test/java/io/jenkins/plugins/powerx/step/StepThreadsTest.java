package io.jenkins.plugins.powerx.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StepThreadsTest {
    @Test
    void waits_do_not_delay_other_work_however_many_there_are() throws Exception {
        CountDownLatch waiting = new CountDownLatch(200);
        List<Future<?>> waits = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                waits.add(StepThreads.submit(() -> {
                    waiting.countDown();
                    try {
                        StepThreads.sleep(Duration.ofMinutes(10));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
            CountDownLatch done = new CountDownLatch(1);

            StepThreads.submit(done::countDown);

            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(waits).noneMatch(Future::isDone);
        } finally {
            waits.forEach(wait -> wait.cancel(true));
        }
    }
}
