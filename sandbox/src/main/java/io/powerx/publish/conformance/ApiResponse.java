package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.secret.ForeignText;
import java.util.Set;
import okhttp3.Headers;

/**
 * A reply of the Marketplace.
 *
 * @param json the body; a missing node if it is not JSON
 */
record ApiResponse(String request, int status, Headers headers, JsonNode json) {
    private static final int SHOWN = 200;

    /** Requires one of these statuses. */
    ApiResponse expect(int... statuses) {
        for (int expected : statuses) {
            if (status == expected) {
                return this;
            }
        }
        throw new ContractViolation(request + " returned " + shown() + " instead of " + statuses[0]);
    }

    /** Requires a refusal with that status and one of these problem codes. */
    ApiResponse refused(int expected, String... codes) {
        boolean fits = status == expected && Set.of(codes).contains(code());
        ContractViolation.unless(
                fits, request + " returned " + shown() + " instead of " + expected + " " + String.join(" or ", codes));
        return this;
    }

    String code() {
        return Members.textOrEmpty(json, "code");
    }

    private String shown() {
        String detail = ForeignText.oneLine(Members.textOrEmpty(json, "detail"), SHOWN);
        return status
                + (code().isEmpty() ? "" : " " + ForeignText.oneLine(code(), SHOWN))
                + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
