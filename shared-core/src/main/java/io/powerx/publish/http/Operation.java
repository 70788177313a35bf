package io.powerx.publish.http;

/**
 * A request as retries, events and messages see it.
 *
 * @param id the contract's operationId
 * @param tried what it does, as an infinitive clause for messages: {@code "register the version at market.example"}
 * @param repeat when it may be repeated
 */
public record Operation(String id, String tried, Repeat repeat) {
    public enum Repeat {
        /** Idempotent, by nature or by key. */
        ALWAYS,
        /** Only if the server certainly did not process it: there was no connection, or it replied 425, 429 or 503. */
        WHEN_UNPROCESSED
    }
}
