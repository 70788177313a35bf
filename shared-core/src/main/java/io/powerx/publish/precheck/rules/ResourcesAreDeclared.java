package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.CapabilityDescriptors.Descriptor;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.yaml.YamlDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/** A resource that no permission declares cannot be granted. */
final class ResourcesAreDeclared extends DescribedRule {
    ResourcesAreDeclared() {
        super(
                "PX-P015",
                "The resources of routes, tools and capabilities are declared",
                "PowerXPluginBase capability/validator.go, verifyRBAC; PowerX types.go, ToolSpec, RoutePermission",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !DeclaredResources.of(plugin).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Uses uses = new Uses(plugin, DeclaredResources.of(plugin), new LinkedHashMap<>());
        uses.routes();
        uses.tools();
        uses.channels();
        plugin.descriptors().all().forEach(uses::descriptor);
        uses.unknown()
                .values()
                .forEach(use -> findings.add(
                        "%s, which neither permissions nor rbac.resources declares%s"
                                .formatted(use.statement(), others(use)),
                        "Declare it, or correct the name.",
                        use.where()));
    }

    private static String others(Use use) {
        return use.count() == 1 ? "" : "; it is used in " + Quantities.count(use.count() - 1, "more place");
    }

    /** The first use of a name, and how often it is used. */
    private record Use(String statement, SourceLocation where, int count) {}

    /** @param unknown the names that are not declared; each is reported once, since generated plugins use them often */
    private record Uses(PluginContext plugin, DeclaredResources declared, Map<String, Use> unknown) {
        void routes() {
            JsonNode routes = plugin.manifest().at("/routes/permissions");
            for (int i = 0; i < routes.size(); i++) {
                String pointer = "/routes/permissions/" + i + "/permission";
                String resource = plugin.text(pointer + "/resource").orElse("");
                String action = plugin.text(pointer + "/action").orElse("");
                if (!resource.isEmpty() && !action.isEmpty()) {
                    permission(resource + ":" + action, "A route requires", plugin.at(pointer));
                }
            }
        }

        void tools() {
            JsonNode tools = plugin.manifest().at("/tools");
            for (int i = 0; i < tools.size(); i++) {
                String pointer = "/tools/" + i + "/rbac_resource";
                String resource = plugin.text(pointer).orElse("");
                boolean known = declared.hasResource(resource) || declared.hasPermission(resource);
                if (!resource.isEmpty() && !known && !Templates.isTemplate(resource)) {
                    add(
                            resource,
                            "The tool %s belongs to the resource %s"
                                    .formatted(tools.get(i).path("id").asText(""), resource),
                            plugin.at(pointer));
                }
            }
        }

        void channels() {
            JsonNode channels = plugin.manifest().at("/exposure/channels");
            for (int i = 0; i < channels.size(); i++) {
                String pointer = "/exposure/channels/" + i + "/rbac";
                plugin.text(pointer).ifPresent(code -> permission(code, "A channel requires", plugin.at(pointer)));
            }
        }

        void descriptor(Descriptor descriptor) {
            YamlDocument document = descriptor.document();
            String resource = descriptor.text("/rbac/resource");
            if (document == null || resource.isEmpty()) {
                return;
            }
            if (!declared.hasResource(resource)) {
                add(resource, "The capability belongs to the resource " + resource, document.locate("/rbac/resource"));
                return;
            }
            JsonNode actions = descriptor.at("/rbac/actions");
            for (int i = 0; i < actions.size(); i++) {
                permission(
                        resource + ":" + actions.get(i).asText("").strip(),
                        "The capability requires",
                        document.locate("/rbac/actions/" + i));
            }
        }

        private void permission(String code, String subject, SourceLocation where) {
            if (!declared.hasPermission(code) && !declared.hasResource(code) && !Templates.isTemplate(code)) {
                add(code, subject + " " + code, where);
            }
        }

        private void add(String name, String statement, SourceLocation where) {
            unknown.merge(
                    name,
                    new Use(statement, where, 1),
                    (first, next) -> new Use(first.statement(), first.where(), first.count() + 1));
        }
    }
}
