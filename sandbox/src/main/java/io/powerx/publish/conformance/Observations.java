package io.powerx.publish.conformance;

import io.powerx.publish.contract.ContractOperation;
import io.powerx.publish.contract.OpenApiContract;
import io.powerx.publish.http.Reply;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Validates every reply against the OpenAPI document while the other checks run. Safe for use by several threads. */
final class Observations {
    static final OpenApiContract CONTRACT = OpenApiContract.marketplace();
    private static final String REQUEST_IDS = "request-ids";
    private static final int MAX_FAULTS = 20;
    private static final int SHOWN = 300;

    /** Each fault with the id of the first request that met it, by rule. */
    private final Map<String, Map<String, String>> faults = new HashMap<>();

    /** The rules that the running check has violated. */
    private final Set<String> violated = new TreeSet<>();

    /** The id of the check for the replies to an operation. */
    static String ruleOf(ContractOperation operation) {
        return "contract-" + operation.operationId().replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
    }

    void observe(ContractOperation operation, Reply reply, String requestId) {
        Map<String, String> headers = new HashMap<>();
        reply.headers().forEach(header -> headers.put(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
        List<String> found = CONTRACT.faultsOfResponse(
                operation, reply.status(), headers, reply.body().toByteArray());
        note(ruleOf(operation), found, reply, requestId);
    }

    /** Requires that the reply repeats the id of the request; stores are exempt. */
    void observeRequestId(String request, Reply reply, String requestId) {
        boolean repeated = requestId.equals(reply.headers().get("X-Request-ID"));
        note(REQUEST_IDS, repeated ? List.of() : List.of(request + " does not repeat X-Request-ID"), reply, requestId);
    }

    private synchronized void note(String rule, List<String> found, Reply reply, String requestId) {
        Map<String, String> known = faults.computeIfAbsent(rule, name -> new LinkedHashMap<>());
        for (String fault : found) {
            if (known.size() < MAX_FAULTS) {
                known.putIfAbsent("HTTP " + reply.status() + ": " + ForeignText.oneLine(fault, SHOWN), requestId);
            }
        }
        if (!found.isEmpty() && !rule.equals(REQUEST_IDS)) {
            violated.add(rule);
        }
    }

    /** Returns the contract rules that have been violated since the last call. */
    synchronized List<String> takeViolated() {
        List<String> taken = List.copyOf(violated);
        violated.clear();
        return taken;
    }

    /** Fails with the faults that were found. */
    private synchronized void require(String rule) {
        CheckSkipped.unless(faults.containsKey(rule), "no other check sent such a request");
        Map<String, String> found = faults.getOrDefault(rule, Map.of());
        List<String> lines = new ArrayList<>();
        found.forEach((fault, requestId) -> lines.add(fault + " (request " + requestId + ")"));
        ContractViolation.unless(lines.isEmpty(), String.join("; ", lines));
    }

    /** The checks that report what was observed; they run after all others. */
    static List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(
                REQUEST_IDS, "Every reply repeats the X-Request-ID of its request.", context -> context.observations()
                        .require(REQUEST_IDS)));
        for (ContractOperation operation : CONTRACT.operations()) {
            if (!operation.node().has("x-role")) {
                String rule = ruleOf(operation);
                checks.add(new Check(
                        rule,
                        "Every reply to " + operation.operationId()
                                + " has a status, headers, media type and body that the contract declares.",
                        context -> context.observations().require(rule)));
            }
        }
        return List.copyOf(checks);
    }
}
