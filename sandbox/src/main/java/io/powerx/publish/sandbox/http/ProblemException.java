package io.powerx.publish.sandbox.http;

import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rejects a request with an RFC 9457 problem. */
public final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final transient List<FieldError> errors = new ArrayList<>();
    private String unsaved = "";

    private ProblemException(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    /**
     * Starts a problem.
     *
     * @param code the code in the contract
     * @param detail what was found and what to do, for people
     */
    public static ProblemException of(int status, String code, String detail) {
        return new ProblemException(status, code, detail);
    }

    /** Creates the problem for a request that violates the contract. */
    public static ProblemException validation(String pointer, String code, String detail) {
        return of(400, "validation_failed", (pointer.isEmpty() ? "" : pointer + ": ") + detail)
                .error(pointer, code, detail);
    }

    public static ProblemException notFound(String detail) {
        return of(404, "not_found", detail);
    }

    /** Adds a member of the contract's Problem schema, unless the value is null. */
    public ProblemException with(String member, @Nullable Object value) {
        if (value != null) {
            members.put(member, value);
        }
        return this;
    }

    public ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /**
     * Adds a Retry-After header.
     *
     * @param delay is rounded up to seconds
     */
    public ProblemException retryAfter(Duration delay) {
        return header(
                "Retry-After", Long.toString(Math.max(1, delay.plusMillis(999).toSeconds())));
    }

    public ProblemException error(String pointer, String errorCode, String detail) {
        errors.add(new FieldError(pointer, errorCode, detail));
        return this;
    }

    /** Keeps what the user of a page wrote and would lose; blank if that is nothing. */
    public ProblemException unsaved(String text) {
        unsaved = text;
        return this;
    }

    public String unsaved() {
        return unsaved;
    }

    /** Never null: every constructor takes a message. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** The additional members. */
    public Map<String, Object> members() {
        return members;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The body of the reply. */
    Map<String, Object> body(String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:powerx:problem:" + code);
        body.put(
                "title",
                Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('_', ' '));
        body.put("status", status);
        body.put("code", code);
        body.put("detail", getMessage());
        body.put("requestId", requestId);
        body.putAll(members);
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        return body;
    }

    /** @param pointer the position in the body of the request (RFC 6901) */
    public record FieldError(String pointer, String code, String detail) {}
}
