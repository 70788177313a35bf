package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The outcome of one attempt. */
public sealed interface Outcome<T> {
    /** HTTP status; 0 if there was no reply. */
    int status();

    /** A short description for logs. */
    String words();

    record Done<T>(T value, int status, String words) implements Outcome<T> {}

    /**
     * @param again whether and when to try again
     * @param retryAfter the delay that the server requested; null if there is none
     * @param found the problem, as a clause for the error message
     * @param details adds further details to the error
     */
    record Failed<T>(
            int status,
            String words,
            Again again,
            @Nullable Duration retryAfter,
            ErrorCode code,
            String found,
            UnaryOperator<PublishException> details)
            implements Outcome<T> {

        public static <T> Failed<T> of(int status, String words, Again again, ErrorCode code, String found) {
            return new Failed<>(status, words, again, null, code, found, UnaryOperator.identity());
        }

        public Failed<T> with(UnaryOperator<PublishException> more) {
            return new Failed<>(status, words, again, retryAfter, code, found, more);
        }

        public Failed<T> after(@Nullable Duration delay) {
            return new Failed<>(status, words, again, delay, code, found, details);
        }
    }

    /** Whether and when to try again. */
    enum Again {
        NEVER,
        /** Without a delay, because the cause has been removed. */
        AT_ONCE,
        /** Once or twice, for problems that are rarely temporary, such as a reply that is not understood. */
        BRIEFLY,
        /**
         * With increasing delays, within the limits of attempts, budget and deadline. The server may have processed the
         * request, so a request that must not be processed twice ({@link Operation.Repeat#WHEN_UNPROCESSED}) is not
         * repeated.
         */
        LATER,
        /**
         * Like {@link #LATER}, but the server did not process the request, so every request may be repeated: the
         * connection failed before the request was sent, or the server was too busy (425, 429, 503).
         */
        LATER_UNPROCESSED,
        /**
         * Like {@link #LATER_UNPROCESSED}, but no server was found at the address: only a few times if none has answered
         * there before, because the address is probably wrong.
         */
        LATER_IF_KNOWN
    }
}
