package io.powerx.publish.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.http.Reply;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a refusal (RFC 9457 problem details) into a failure. The problem's code decides; where it is missing or unknown, the status
 * does. Texts are shown, shortened and cleaned, and never read.
 */
final class ProblemReader {
    private static final int SHOWN_TEXT = 600;
    private static final int SHOWN_FIELDS = 10;
    private static final int LONGEST_ID = 200;

    private static final Map<String, ErrorCode> CODES = Map.ofEntries(
            Map.entry("validation_failed", ErrorCode.VALIDATION_FAILED),
            Map.entry("unauthorized", ErrorCode.UNAUTHORIZED),
            Map.entry("missing_permission", ErrorCode.MISSING_PERMISSION),
            Map.entry("version_conflict", ErrorCode.VERSION_CONFLICT),
            Map.entry("publish_in_progress", ErrorCode.PUBLISH_IN_PROGRESS),
            Map.entry("artifact_too_large", ErrorCode.ARTIFACT_TOO_LARGE),
            Map.entry("idempotency_key_reused", ErrorCode.STATE_REFUSED),
            Map.entry("signature_invalid", ErrorCode.SIGNATURE_INVALID),
            Map.entry("rejected", ErrorCode.PUBLISH_REJECTED),
            Map.entry("rate_limited", ErrorCode.RATE_LIMITED),
            Map.entry("maintenance", ErrorCode.SERVER_UNAVAILABLE),
            Map.entry("not_found", ErrorCode.PUBLISH_NOT_FOUND),
            Map.entry("not_awaiting_upload", ErrorCode.STATE_REFUSED),
            Map.entry("parts_missing", ErrorCode.PARTS_MISSING),
            Map.entry("checksum_mismatch", ErrorCode.CHECKSUM_MISMATCH),
            Map.entry("not_uploaded", ErrorCode.STATE_REFUSED),
            Map.entry("identity_token_invalid", ErrorCode.IDENTITY_TOKEN_INVALID),
            Map.entry("publisher_not_trusted", ErrorCode.PUBLISHER_NOT_TRUSTED));

    private ProblemReader() {}

    /** The problem in a reply; one without members where the body is none. */
    static Problem read(Reply reply) {
        JsonNode tree = tree(reply);
        return tree == null || !tree.isObject() ? Problems.NONE : Problems.of(tree);
    }

