package io.powerx.publish.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.http.Reply;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The contract's dialect: plain JSON, and RFC 9457 problem details. The problem's code determines the error; if it is missing or
 * unknown, the status does. Texts are only shown: redacted, cleaned and shortened.
 */
final class MarketplaceDialect implements Dialect {
    private static final int SHOWN_TEXT = 600;
    private static final int SHOWN_FIELD = 200;
    private static final int SHOWN_FIELDS = 10;
    private static final int SHOWN_NAME = 120;
    private static final int SHOWN_CODE = 60;
    private static final int MAX_ID_LENGTH = 200;

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

    private final Redactor redactor;

    MarketplaceDialect(Redactor redactor) {
        this.redactor = redactor;
    }

    @Override
    public Problem problem(Reply reply) {
        JsonNode tree = tree(reply);
        return tree == null || !tree.isObject() ? Problem.NONE : Problem.of(tree);
    }

    @Override
    public @Nullable JsonNode content(Reply reply) throws IOException {
        return Json.mapper().readTree(reply.body().toByteArray());
    }

    /** The body as JSON; null if it is not JSON. */
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

    /** Whether the body is declared as JSON but cannot be parsed: the details of the refusal were lost on the way. */
    private static boolean isDamaged(Reply reply) {
        String type = String.valueOf(reply.headers().get("Content-Type")).toLowerCase(Locale.ROOT);
        return type.contains("json") && tree(reply) == null;
    }

    @Override
    public <T> Failed<T> failure(Route route, Reply reply, Problem problem, Instant now) {
        ErrorCode code = code(route, reply.status(), problem);
        String words = problem.code() == null ? "HTTP " + reply.status() : shown(problem.code(), SHOWN_CODE);
        boolean damaged = reply.again() == Outcome.Again.NEVER && isDamaged(reply);
        Outcome.Again again = damaged ? Outcome.Again.BRIEFLY : reply.again();
        return Failed.<T>of(reply.status(), words, again, code, found(reply, problem))
                .after(reply.retryAfter(now))
                .with(error -> error.publishId(ForeignText.token(problem.publishId(), MAX_ID_LENGTH))
                        .supportUrl(ReplyReader.link(problem.supportUrl(), redactor)));
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

    private String found(Reply reply, Problem problem) {
        String said =
                ForeignText.clause(shown(problem.detail() != null ? problem.detail() : problem.title(), SHOWN_TEXT));
        StringBuilder found = new StringBuilder(
                "the server answered HTTP " + status(reply, problem) + (said.isEmpty() ? "" : ": " + said));
        if (problem.requiredPermission() != null) {
            found.append("; it requires the permission " + shown(problem.requiredPermission(), SHOWN_NAME));
        }
        if (problem.limitBytes() != null) {
            found.append("; its limit is " + problem.limitBytes() + " bytes");
        }
        if (!problem.missingParts().isEmpty()) {
            found.append("; missing parts: "
                    + ForeignText.oneLine(problem.missingParts().toString(), 200));
        }
        for (String field : fields(problem)) {
            found.append("; ").append(field);
        }
        return found.toString();
    }

    private String status(Reply reply, Problem problem) {
        if (problem.code() != null) {
            return reply.status() + " (" + shown(problem.code(), SHOWN_CODE) + ")";
        }
        return reply.isRedirect()
                ? reply.status() + ", a redirect" + target(reply.headers().get("Location"))
                : reply.status() + " without problem details";
    }

    private List<String> fields(Problem problem) {
        List<String> fields = new ArrayList<>();
        for (Problem.FieldError error : problem.errors()) {
            if (fields.size() == SHOWN_FIELDS) {
                fields.add("and more");
                break;
            }
            String what = error.detail() == null ? error.code() : error.detail();
            fields.add(shown(error.pointer(), SHOWN_NAME) + ": " + ForeignText.clause(shown(what, SHOWN_FIELD)));
        }
        return fields;
    }

    /** Only the host: the URL of a login page may contain a session id. */
    private String target(@Nullable String location) {
        HttpUrl url = location == null ? null : HttpUrl.parse(location);
        return url == null ? "" : " to " + shown(url.host(), SHOWN_NAME);
    }

    private String shown(@Nullable String text, int limit) {
        return ForeignText.oneLine(text, limit, redactor);
    }
}
