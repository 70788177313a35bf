package io.powerx.publish.marketplace.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.http.Outcome.Again;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.http.Reply;
import io.powerx.publish.json.Json;
import io.powerx.publish.marketplace.Dialect;
import io.powerx.publish.marketplace.InvalidReplyException;
import io.powerx.publish.marketplace.Problem;
import io.powerx.publish.marketplace.ReplyReader;
import io.powerx.publish.marketplace.Route;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PowerX core's envelope (dto/base.go): {@code code, message, data} in successful replies, {@code code, message, error, details} in
 * errors. Core has no codes for most of its errors, so this is the one class that also interprets their texts.
 */
final class CoreDialect implements Dialect {
    private static final int SHOWN_TEXT = 600;
    private static final int SHOWN_FIELDS = 10;
    private static final int SHOWN_CODE = 60;

    private final Redactor redactor;

    CoreDialect(Redactor redactor) {
        this.redactor = redactor;
    }

    @Override
    public Problem problem(Reply reply) {
        try {
            JsonNode tree = reply.oversized() ? null : read(reply);
            return tree == null
                            || !tree.path("code").isInt()
                            || !tree.path("message").isTextual()
                    ? Problem.NONE
                    : new Problem(
                            null,
                            ReplyReader.text(tree, "message"),
                            tree.path("code").intValue(),
                            ReplyReader.text(tree, "error"),
                            first(ReplyReader.text(tree, "error_code"), ReplyReader.text(tree, "reason_code")),
                            ReplyReader.text(tree, "request_id"),
                            null,
                            null,
                            null,
                            null,
                            List.of(),
                            fields(tree.path("details")));
        } catch (IOException notJson) {
            return Problem.NONE;
        }
    }

    /** Whether the registry itself sent the error, rather than a proxy. */
    static boolean isFromRegistry(Problem problem) {
        return problem.status() != null;
    }

    @Override
    public @Nullable JsonNode content(Reply reply) throws IOException {
        if (reply.body().size() == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode tree = read(reply);
        if (tree == null || tree.isMissingNode()) {
            return null;
        }
        if (!tree.isObject()) {
            throw new InvalidReplyException("is not a JSON object");
        }
        JsonNode data = tree.path("data");
        if (!data.isObject()) {
            throw new InvalidReplyException("has no data in its envelope");
        }
        return data;
    }

    @Override
    public <T> Failed<T> failure(Route route, Reply reply, Problem problem, Instant now) {
        ErrorCode code = code(route, reply, problem);
        String words = problem.code() == null
                ? "HTTP " + reply.status()
                : ForeignText.oneLine(problem.code(), SHOWN_CODE, redactor);
        return Failed.<T>of(reply.status(), words, again(reply, problem, code), code, found(reply, problem, code))
                .after(reply.retryAfter(now));
    }

    private static ErrorCode code(Route route, Reply reply, Problem problem) {
        boolean own = isFromRegistry(problem);
        boolean concernsId = route == Route.CORE_GET || route == Route.CORE_DELETE;
        return switch (reply.status()) {
            case 400, 422 -> concernsId ? ErrorCode.PUBLISH_NOT_FOUND : ErrorCode.VALIDATION_FAILED;
            case 401 -> ErrorCode.UNAUTHORIZED;
            case 403 -> ErrorCode.MISSING_PERMISSION;
            case 404, 410 -> own ? ErrorCode.PUBLISH_NOT_FOUND : ErrorCode.PROTOCOL_ERROR;
            case 407 -> ErrorCode.NETWORK_UNREACHABLE;
            case 409 -> ErrorCode.STATE_REFUSED;
            case 412 -> ErrorCode.PUBLISH_REJECTED;
            case 413 -> ErrorCode.ARTIFACT_TOO_LARGE;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 500 -> own && route == Route.CORE_ARTIFACT ? refusedPackage(problem) : ErrorCode.SERVER_UNAVAILABLE;
            case 503 ->
                own && reply.headers().get("Retry-After") == null
                        ? ErrorCode.NOT_OFFERED
                        : ErrorCode.SERVER_UNAVAILABLE;
            default ->
                reply.status() > 500 || reply.status() == 408 || reply.status() == 425
                        ? ErrorCode.SERVER_UNAVAILABLE
                        : ErrorCode.PROTOCOL_ERROR;
        };
    }

    /** Core replies 500 to packages that it rejects (validator.go); only the text contains the reason. */
    private static ErrorCode refusedPackage(Problem problem) {
        String said = (problem.title() + " " + problem.detail()).toLowerCase(Locale.ROOT);
        if (said.contains("checksum mismatch")) {
            return ErrorCode.CHECKSUM_MISMATCH;
        }
        if (said.contains("value too long")) {
            return ErrorCode.NOT_OFFERED;
        }
        return said.contains("signature") ? ErrorCode.SIGNATURE_INVALID : ErrorCode.SERVER_UNAVAILABLE;
    }

    private static Again again(Reply reply, Problem problem, ErrorCode code) {
        if (code == ErrorCode.NOT_OFFERED
                || code == ErrorCode.CHECKSUM_MISMATCH
                || code == ErrorCode.SIGNATURE_INVALID) {
            return Again.NEVER;
        }
        return reply.status() == 500 && isFromRegistry(problem) ? Again.BRIEFLY : reply.again();
    }

    private String found(Reply reply, Problem problem, ErrorCode code) {
        StringBuilder found = new StringBuilder("the registry answered HTTP ").append(reply.status());
        if (reply.isRedirect()) {
            found.append(", a redirect");
        } else if (!isFromRegistry(problem)) {
            found.append(" without its envelope");
            if (reply.status() == 404) {
                found.append("; a URL such as https://host/api/v1 is expected");
            }
        }
        append(found, ": ", problem.title());
        if (problem.detail() != null && !problem.detail().equals(problem.title())) {
            append(found, ": ", problem.detail());
        }
        problem.errors().stream()
                .limit(SHOWN_FIELDS)
                .forEach(field -> append(found, "; ", field.pointer() + ": " + field.detail()));
        if (code == ErrorCode.NOT_OFFERED && reply.status() == 500) {
            found.append("; its database has no room for an Ed25519 signature, which has 86 characters: the column"
                    + " signature_fingerprint must be widened");
        }
        return found.toString();
    }

    private void append(StringBuilder found, String before, @Nullable String text) {
        String line = ForeignText.clause(ForeignText.oneLine(text, SHOWN_TEXT, redactor));
        if (!line.isEmpty()) {
            found.append(before).append(line);
        }
    }

    private static List<Problem.FieldError> fields(JsonNode details) {
        List<Problem.FieldError> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> detail : details.properties()) {
            if (fields.size() < 1000) {
                fields.add(new Problem.FieldError(
                        detail.getKey(), null, detail.getValue().asText()));
            }
        }
        return List.copyOf(fields);
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null || one.isEmpty() ? other : one;
    }

    /** Replaces unescaped control characters by spaces; line breaks and tabs in strings are kept. */
    private static @Nullable JsonNode read(Reply reply) throws IOException {
        byte[] bytes = reply.body().toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            boolean control = bytes[i] >= 0 && bytes[i] < ' ';
            if (control && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r') {
                bytes[i] = ' ';
            }
        }
        return Json.lenient().readTree(bytes);
    }
}
