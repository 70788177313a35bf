package io.powerx.publish.http;

/**
 * What retries, events and messages need to know about a request.
 *
 * @param id the operationId in the contract
 * @param tried the purpose of the request, as an infinitive clause for messages:
 *     {@code "register the version at market.example"}
 * @param repeat when the request may be repeated
 */
public record Operation(String id, String tried, Repeat repeat) {
    public enum Repeat {
        /** The request is idempotent, by nature or by its key. */
        ALWAYS,
        /** Only if the server did not process it: there was no connection, or the status is 425, 429 or 503. */
        WHEN_UNPROCESSED
    }
}
