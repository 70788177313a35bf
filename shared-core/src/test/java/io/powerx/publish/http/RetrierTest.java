package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.RequestAttempt;
import io.powerx.publish.http.Operation.Repeat;
import io.powerx.publish.http.Outcome.Again;
import io.powerx.publish.http.Outcome.Done;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.FakeTime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RetrierTest {
    private static final Operation SAFE = new Operation("getPublish", "read the state", Repeat.ALWAYS);
    private static final Operation ONCE = new Operation("oidcExchange", "exchange", Repeat.WHEN_UNPROCESSED);

    private interface Step extends Retrier.Attempt<String> {}

    private final FakeTime time = new FakeTime(0.5);
    private final Events events = new Events();
    private final RateLimitGate gate = new RateLimitGate(time.timing());

    private Retrier retrier(RetrySettings settings) {
        return new Retrier(settings, time.timing(), gate, events);
    }

    private Retrier retrier() {
        return retrier(RetrySettings.DEFAULT);
    }

    private static Step script(Step... steps) {
        Deque<Step> left = new ArrayDeque<>(List.of(steps));
        return id -> (left.size() > 1 ? left.poll() : left.peek()).run(id);
    }

    private static Step ok() {
        return id -> new Done<>("ok", 200, "ok");
    }

    private static Step status(Again again, Duration retryAfter) {
        return id -> Failed.<String>of(503, "HTTP 503", again, ErrorCode.SERVER_UNAVAILABLE, "HTTP 503")
                .after(retryAfter);
    }

    private static Step fault(IOException e) {
        return id -> {
            throw e;
        };
    }

    private PublishException failure(Retrier retrier, Operation operation, Step attempt) {
        return catchThrowableOfType(PublishException.class, () -> retrier.call(operation, attempt));
    }

    @Test
    void delays_double_with_full_jitter_up_to_their_bound() {
        // when
        PublishException e = failure(retrier(), SAFE, status(Again.LATER, null));

        // then chance says one half of 0.5, 1, 2, 4, 8, 16 and then of 20 seconds
        assertThat(time.sleeps())
                .extracting(Duration::toMillis)
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L, 10_000L);
        assertThat(e.code()).isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
        assertThat(e.getMessage()).isEqualTo("Tried to read the state, but HTTP 503 (attempt 10)");
    }

    @Test
    void every_attempt_is_told_with_a_request_id_of_its_own() {
        // when
        Retrier retrier = retrier();
        String answer = retrier.call(SAFE, script(fault(new SocketException("Connection reset")), ok()));

        // then
        assertThat(answer).isEqualTo("ok");
        assertThat(retrier.retries()).isEqualTo(1);
        assertThat(events.attempts()).extracting(RequestAttempt::attempt).containsExactly(1, 2);
        assertThat(events.attempts()).extracting(RequestAttempt::requestId).doesNotHaveDuplicates();
        assertThat(events.attempts().get(0).outcome()).isEqualTo("the connection was reset");
        assertThat(events.attempts().get(0).nextDelay()).isEqualTo(Duration.ofMillis(250));
        assertThat(events.attempts().get(1).nextDelay()).isNull();
    }

    @Test
    void what_the_server_asks_for_is_waited_and_a_little_more() {
        retrier().call(SAFE, script(status(Again.LATER_UNPROCESSED, Duration.ofSeconds(30)), ok()));

        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(30_250));
    }

    @Test
    void nobody_waits_for_days_because_a_server_says_so() {
        retrier().call(SAFE, script(status(Again.LATER_UNPROCESSED, Duration.ofDays(9)), ok()));

        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(120_250));
    }

    @Test
    void one_reply_that_asks_to_slow_down_holds_everybody_back() {
        // given one request that was told to come back in 30 seconds
        Retrier retrier = retrier();
        AtomicInteger otherRequests = new AtomicInteger();
        Step first = script(
                id -> {
                    gate.closeFor(Duration.ofSeconds(30));
                    return new Done<>("ok", 200, "ok");
                },
                ok());
        retrier.call(SAFE, first);

        // when another request starts
        retrier.call(SAFE, id -> {
            otherRequests.incrementAndGet();
            return new Done<>("ok", 200, "ok");
        });

        // then it waited
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(30));
        assertThat(otherRequests).hasValue(1);
    }

    @Test
    void a_gate_that_closes_for_longer_while_somebody_waits_holds_on() throws Exception {
        gate.closeFor(Duration.ofSeconds(10));
        gate.closeFor(Duration.ofSeconds(5));
        gate.await();

        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void the_budget_is_shared_by_all_requests() {
        // given three retries for everything
        Retrier retrier = retrier(
                new RetrySettings(7, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1), 3, null));

        // when
        retrier.call(SAFE, script(status(Again.LATER, null), status(Again.LATER, null), ok()));
        PublishException e = failure(retrier, SAFE, status(Again.LATER, null));

        // then the second request had one left
        assertThat(e.getMessage()).contains("(attempt 2)");
        assertThat(retrier.retries()).isEqualTo(3);
    }

    @Test
    void nothing_is_tried_after_the_deadline() {
        // given
        Retrier retrier = retrier(RetrySettings.DEFAULT.withDeadline(Duration.ofSeconds(1)));

        // when
        PublishException e = failure(retrier, SAFE, status(Again.LATER, null));

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(e.getMessage()).contains("no time left").contains("HTTP 503");
        assertThat(time.sleeps().stream().mapToLong(Duration::toMillis).sum()).isLessThanOrEqualTo(1000);
    }

    @Test
    void a_tls_failure_is_never_tried_again() {
        PublishException e = failure(retrier(), SAFE, fault(new SSLHandshakeException("unknown authority")));

        assertThat(e.code()).isEqualTo(ErrorCode.TLS_FAILED);
        assertThat(events.attempts()).hasSize(1);
    }

    @Test
    void a_request_that_is_good_for_one_use_is_not_repeated_once_it_may_have_been_used() {
        assertThat(failure(retrier(), ONCE, fault(new SocketException("Connection reset")))
                        .code())
                .isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
        assertThat(failure(retrier(), ONCE, status(Again.LATER, null)).code()).isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
        assertThat(failure(retrier(), ONCE, status(Again.BRIEFLY, null)).code())
                .isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
        assertThat(events.attempts()).hasSize(3);
    }

    @Test
    void a_request_that_is_good_for_one_use_is_repeated_while_it_was_certainly_not_used() {
        String answer = retrier()
                .call(
                        ONCE,
                        script(fault(new ConnectException("refused")), status(Again.LATER_UNPROCESSED, null), ok()));

        assertThat(answer).isEqualTo("ok");
    }

    @Test
    void an_answer_that_is_not_understood_is_asked_for_a_few_times_only() {
        failure(retrier(), SAFE, status(Again.BRIEFLY, null));

        assertThat(events.attempts()).hasSize(3);
    }

    @Test
    void an_interrupt_ends_the_wait_and_is_remembered() {
        // given
        Thread.currentThread().interrupt();

        // when
        PublishException e = failure(retrier(), SAFE, status(Again.LATER, null));

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }
}
