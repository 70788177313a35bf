package io.powerx.publish.sandbox.http;

import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that is refused: an RFC 9457 problem on its way to the client. */
public final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final transient List<FieldError> errors = new ArrayList<>();

    private ProblemException(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    /**
     * Starts a problem.
     *
     * @param code the contract's word for it
     * @param detail for people: what was found, and what to do
     */
    public static ProblemException of(int status, String code, String detail) {
        return new ProblemException(status, code, detail);
    }

    /** A request whose fields are not what the contract says. */
    public static ProblemException validation(String pointer, String code, String detail) {
        return of(400, "validation_failed", (pointer.isEmpty() ? "" : pointer + ": ") + detail)
                .error(pointer, code, detail);
    }

    public static ProblemException notFound(String detail) {
        return of(404, "not_found", detail);
    }

    /** Adds a member of the contract's Problem schema; a null value is left out. */
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

    /** Asks to come again after that long, rounded up to seconds. */
    public ProblemException retryAfter(Duration delay) {
        return header(
                "Retry-After", Long.toString(Math.max(1, delay.plusMillis(999).toSeconds())));
    }

    public ProblemException error(String pointer, String errorCode, String detail) {
        errors.add(new FieldError(pointer, errorCode, detail));
        return this;
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

    /** The members that were added to those of every problem. */
    public Map<String, Object> members() {
        return members;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The answer's body. */
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

    /** @param pointer RFC 6901, into the request's body */
    public record FieldError(String pointer, String code, String detail) {}
}
