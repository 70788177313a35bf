package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Repeats failed requests. Delays grow exponentially with full jitter, within a budget and a deadline that all requests
 * share. A Retry-After header closes the {@link RateLimitGate} for all requests. Every attempt is reported and has its
 * own X-Request-ID. Thread-safe.
 */
public final class Retrier {
    private static final int BRIEF_ATTEMPTS = 3;

    /** One attempt of a request. */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * @param requestId the X-Request-ID to send
         * @throws IOException if the transport failed; if its cause is a {@link PublishException}, that is thrown
         *     without another attempt
         */
        Outcome<T> run(String requestId) throws IOException, InterruptedException;
    }

    private final RetrySettings settings;
    private final Timing timing;
    private final RateLimitGate gate;
    private final PublishListener listener;
    private final @Nullable Instant deadline;
    private final AtomicInteger retries = new AtomicInteger();
    /** Whether anything has answered; a server that then disappears is expected to return. */
    private volatile boolean known;

    public Retrier(RetrySettings settings, Timing timing, RateLimitGate gate, PublishListener listener) {
        this.settings = settings;
        this.timing = timing;
        this.gate = gate;
        this.listener = listener;
        this.deadline =
                settings.deadline() == null ? null : timing.clock().instant().plus(settings.deadline());
    }

    /** Expects the server to exist although nothing has answered yet, because another server gave its address. */
    public Retrier ofKnownServer() {
        known = true;
        return this;
    }

    /**
     * Runs attempts until one succeeds.
     *
     * @throws PublishException the failure of the last attempt; {@link ErrorCode#DEADLINE_EXCEEDED} if there is no time
     *     for another one; {@link ErrorCode#INTERRUPTED} if the thread was interrupted; its interrupt flag is then set
     */
    public <T> T call(Operation operation, Attempt<T> attempt) {
        for (int number = 1; ; number++) {
            String requestId = UUID.randomUUID().toString();
            try {
                gate.await();
                Instant start = timing.clock().instant();
                Outcome<T> outcome = run(attempt, requestId);
                Duration elapsed = since(start);
                if (outcome instanceof Outcome.Done<T> done) {
                    known = true;
                    report(operation, requestId, number, outcome, elapsed, null);
                    return done.value();
                }
                Outcome.Failed<T> failed = (Outcome.Failed<T>) outcome;
                known |= failed.again() != Outcome.Again.LATER_IF_KNOWN;
                @Nullable Duration delay = delay(operation, failed, number);
                boolean late = delay != null && isTooLate(delay);
                boolean again = delay != null && !late && retries.getAndUpdate(this::spend) < settings.budget();
                report(operation, requestId, number, outcome, elapsed, again ? delay : null);
                if (delay == null || !again) {
                    throw error(operation, failed, requestId, number, late);
                }
                pause(failed, delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw PublishException.of(ErrorCode.INTERRUPTED, operation.tried(), "the publish was interrupted")
                        .requestId(requestId)
                        .causedBy(e);
            }
        }
    }

    private static <T> Outcome<T> run(Attempt<T> attempt, String requestId) throws InterruptedException {
        try {
            return attempt.run(requestId);
        } catch (IOException e) {
            if (e.getCause() instanceof PublishException error) {
                throw error;
            }
            NetworkFault fault = NetworkFault.of(e);
            return Outcome.Failed.<T>of(0, fault.words(), fault.again(), fault.code(), fault.words())
                    .with(error -> error.causedBy(e));
        }
    }

    private int spend(int spent) {
        return spent < settings.budget() ? spent + 1 : spent;
    }

    /** The delay before the next attempt; null if there is none. */
    private @Nullable Duration delay(Operation operation, Outcome.Failed<?> failed, int number) {
        if (number >= settings.maxAttempts() || !mayRepeat(operation, failed.again(), number)) {
            return null;
        }
        if (failed.again() == Outcome.Again.AT_ONCE) {
            return Duration.ZERO;
        }
        // Jitter separates clients that received the same delay.
        Duration requested = failed.retryAfter();
        if (requested != null) {
            Duration bounded = requested.compareTo(settings.maxRetryAfter()) > 0 ? settings.maxRetryAfter() : requested;
            return bounded.plus(jittered(settings.baseDelay()));
        }
        // Shifting by at most 30 bits does not overflow for a base delay of up to a day.
        long grown = settings.baseDelay().toMillis() << Math.min(number - 1, 30);
        return jittered(Duration.ofMillis(Math.min(grown, settings.maxDelay().toMillis())));
    }

    private boolean mayRepeat(Operation operation, Outcome.Again again, int number) {
        boolean idempotent = operation.repeat() == Operation.Repeat.ALWAYS;
        return switch (again) {
            case NEVER -> false;
            case AT_ONCE, LATER_UNPROCESSED -> true;
            case BRIEFLY -> idempotent && number < BRIEF_ATTEMPTS;
            case LATER -> idempotent;
            case LATER_IF_KNOWN -> known || number < BRIEF_ATTEMPTS;
        };
    }

    private Duration jittered(Duration bound) {
        return Duration.ofMillis((long) (bound.toMillis() * timing.jitter().getAsDouble()));
    }

    private boolean isTooLate(Duration delay) {
        return deadline != null && timing.clock().instant().plus(delay).isAfter(deadline);
    }

    private void pause(Outcome.Failed<?> failed, Duration delay) throws InterruptedException {
        if (failed.retryAfter() == null) {
            timing.sleeper().sleep(delay);
        } else {
            gate.closeFor(delay);
        }
    }

    private Duration since(Instant start) {
        Duration elapsed = Duration.between(start, timing.clock().instant());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    private void report(
            Operation operation,
            String requestId,
            int number,
            Outcome<?> outcome,
            Duration elapsed,
            @Nullable Duration nextDelay) {
        listener.on(new PublishEvent.RequestAttempt(
                operation.id(),
                operation.method(),
                operation.url(),
                requestId,
                number,
                outcome instanceof Outcome.Done<?>,
                outcome.status(),
                outcome.words(),
                elapsed,
                nextDelay));
    }

    private static PublishException error(
            Operation operation, Outcome.Failed<?> failed, String requestId, int number, boolean late) {
        String attempts = number == 1 ? "" : " (attempt " + number + ")";
        String found = late
                ? "there is no time left for another attempt after: " + failed.found() + attempts
                : failed.found() + attempts;
        ErrorCode code = late ? ErrorCode.DEADLINE_EXCEEDED : failed.code();
        return failed.details()
                .apply(PublishException.of(code, operation.tried(), found).requestId(requestId));
    }
}
