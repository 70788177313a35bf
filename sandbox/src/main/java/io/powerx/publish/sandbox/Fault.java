package io.powerx.publish.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a {@link FaultScript} does to a request. */
public sealed interface Fault {
    /** Lets the request through. */
    Fault NONE = new None();

    /** Answers 503 at once, asking to come again after that long. */
    static Fault unavailable(Duration retryAfter) {
        return new Status(503, "maintenance", retryAfter);
    }

    /** Answers 429 at once, asking to come again after that long. */
    static Fault rateLimited(Duration retryAfter) {
        return new Status(429, "rate_limited", retryAfter);
    }

    /** Closes the connection before the request is looked at. */
    static Fault dropBeforeActing() {
        return new DropBeforeActing();
    }

    /** Acts on the request, then closes the connection without an answer. */
    static Fault dropBeforeReply() {
        return new DropBeforeReply();
    }

    /** Reads that many bytes of the body, then closes the connection. */
    static Fault dropInBody(long bytes) {
        return new DropInBody(bytes);
    }

    /** The request goes its way. */
    record None() implements Fault {}

    /**
     * The sandbox answers with a problem instead of acting.
     *
     * @param retryAfter rounded up to seconds; null for no Retry-After header
     */
    record Status(int status, String code, @Nullable Duration retryAfter) implements Fault {}

    /** See {@link #dropBeforeActing()}. */
    record DropBeforeActing() implements Fault {}

    /** See {@link #dropBeforeReply()}. */
    record DropBeforeReply() implements Fault {}

    /** See {@link #dropInBody(long)}. */
    record DropInBody(long bytes) implements Fault {}
}
