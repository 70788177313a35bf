package io.powerx.publish.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a {@link FaultScript} does to a request. */
public sealed interface Fault {
    /** Processes the request normally. */
    Fault NONE = new None();

    /** Replies 503 at once, with that Retry-After. */
    static Fault unavailable(Duration retryAfter) {
        return new Status(503, "maintenance", retryAfter);
    }

    /** Replies 429 at once, with that Retry-After. */
    static Fault rateLimited(Duration retryAfter) {
        return new Status(429, "rate_limited", retryAfter);
    }

    /** Closes the connection before it reads the request. */
    static Fault dropBeforeActing() {
        return new DropBeforeActing();
    }

    /** Processes the request, then closes the connection without a reply. */
    static Fault dropBeforeReply() {
        return new DropBeforeReply();
    }

    /** Reads that many bytes of the body, then closes the connection. */
    static Fault dropInBody(long bytes) {
        return new DropInBody(bytes);
    }

    /** See {@link #NONE}. */
    record None() implements Fault {}

    /**
     * The sandbox replies with a problem instead of processing the request.
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
