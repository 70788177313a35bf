package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Locale;

/** The host lists a tool whatever it declares, and the agent that calls it fails. */
final class ToolsAreCallable extends DescribedRule {
    ToolsAreCallable() {
        super(
                "PX-M023",
                "Tools have an HTTP method, and schemas with types that exist",
                "PowerX types.go, ToolSpec; JSON Schema 2020-12, validation, 6.1.1",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().at("/tools").isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        JsonNode tools = plugin.manifest().at("/tools");
        for (int i = 0; tools.isArray() && i < tools.size(); i++) {
            String pointer = "/tools/" + i;
            String id = plugin.text(pointer + "/id").orElse("?");
            String method = plugin.text(pointer + "/method").orElse("");
            if (!method.isEmpty() && !HttpMethods.isKnown(method) && !Templates.isTemplate(method)) {
                String closest = ClosestMatch.to(method.toUpperCase(Locale.ROOT), HttpMethods.NAMES);
                findings.add(
                        "The tool %s has the method %s".formatted(id, method),
                        closest == null
                                ? "Set method to an HTTP method, such as POST."
                                : "Did you mean " + closest + "?",
                        plugin.at(pointer + "/method"));
            }
            for (String schema : List.of("input_schema", "output_schema")) {
                for (SchemaTypes.Problem problem :
                        SchemaTypes.problems(tools.get(i).path(schema))) {
                    findings.add(
                            "The %s of the tool %s has %s".formatted(schema, id, problem.found()),
                            problem.remedy(),
                            plugin.at(pointer + "/" + schema + problem.pointer()));
                }
            }
        }
    }
}
