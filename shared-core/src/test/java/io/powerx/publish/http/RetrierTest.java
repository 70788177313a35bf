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
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RetrierTest {
    private static final Operation SAFE = new Operation(
            "getPublish", "read the state", Repeat.ALWAYS, "GET", "https://market.example/publishes/1?sig=secret");
    private static final Operation ONCE = new Operation(
            "oidcExchange", "exchange", Repeat.WHEN_UNPROCESSED, "POST", "https://market.example/oidc/token");

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
    void delays_double_up_to_a_limit_with_full_jitter() {
        // when
        PublishException e = failure(retrier(), SAFE, status(Again.LATER, null));

        // then the jitter of the test halves delays of 0.5, 1, 2, 4, 8, 16 and then 20 seconds
        assertThat(time.sleeps())
                .extracting(Duration::toMillis)
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L, 10_000L);
        assertThat(e.code()).isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
        assertThat(e.getMessage()).isEqualTo("Tried to read the state, but HTTP 503 (attempt 10)");
    }

    @Test
    void every_attempt_is_reported_with_its_own_request_id() {
        // when
        Retrier retrier = retrier();
        String reply = retrier.call(SAFE, script(fault(new SocketException("Connection reset")), ok()));

        // then
        assertThat(reply).isEqualTo("ok");
        assertThat(events.retries()).isEqualTo(1);
        assertThat(events.attempts()).extracting(RequestAttempt::attempt).containsExactly(1, 2);
        assertThat(events.attempts()).extracting(RequestAttempt::requestId).doesNotHaveDuplicates();
        assertThat(events.attempts().get(0).outcome()).isEqualTo("the connection was reset");
        assertThat(events.attempts().get(0).nextDelay()).isEqualTo(Duration.ofMillis(250));
        assertThat(events.attempts().get(1).nextDelay()).isNull();
    }

    @Test
    void the_requested_delay_is_respected_with_jitter() {
        retrier().call(SAFE, script(status(Again.LATER_UNPROCESSED, Duration.ofSeconds(30)), ok()));

        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(30_250));
    }

    @Test
    void a_requested_delay_of_days_is_limited() {
        retrier().call(SAFE, script(status(Again.LATER_UNPROCESSED, Duration.ofDays(9)), ok()));

        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(120_250));
    }

    @Test
    void a_reply_that_asks_for_fewer_requests_delays_all_requests() {
        // given a request whose reply closed the gate for 30 seconds
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
    void a_gate_stays_closed_for_the_longer_of_two_delays() throws Exception {
        gate.closeFor(Duration.ofSeconds(10));
        gate.closeFor(Duration.ofSeconds(5));
        gate.await();

        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void the_budget_is_shared_by_all_requests() {
        // given a budget of three retries
        Retrier retrier = retrier(
                new RetrySettings(7, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1), 3, null));

        // when
        retrier.call(SAFE, script(status(Again.LATER, null), status(Again.LATER, null), ok()));
        PublishException e = failure(retrier, SAFE, status(Again.LATER, null));

        // then one retry was left for the second request
        assertThat(e.getMessage()).contains("(attempt 2)");
        assertThat(events.retries()).isEqualTo(3);
    }

    @Test
    void no_attempt_is_made_after_the_deadline() {
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
    void a_tls_failure_is_not_tried_again() {
        PublishException e = failure(retrier(), SAFE, fault(new SSLHandshakeException("unknown authority")));

        assertThat(e.code()).isEqualTo(ErrorCode.TLS_FAILED);
        assertThat(events.attempts()).hasSize(1);
    }

    @Test
    void a_request_that_is_not_idempotent_is_not_repeated_if_it_may_have_been_processed() {
        assertThat(failure(retrier(), ONCE, fault(new SocketException("Connection reset")))
                        .code())
                .isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
        assertThat(failure(retrier(), ONCE, status(Again.LATER, null)).code()).isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
        assertThat(failure(retrier(), ONCE, status(Again.BRIEFLY, null)).code())
                .isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
        assertThat(events.attempts()).hasSize(3);
    }

    @Test
    void a_request_that_is_not_idempotent_is_repeated_if_it_was_not_processed() {
        String reply = retrier()
                .call(
                        ONCE,
                        script(fault(new ConnectException("refused")), status(Again.LATER_UNPROCESSED, null), ok()));

        assertThat(reply).isEqualTo("ok");
    }

    @Test
    void a_brief_failure_is_tried_three_times() {
        failure(retrier(), SAFE, status(Again.BRIEFLY, null));

        assertThat(events.attempts()).hasSize(3);
    }

    @Test
    void a_server_that_was_never_found_is_tried_three_times_within_ten_seconds() {
        Instant start = time.instant();

        PublishException e = failure(retrier(), SAFE, fault(new ConnectException("refused")));

        assertThat(e.code()).isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
        assertThat(events.attempts()).hasSize(3);
        assertThat(Duration.between(start, time.instant())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_server_that_answered_and_disappears_is_tried_with_full_patience() {
        Retrier retrier = retrier();
        retrier.call(SAFE, ok());

        failure(retrier, SAFE, fault(new UnknownHostException("market.example")));

        assertThat(events.attempts()).hasSize(1 + RetrySettings.DEFAULT.maxAttempts());
    }

    @Test
    void a_server_whose_connection_broke_exists() {
        failure(retrier(), SAFE, script(fault(new SocketException("reset")), fault(new ConnectException("refused"))));

        assertThat(events.attempts()).hasSize(RetrySettings.DEFAULT.maxAttempts());
    }

    @Test
    void a_server_whose_address_another_server_gave_is_tried_with_full_patience() {
        failure(retrier().ofKnownServer(), SAFE, fault(new ConnectException("refused")));

        assertThat(events.attempts()).hasSize(RetrySettings.DEFAULT.maxAttempts());
    }

    @Test
    void an_interrupt_ends_the_wait_and_keeps_the_interrupt_flag() {
        // given
        Thread.currentThread().interrupt();

        // when
        PublishException e = failure(retrier(), SAFE, status(Again.LATER, null));

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }
}
