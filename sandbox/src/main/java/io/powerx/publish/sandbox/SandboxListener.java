package io.powerx.publish.sandbox;

import java.time.Duration;
import java.time.Instant;

/** Is told of every request that the sandbox answered. Called on the request's thread. */
@FunctionalInterface
public interface SandboxListener {
    /** Hears nothing. */
    SandboxListener NONE = request -> {};

    void answered(AnsweredRequest request);

    /** Is told why a request ended in 500 {@code internal_error}; clients are not. */
    default void failed(String requestId, Exception cause) {}

    /**
     * One line of an access log; holds neither query nor headers, which may carry secrets.
     *
     * @param operation the contract's operationId, {@code page} for the review pages, {@code unknown} for no route
     * @param path without the query
     * @param status 0 where a planted fault cut the connection
     */
    record AnsweredRequest(
            Instant at, String method, String path, String operation, int status, String requestId, Duration took) {}
}
