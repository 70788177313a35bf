package io.powerx.publish.sandbox;

import java.time.Duration;
import java.time.Instant;

/** Receives every request that the sandbox answered. Called on the thread of the request. */
@FunctionalInterface
public interface SandboxListener {
    /** Ignores everything. */
    SandboxListener NONE = request -> {};

    /** Called once the reply is written, which the client may see first. A sandbox that is closed has reported every request. */
    void answered(AnsweredRequest request);

    /** Receives the cause of a 500 {@code internal_error}, which clients do not. */
    default void failed(String requestId, Exception cause) {}

    /**
     * One line of an access log. It has neither query nor headers, which may contain secrets.
     *
     * @param operation the contract's operationId, {@code page} for the review pages, {@code unknown} for no route
     * @param path without the query
     * @param status 0 if a scripted fault closed the connection
     */
    record AnsweredRequest(
            Instant at, String method, String path, String operation, int status, String requestId, Duration took) {}
}
