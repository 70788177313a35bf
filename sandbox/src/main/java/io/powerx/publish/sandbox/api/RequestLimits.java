package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.http.ProblemException.FieldError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Limits on the sizes of texts, arrays and numbers in a request. The contract does not have them, but a server and its tables need them. */
final class RequestLimits {
    private static final int LINE = 1_000;
    private static final int URL = 4_096;
    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_ELEMENTS = 10_000;

    /** The longest texts in characters, by JSON pointer or by member. */
    private static final Map<String, Integer> TEXTS = new HashMap<>();

    private static final Map<String, Integer> ARRAYS = Map.of(
            "artifacts", 500,
            "signatures", 100,
            "certificateChain", 20,
            "batches", 1_000,
            "steps", 1_000,
            "reasons", 1_000,
            "dependencies", 1_000,
            "evidence", 1_000);

    static {
        limit(128, "/metadata/version");
        limit(200, "/metadata/pluginId", "/pluginId");
        limit(255, "artifact", "platform", "mediaType", "algorithm", "wait", "previousVersion", "etag", "kind");
        limit(255, "publishId", "requestId", "pluginId", "version", "status", "phase", "errorCode");
        limit(255, "client", "clientVersion", "os", "arch", "javaVersion");
        limit(LINE, "name", "hostRange", "permissions", "id", "range", "code", "commit", "builder");
        limit(LINE, "allow", "deny", "approvers");
        limit(URL, "url", "repository", "buildUrl");
        limit(64 << 10, "certificateChain", "identityToken");
    }

    private final List<FieldError> faults;

    /** @param faults receives what exceeds a limit */
    RequestLimits(List<FieldError> faults) {
        this.faults = faults;
    }

    private static void limit(int length, String... places) {
        for (String place : places) {
            TEXTS.put(place, length);
        }
    }

    /** Returns the number of values in the document. */
    int check(JsonNode document) {
        return check(document, "", "");
    }

    /** @param member the name of the member that holds the value, also if it holds it in an array */
    private int check(JsonNode value, String pointer, String member) {
        int values = 1;
        if (value.isTextual()) {
            checkText(value.textValue(), pointer, member);
        } else if (value.isNumber() && Math.abs(value.doubleValue()) >= 0x1p63) {
            faults.add(new FieldError(pointer, "range", "must be a number of at most 64 bits"));
        } else if (value.isArray()) {
            int most = ARRAYS.getOrDefault(member, MAX_ELEMENTS);
            if (value.size() > most) {
                faults.add(new FieldError(
                        pointer, "size", "must have at most " + most + " elements, not " + value.size()));
                return values;
            }
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

    private void checkText(String text, String pointer, String member) {
        int longest = TEXTS.getOrDefault(pointer, TEXTS.getOrDefault(member, MAX_TEXT));
        if (text.length() > longest) {
            faults.add(new FieldError(pointer, "length", "must have at most " + longest + " characters"));
        }
    }
}
