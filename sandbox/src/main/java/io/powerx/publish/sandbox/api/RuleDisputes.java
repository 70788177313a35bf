package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often users dispute the findings of a rule.
 *
 * @param reported publishes with findings of the rule, including suppressed ones
 * @param disputed reports that a finding was a false positive
 */
public record RuleDisputes(String rule, long reported, long disputed) {
    private static final List<String> KINDS = List.of("errors", "warnings", "suppressed");

    /** Disputes per reporting publish, in percent; null if no publish reported the rule. */
    public @Nullable Double rate() {
        return reported == 0 ? null : 100.0 * disputed / reported;
    }

    /**
     * Counts each rule, sorted by id.
     *
     * @param events the events as they were received
     */
    static List<RuleDisputes> of(List<JsonNode> events) {
        Map<String, RuleDisputes> rules = new TreeMap<>();
        for (JsonNode event : events) {
            boolean dispute = event.path("name").asText().equals("plugin.precheck.disputed");
            for (String rule : rules(event.path("precheck"), dispute ? List.of("disputed") : KINDS)) {
                rules.merge(
                        rule,
                        new RuleDisputes(rule, dispute ? 0 : 1, dispute ? 1 : 0),
                        (a, b) -> new RuleDisputes(rule, a.reported + b.reported, a.disputed + b.disputed));
            }
        }
        return List.copyOf(rules.values());
    }

    private static Set<String> rules(JsonNode precheck, List<String> kinds) {
        Set<String> ids = new HashSet<>();
        kinds.forEach(kind -> precheck.path(kind).forEach(id -> ids.add(id.asText())));
        return ids;
    }
}
