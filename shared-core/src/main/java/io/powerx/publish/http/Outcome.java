package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How one attempt of a request ended. */
public sealed interface Outcome<T> {
    /** HTTP status; 0 where no reply came. */
    int status();

    /** The outcome in a few words, for logs. */
    String words();

    record Done<T>(T value, int status, String words) implements Outcome<T> {}

    /**
     * @param again whether and when another attempt makes sense
     * @param retryAfter what the server asked for; null where it asked for nothing
     * @param found what was found instead, as a clause for the message
     * @param details adds what else is known to the error
     */
    record Failed<T>(
            int status,
            String words,
            Again again,
            @Nullable Duration retryAfter,
            ErrorCode code,
            String found,
            UnaryOperator<PublishException.Builder> details)
            implements Outcome<T> {

        public static <T> Failed<T> of(int status, String words, Again again, ErrorCode code, String found) {
            return new Failed<>(status, words, again, null, code, found, UnaryOperator.identity());
        }

        public Failed<T> with(UnaryOperator<PublishException.Builder> more) {
            return new Failed<>(status, words, again, retryAfter, code, found, more);
        }

        public Failed<T> after(@Nullable Duration delay) {
            return new Failed<>(status, words, again, delay, code, found, details);
        }
    }

    /** Whether and when another attempt makes sense. */
    enum Again {
        NEVER,
        /** At once, since the cause is removed. */
        AT_ONCE,
        /** Once or twice: what came back may be a passing disturbance, but rarely is. */
        BRIEFLY,
        /** As long as attempts, budget and deadline allow; the server may have acted. */
        LATER,
        /** The same, and the server certainly did nothing. */
        LATER_UNPROCESSED
    }
}
