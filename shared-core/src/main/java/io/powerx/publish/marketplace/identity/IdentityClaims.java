package io.powerx.publish.marketplace.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The claims of an identity token that identify a build. The token is secret, these claims are not. */
final class IdentityClaims {
    private static final int MAX_LENGTH = 64 << 10;
    private static final int SHOWN_CLAIM = 300;
    private static final List<String> SHOWN =
            List.of("iss", "sub", "aud", "repository", "repository_id", "job_workflow_ref", "environment", "ref");

    /** In addition, of GitHub and GitLab, who started which run from which commit. */
    private static final List<String> RECORDED = Stream.concat(
                    SHOWN.stream(),
                    Stream.of(
                            "repository_owner",
                            "actor",
                            "event_name",
                            "run_id",
                            "run_attempt",
                            "sha",
                            "runner_environment",
                            "project_path",
                            "pipeline_id",
                            "job_id",
                            "user_login"))
            .toList();

    private IdentityClaims() {}

    /** The claims, such as {@code iss=https://..., sub=repo:...}, or a clause with the reason why they cannot be read. */
    static String describe(Secret token, Redactor redactor) {
        if (payload(token).isEmpty()) {
            return "it is not a signed JSON web token";
        }
        try {
            Map<String, String> claims = read(token, redactor);
            claims.keySet().retainAll(SHOWN);
            return claims.isEmpty()
                    ? "it has none of the claims " + SHOWN
                    : claims.entrySet().stream()
                            .map(claim -> claim.getKey() + "=" + claim.getValue())
                            .collect(Collectors.joining(", "));
        } catch (IOException | IllegalArgumentException e) {
            return "its claims cannot be read";
        }
    }

    /** The claims that identify the build, for the audit log; empty if they cannot be read. */
    static Map<String, String> of(Secret token, Redactor redactor) {
        try {
            return payload(token).isEmpty() ? Map.of() : read(token, redactor);
        } catch (IOException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    private static Optional<String> payload(Secret token) {
        String[] segments = token.reveal().split("\\.", -1);
        return segments.length != 3 || segments[1].length() > MAX_LENGTH ? Optional.empty() : Optional.of(segments[1]);
    }

    private static Map<String, String> read(Secret token, Redactor redactor) throws IOException {
        JsonNode claims = Json.mapper()
                .readTree(Base64.getUrlDecoder().decode(payload(token).orElseThrow()));
        Map<String, String> known = new LinkedHashMap<>();
        for (String name : RECORDED) {
            JsonNode value = claims.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                known.put(
                        name,
                        ForeignText.oneLine(
                                value.isTextual() ? value.textValue() : value.toString(), SHOWN_CLAIM, redactor));
            }
        }
        return known;
    }
}