    /** The body as JSON; null where it is none. */
    private static @Nullable JsonNode tree(Reply reply) {
        if (reply.oversized() || reply.body().size() == 0) {
            return null;
        }
        try (var in = new okio.Buffer().write(reply.body()).inputStream()) {
            return Json.mapper().readTree(in);
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    /** Whether the body says that it is JSON and is not: what the refusal is about got lost on the way. */
    private static boolean isDamaged(Reply reply) {
        String type = String.valueOf(reply.headers().get("Content-Type")).toLowerCase(Locale.ROOT);
        return type.contains("json") && tree(reply) == null;
    }

    static <T> Failed<T> failure(Route route, Reply reply, Problem problem, Instant now) {
        ErrorCode code = code(route, reply.status(), problem);
        String words = problem.code() == null ? "HTTP " + reply.status() : ForeignText.oneLine(problem.code(), 60);
        boolean damaged = reply.again() == Outcome.Again.NEVER && isDamaged(reply);
        Outcome.Again again = damaged ? Outcome.Again.BRIEFLY : reply.again();
        return Failed.<T>of(reply.status(), words, again, code, found(reply, problem))
                .after(reply.retryAfter(now))
                .with(error -> error.publishId(ForeignText.token(problem.publishId(), LONGEST_ID))
                        .supportUrl(link(problem.supportUrl())));
    }

    private static ErrorCode code(Route route, int status, Problem problem) {
        ErrorCode known = problem.code() == null ? null : CODES.get(problem.code());
        if (known != null) {
            return known;
        }
        boolean described = problem.code() != null;
        return switch (status) {
            case 400, 422 -> ErrorCode.VALIDATION_FAILED;
            case 401 -> route == Route.OIDC_EXCHANGE ? ErrorCode.IDENTITY_TOKEN_INVALID : ErrorCode.UNAUTHORIZED;
            case 403 -> route == Route.OIDC_EXCHANGE ? ErrorCode.PUBLISHER_NOT_TRUSTED : ErrorCode.MISSING_PERMISSION;
            case 404, 410 -> described ? ErrorCode.PUBLISH_NOT_FOUND : ErrorCode.PROTOCOL_ERROR;
            case 407 -> ErrorCode.NETWORK_UNREACHABLE;
            case 409 -> route == Route.REGISTER ? ErrorCode.VERSION_CONFLICT : ErrorCode.STATE_REFUSED;
            case 413 -> ErrorCode.ARTIFACT_TOO_LARGE;
            case 429 -> ErrorCode.RATE_LIMITED;
            default ->
                status >= 500 || status == 408 || status == 425
                        ? ErrorCode.SERVER_UNAVAILABLE
                        : ErrorCode.PROTOCOL_ERROR;
        };
    }

    private static String found(Reply reply, Problem problem) {
        StringBuilder found = new StringBuilder("the server answered HTTP ").append(reply.status());
        if (problem.code() != null) {
            found.append(" (").append(ForeignText.oneLine(problem.code(), 60)).append(')');
        } else if (reply.isRedirect()) {
            found.append(", a redirect").append(target(reply.headers().get("Location")));
        } else {
            found.append(" without problem details");
        }
        String said = ForeignText.oneLine(problem.detail() != null ? problem.detail() : problem.title(), SHOWN_TEXT);
        if (!said.isEmpty()) {
            found.append(": ").append(said);
        }
        if (problem.requiredPermission() != null) {
            found.append("; it asks for the permission ")
                    .append(ForeignText.oneLine(problem.requiredPermission(), 100));
        }
        if (problem.limitBytes() != null) {
            found.append("; its limit is ").append(problem.limitBytes()).append(" bytes");
        }
        if (problem.missingParts() != null && !problem.missingParts().isEmpty()) {
            found.append("; missing parts: ")
                    .append(ForeignText.oneLine(problem.missingParts().toString(), 200));
        }
        for (String field : fields(problem)) {
            found.append("; ").append(field);
        }
        return found.toString();
    }

    private static List<String> fields(Problem problem) {
        List<String> fields = new ArrayList<>();
        if (problem.errors() != null) {
            for (Problem.FieldError error : problem.errors()) {
                if (fields.size() == SHOWN_FIELDS) {
                    fields.add("and more");
                    break;
                }
                String what = error.detail() == null ? error.code() : error.detail();
                fields.add(ForeignText.oneLine(error.pointer(), 120) + ": " + ForeignText.oneLine(what, 200));
            }
        }
        return fields;
    }

    /** Only the host: a login page's address may carry a session. */
    private static String target(@Nullable String location) {
        if (location == null) {
            return "";
        }
        try {
            String host = URI.create(location).getHost();
            return host == null ? "" : " to " + ForeignText.oneLine(host, 100);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A link that a person may be shown; null for anything that is no plain web address. */
    static @Nullable String link(@Nullable String url) {
        String token = ForeignText.token(url, 2000);
        return token != null && (token.startsWith("https://") || token.startsWith("http://")) ? token : null;
    }

    /** A successful reply that is not JSON, and so may come from a proxy. */
    static <T> Failed<T> garbled(Reply reply, String what) {
        return unusable(reply, ErrorCode.PROTOCOL_ERROR, what);
    }

    /** A successful reply that is JSON, but not what the contract declares. */
    static <T> Failed<T> violated(Reply reply, String what) {
        return unusable(reply, ErrorCode.CONTRACT_VIOLATED, what);
    }

    private static <T> Failed<T> unusable(Reply reply, ErrorCode code, String what) {
        return Failed.of(
                reply.status(),
                "reply not understood",
                Outcome.Again.BRIEFLY,
                code,
                "the server's reply (HTTP " + reply.status() + ") " + what);
    }
}
