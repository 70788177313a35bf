package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The outcome of one attempt of a request. */
public sealed interface Outcome<T> {
    /** HTTP status; 0 if no reply arrived. */
    int status();

    /** The outcome in a few words, for logs. */
    String words();

    record Done<T>(T value, int status, String words) implements Outcome<T> {}

    /**
     * @param again whether and when another attempt makes sense
     * @param retryAfter the delay that the server asked for; null if it asked for none
     * @param found what went wrong, as a clause for the message
     * @param details adds to the error whatever else is known
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
        /** Without a delay, since the cause has been removed. */
        AT_ONCE,
        /** Once or twice, for replies that may be a passing disturbance, but rarely are. */
        BRIEFLY,
        /**
         * With growing delays as long as attempts, budget and deadline allow. The server may have processed the request, so a request that
         * must not be processed twice ({@link Operation.Repeat#WHEN_UNPROCESSED}) is not repeated.
         */
        LATER,
        /**
         * Like {@link #LATER}, but the server certainly did not process the request: the connection failed before it was sent, or the server
         * replied that it is too busy (425, 429, 503). So every request may be repeated.
         */
        LATER_UNPROCESSED
    }
}
