package io.powerx.publish.http;

/**
 * What retries, events and messages need to know about a request.
 *
 * @param id the operationId in the contract
 * @param tried the purpose of the request, as an infinitive clause for messages:
 *     {@code "register the version at market.example"}
 * @param repeat when the request may be repeated
 * @param method such as {@code POST}
 * @param url of the request; its query, which may be a signature, is left out
 */
public record Operation(String id, String tried, Repeat repeat, String method, String url) {
    public Operation {
        String bare = Endpoints.withoutDetails(url);
        url = bare == null ? "" : bare;
    }

    public enum Repeat {
        /** The request is idempotent, by nature or by its key. */
        ALWAYS,
        /** Only if the server did not process it: there was no connection, or the status is 425, 429 or 503. */
        WHEN_UNPROCESSED
    }
}
