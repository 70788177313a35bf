package io.powerx.publish.http;

/**
 * What a request is, for retries, events and messages.
 *
 * @param id the contract's operationId
 * @param tried what it does, as an infinitive clause for messages: {@code "register the version at market.example"}
 * @param repeat when it may be sent again
 */
public record Operation(String id, String tried, Repeat repeat) {
    public enum Repeat {
        /** Idempotent, by nature or by key. */
        ALWAYS,
        /** Only where the server certainly did nothing: no connection, or a reply that says "later". */
        WHEN_UNPROCESSED
    }
}
