package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An agent cannot call a tool that does not exist. */
final class AgentToolsExist extends DescribedRule {
    AgentToolsExist() {
        super(
                "PX-M020",
                "Agents refer to declared tools, and agents and tools belong to this plugin",
                "PowerX types.go, AgentSpec and ToolSpec",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().at("/agents").isEmpty()
                || !plugin.manifest().at("/tools").isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Set<String> known = new HashSet<>();
        for (String list : List.of("/tools", "/agent_tools")) {
            plugin.manifest()
                    .at(list)
                    .forEach(tool -> known.add(tool.path("id").asText("").strip()));
        }
        checkOwners(plugin, "agents", findings);
        checkOwners(plugin, "tools", findings);
        JsonNode agents = plugin.manifest().at("/agents");
        for (int i = 0; agents.isArray() && i < agents.size(); i++) {
            JsonNode tools = agents.get(i).path("default_tools");
            for (int j = 0; j < tools.size(); j++) {
                String tool = tools.get(j).asText("").strip();
                if (!known.contains(tool) && !Templates.isTemplate(tool)) {
                    String closest = ClosestMatch.to(tool, known);
                    findings.add(
                            "The agent %s refers to the tool %s, which is not declared"
                                    .formatted(agents.get(i).path("id").asText(""), tool),
                            closest == null
                                    ? "Declare it in tools, or remove it from default_tools."
                                    : "Did you mean " + closest + "? Otherwise declare it in tools.",
                            plugin.at("/agents/%d/default_tools/%d".formatted(i, j)));
                }
            }
        }
    }

    private static void checkOwners(PluginContext plugin, String list, Findings findings) {
        String own = plugin.text("/id").orElse("");
        Set<String> ids = new HashSet<>();
        JsonNode entries = plugin.manifest().at("/" + list);
        for (int i = 0; entries.isArray() && i < entries.size(); i++) {
            String pointer = "/" + list + "/" + i;
            String id = plugin.text(pointer + "/id").orElse("");
            String owner = plugin.text(pointer + "/plugin_id").orElse(own);
            if (!owner.equals(own) && !own.isEmpty() && !Templates.isTemplate(owner)) {
                findings.add(
                        "%s has the plugin_id %s, but the plugin is %s".formatted(id, owner, own),
                        "Set plugin_id to " + own + ", or remove it.",
                        plugin.at(pointer + "/plugin_id"));
            }
            if (!id.isEmpty() && !ids.add(id)) {
                findings.add(
                        "%s is declared twice in %s".formatted(id, list),
                        "Remove one of the two entries, or correct its id.",
                        plugin.at(pointer + "/id"));
            }
        }
    }
}
