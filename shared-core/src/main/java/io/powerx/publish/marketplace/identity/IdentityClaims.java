package io.powerx.publish.marketplace.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;

/** The claims of an identity token that are needed to register a trusted publisher. The token is secret, these claims are not. */
final class IdentityClaims {
    private static final int LONGEST = 64 << 10;
    private static final int SHOWN_CLAIM = 300;
    private static final List<String> SHOWN =
            List.of("iss", "sub", "aud", "repository", "repository_id", "job_workflow_ref", "environment", "ref");

    private IdentityClaims() {}

    /** The claims, such as {@code iss=https://..., sub=repo:...}, or a clause with the reason why they cannot be read. */
    static String describe(Secret token, Redactor redactor) {
        String[] segments = token.reveal().split("\\.", -1);
        if (segments.length != 3 || segments[1].length() > LONGEST) {
            return "it is not a signed JSON web token";
        }
        try {
            JsonNode claims = Json.mapper().readTree(Base64.getUrlDecoder().decode(segments[1]));
            StringJoiner text = new StringJoiner(", ");
            for (String name : SHOWN) {
                JsonNode value = claims.path(name);
                if (!value.isMissingNode() && !value.isNull()) {
                    text.add(name + "="
                            + ForeignText.oneLine(
                                    value.isTextual() ? value.textValue() : value.toString(), SHOWN_CLAIM, redactor));
                }
            }
            return text.length() == 0 ? "it has none of the claims " + SHOWN : text.toString();
        } catch (IOException | IllegalArgumentException e) {
            return "its claims cannot be read";
        }
    }
}
