package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.CapabilityDescriptors.Descriptor;
import io.powerx.publish.plugin.DeclaredCapability;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A channel without a capability that exists leads nowhere, and one without authentication is open or never admits anyone. */
final class ChannelsAreComplete extends DescribedRule {
    private static final String CHANNELS = "/exposure/channels";
    private static final Set<String> TYPES = Set.of("rest", "workflow", "agent_tool", "agent_stream");
    private static final Set<String> AUTHENTICATION = Set.of("jwt", "workflow", "toolgrant");

    ChannelsAreComplete() {
        super(
                "PX-E004",
                "Every channel has a type, authentication, and a capability that the plugin declares",
                "PowerXPluginSCRM build.mk, exposure check; PowerX types.go, ExposureChannel; sync_worker.go",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().at(CHANNELS).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Set<String> capabilities = capabilities(plugin);
        Set<String> tools = new HashSet<>();
        for (String list : List.of("/tools", "/agent_tools")) {
            plugin.manifest()
                    .at(list)
                    .forEach(tool -> tools.add(tool.path("id").asText("").strip()));
        }
        JsonNode channels = plugin.manifest().at(CHANNELS);
        for (int i = 0; channels.isArray() && i < channels.size(); i++) {
            checkForm(plugin, CHANNELS + "/" + i, findings);
            checkSpelling(plugin, CHANNELS + "/" + i, "type", TYPES, findings);
            checkSpelling(plugin, CHANNELS + "/" + i, "auth", AUTHENTICATION, findings);
            checkReference(plugin, CHANNELS + "/" + i + "/capability", "capability", capabilities, findings);
            checkReference(plugin, CHANNELS + "/" + i + "/agent_tool_id", "tool", tools, findings);
        }
        JsonNode agentTools = plugin.manifest().at("/agent_tools");
        for (int i = 0; agentTools.isArray() && i < agentTools.size(); i++) {
            checkReference(plugin, "/agent_tools/" + i + "/capability", "capability", capabilities, findings);
        }
    }

    private static void checkForm(PluginContext plugin, String pointer, Findings findings) {
        String type = plugin.text(pointer + "/type").orElse("");
        if (type.isEmpty()) {
            findings.add(
                    "A channel has no type",
                    "Add a type: rest, workflow, agent_tool or agent_stream.",
                    plugin.at(pointer));
        }
        if (plugin.text(pointer + "/auth").isEmpty()) {
            findings.add(
                    "%s declares no auth".formatted(name(plugin, pointer)),
                    "Add auth, such as jwt for rest, workflow for a workflow, or toolgrant for an agent tool.",
                    plugin.at(pointer));
        }
        if (plugin.text(pointer + "/capability").isEmpty()) {
            findings.add(
                    "A channel has no capability", "Add the id of the capability that it exposes.", plugin.at(pointer));
        }
        String method = plugin.text(pointer + "/method").orElse("");
        if (type.equals("rest") && !HttpMethods.isKnown(method)) {
            findings.add(
                    "%s has %s"
                            .formatted(name(plugin, pointer), method.isEmpty() ? "no method" : "the method " + method),
                    "Set method to an HTTP method, such as POST.",
                    plugin.at(method.isEmpty() ? pointer : pointer + "/method"));
        }
        if (type.equals("rest") && plugin.text(pointer + "/entrypoint").isEmpty()) {
            findings.add(
                    "%s has no entrypoint".formatted(name(plugin, pointer)),
                    "Add the path of the route.",
                    plugin.at(pointer));
        }
    }

    /** Plugins may use other values, so only a value that resembles a known one is reported. */
    private static void checkSpelling(
            PluginContext plugin, String pointer, String field, Set<String> known, Findings findings) {
        String value = plugin.text(pointer + "/" + field).orElse("");
        String closest = known.contains(value) ? null : ClosestMatch.to(value, known);
        if (closest != null) {
            findings.add(
                    "%s has the %s %s".formatted(name(plugin, pointer), field, value),
                    "Did you mean " + closest + "?",
                    plugin.at(pointer + "/" + field));
        }
    }

    private static void checkReference(
            PluginContext plugin, String pointer, String noun, Set<String> known, Findings findings) {
        plugin.text(pointer)
                .filter(id -> !known.contains(id) && !Templates.isTemplate(id))
                .ifPresent(id -> {
                    String closest = ClosestMatch.to(id, known);
                    findings.add(
                            "%s refers to the %s %s, which the plugin does not declare"
                                    .formatted(field(pointer), noun, id),
                            closest == null
                                    ? "Declare it, or correct the id."
                                    : "Did you mean " + closest + "? Otherwise declare it.",
                            plugin.at(pointer));
                });
    }

    private static Set<String> capabilities(PluginContext plugin) {
        Set<String> ids = plugin.manifest().capabilities().stream()
                .map(DeclaredCapability::id)
                .collect(Collectors.toSet());
        plugin.descriptors().all().map(ChannelsAreComplete::id).forEach(ids::add);
        return ids;
    }

    /** Descriptors are named after their id. */
    private static String id(Descriptor descriptor) {
        String name = descriptor.path().substring(descriptor.path().lastIndexOf('/') + 1);
        String id = descriptor.text("/id");
        return id.isEmpty() ? name.replaceFirst("\\.ya?ml$", "") : id;
    }

    private static String name(PluginContext plugin, String pointer) {
        return "The channel of type %s for %s"
                .formatted(
                        plugin.text(pointer + "/type").orElse("?"),
                        plugin.text(pointer + "/capability").orElse("?"));
    }
}
