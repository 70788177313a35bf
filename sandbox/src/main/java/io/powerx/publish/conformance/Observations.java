package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds for every answer, collected while the other checks run. Safe for use by many threads. */
final class Observations {
    static final String REQUEST_IDS = "request-ids";
    static final String PROBLEMS = "problem-documents";
    static final String RETRY_AFTER = "retry-after";
    static final String MEDIA_TYPES = "media-types";

    private static final int MOST = 20;

    private final Map<String, List<String>> faults = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new LinkedHashMap<>();

    void look(ApiResponse answer, String requestId) {
        note(
                REQUEST_IDS,
                requestId.equals(answer.headers().get("X-Request-ID")),
                answer.request() + " did not send the X-Request-ID back");
        if (answer.status() == 429 || answer.status() == 503) {
            note(
                    RETRY_AFTER,
                    answer.headers().get("Retry-After") != null,
                    answer.request() + " answered " + answer.status() + " without Retry-After");
        }
        String type = String.valueOf(answer.headers().get("Content-Type")).split(";", 2)[0];
        if (answer.status() >= 400) {
            problem(answer, type);
        } else if (!answer.json().isMissingNode()) {
            note(MEDIA_TYPES, type.equals("application/json"), answer.request() + " answered in the type " + type);
        }
    }

    private void problem(ApiResponse answer, String type) {
        note(
                PROBLEMS,
                type.equals("application/problem+json"),
                answer.request() + " refused with " + answer.status() + " in the type " + type);
        for (String member : List.of("type", "title", "code")) {
            note(
                    PROBLEMS,
                    answer.json().path(member).isTextual(),
                    answer.request() + " refused with " + answer.status() + " without the member " + member);
        }
        JsonNode status = answer.json().path("status");
        note(
                PROBLEMS,
                status.isInt() && status.intValue() == answer.status(),
                answer.request() + " refused with " + answer.status() + ", and its problem says " + status);
    }

    private synchronized void note(String rule, boolean holds, String fault) {
        seen.merge(rule, 1, Integer::sum);
        List<String> found = faults.computeIfAbsent(rule, name -> new ArrayList<>());
        if (!holds && found.size() < MOST && !found.contains(fault)) {
            found.add(fault);
        }
    }

    /** Fails with what was collected. */
    synchronized void require(String rule) {
        CheckSkipped.unless(seen.containsKey(rule), "no answer gave a reason to look");
        List<String> found = faults.getOrDefault(rule, List.of());
        ContractViolation.unless(found.isEmpty(), String.join("; ", found));
    }
}
