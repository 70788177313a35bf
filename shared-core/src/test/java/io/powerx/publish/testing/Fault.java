package io.powerx.publish.testing;

import java.util.Map;

/**
 * What {@link ContractServer} does wrong, once.
 *
 * @param acts whether the server does what it was asked before it fails
 * @param awaited what a late answer waits for; null for every other kind
 */
public record Fault(Kind kind, boolean acts, int status, Map<String, String> headers, String body, Awaited awaited) {
    /** So many requests of an operation. */
    public record Awaited(String operation, int count) {}

    public Fault(Kind kind, boolean acts, int status, Map<String, String> headers, String body) {
        this(kind, acts, status, headers, body, null);
    }

    public enum Kind {
        /** None. */
        NOTHING,
        /** The right answer, after other requests. */
        LATE,
        /** Another answer. */
        ANSWER,
        /** No answer: the connection is closed. */
        CLOSED,
        /** Half of an answer, then the connection is closed. */
        CUT,
        /** Half of an answer that pretends to be whole. */
        TRUNCATED,
        /** The answer without its headers. */
        BARE
    }

    /** A request that goes its way. */
    public static final Fault NONE = new Fault(Kind.NOTHING, true, 0, Map.of(), "");

    /** The server answers once it has seen so many requests of an operation. */
    public static Fault after(int count, String operation) {
        return new Fault(Kind.LATE, true, 0, Map.of(), "", new Awaited(operation, count));
    }

    public static Fault status(int status) {
        return new Fault(Kind.ANSWER, false, status, Map.of(), "");
    }

    public static Fault retryAfter(int status, String retryAfter) {
        return new Fault(Kind.ANSWER, false, status, Map.of("Retry-After", retryAfter), "");
    }

    public static Fault problem(int status, String json) {
        return new Fault(Kind.ANSWER, false, status, Map.of("Content-Type", "application/problem+json"), json);
    }

    public static Fault html(int status) {
        return new Fault(
                Kind.ANSWER, false, status, Map.of("Content-Type", "text/html"), "<html><body>Sign in</body></html>");
    }

    public static Fault redirect(String location) {
        return new Fault(Kind.ANSWER, false, 307, Map.of("Location", location), "");
    }

    /** The request is lost. */
    public static Fault lostRequest() {
        return new Fault(Kind.CLOSED, false, 0, Map.of(), "");
    }

    /** The server acts, and its reply is lost. */
    public static Fault lostReply() {
        return new Fault(Kind.CLOSED, true, 0, Map.of(), "");
    }

    /** The server acts, and the connection breaks in the middle of its reply. */
    public static Fault cutReply() {
        return new Fault(Kind.CUT, true, 0, Map.of(), "");
    }

    /** The server acts, and a proxy drops the headers of its reply. */
    public static Fault bareReply() {
        return new Fault(Kind.BARE, true, 0, Map.of(), "");
    }

    /** The server acts, and half of its reply looks like the whole. */
    public static Fault truncatedReply() {
        return new Fault(Kind.TRUNCATED, true, 0, Map.of(), "");
    }
}
