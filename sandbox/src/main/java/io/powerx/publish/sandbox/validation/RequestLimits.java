package io.powerx.publish.sandbox.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.http.ProblemException.FieldError;
import java.util.List;
import java.util.Map;

/**
 * Limits the sizes of texts, arrays and numbers in a request, which the contract does not.
 *
 * @param faults receives what exceeds a limit
 */
record RequestLimits(List<FieldError> faults) {
    /** Returns the number of values in the document. */
    int check(JsonNode document) {
        return check(document, "", "");
    }

    /** @param member the member that holds the value, directly or in an array */
    private int check(JsonNode value, String pointer, String member) {
        int values = 1;
        if (value.isTextual() && value.textValue().length() > longestText(pointer, member)) {
            String detail = "must have at most " + longestText(pointer, member) + " characters";
            faults.add(new FieldError(pointer, "length", detail));
        } else if (value.isNumber() && Math.abs(value.doubleValue()) >= 0x1p63) {
            faults.add(new FieldError(pointer, "range", "must be a number of at most 64 bits"));
        } else if (value.isArray() && value.size() > largestArray(member)) {
            String detail = "must have at most " + largestArray(member) + " elements, not " + value.size();
            faults.add(new FieldError(pointer, "size", detail));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                values += check(value.get(i), pointer + "/" + i, member);
            }
        } else {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                String name = entry.getKey();
                values += check(
                        entry.getValue(),
                        pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                        name);
            }
        }
        return values;
    }

    /** In characters. */
    private static int longestText(String pointer, String member) {
        return switch (member) {
            case "pluginId" -> pointer.startsWith("/events") ? 255 : 200;
            case "version" -> pointer.startsWith("/events") ? 255 : 128;
            case "artifact", "platform", "mediaType", "algorithm", "wait", "previousVersion", "etag", "kind" -> 255;
            case "publishId", "requestId", "status", "phase", "errorCode" -> 255;
            case "client", "clientVersion", "os", "arch", "javaVersion" -> 255;
            case "name", "hostRange", "permissions", "id", "range", "code", "commit", "builder" -> 1_000;
            case "allow", "deny", "approvers" -> 1_000;
            case "url", "repository", "buildUrl" -> 4_096;
            case "certificateChain", "identityToken" -> 64 << 10;
            default -> 1 << 20;
        };
    }

    private static int largestArray(String member) {
        return switch (member) {
            case "certificateChain" -> 20;
            case "signatures" -> 100;
            case "artifacts" -> 500;
            case "batches", "steps", "reasons", "dependencies", "evidence" -> 1_000;
            default -> 10_000;
        };
    }
}
