package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.plugin.DeclaredPermission.Shape;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The gateway lets through what a page or API permission binds, and nothing else. */
final class BindingsAreValid extends DescribedRule {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> HOST_PREFIXES = List.of("/_p", "/api", "/v1", "/plugin/skills");
    private static final Pattern NAMED_SEGMENT = Pattern.compile(".*(?:\\{[^/{}]+\\}|/:[^/]+).*");

    BindingsAreValid() {
        super(
                "PX-P005",
                "Page and API permissions bind routes that the gateway can match",
                "PowerX permission_declaration.md; PowerXPlugin check-permission-declaration.mjs",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().permissions().stream().anyMatch(p -> p.shape() == Shape.CODE);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (DeclaredPermission permission : plugin.manifest().permissions()) {
            String type = permission.node().path("type").asText("");
            if (permission.shape() == Shape.CODE && (type.equals("page") || type.equals("api"))) {
                check(plugin, permission, type, findings);
            }
        }
    }

    private static void check(PluginContext plugin, DeclaredPermission permission, String type, Findings findings) {
        String name = "The " + type + " permission " + String.join("", permission.codes());
        JsonNode bindings = permission.node().path("protocol_bindings");
        if (!bindings.isArray() || bindings.isEmpty()) {
            findings.add(
                    name + " binds no route",
                    "Add protocol_bindings with channel, method, path, actor_context and resource_scope.",
                    plugin.at(permission.pointer()));
        }
        for (int i = 0; bindings.isArray() && i < bindings.size(); i++) {
            Binding binding = new Binding(plugin, name, permission.pointer() + "/protocol_bindings/" + i, findings);
            binding.check(bindings.get(i), type.equals("page") ? Set.of("GET") : METHODS);
        }
    }

    private record Binding(PluginContext plugin, String name, String pointer, Findings findings) {
        void check(JsonNode binding, Set<String> methods) {
            oneOf(binding, "channel", Set.of("rest"));
            oneOf(binding, "method", methods);
            oneOf(binding, "actor_context", Set.of("admin_user"));
            oneOf(binding, "resource_scope", Set.of("tenant"));
            path(binding.path("path").asText("").strip());
        }

        private void oneOf(JsonNode binding, String field, Set<String> allowed) {
            String value = binding.path(field).asText("").strip();
            if (!allowed.contains(field.equals("method") ? value.toUpperCase(Locale.ROOT) : value)) {
                findings.add(
                        "%s has a binding with %s"
                                .formatted(name, value.isEmpty() ? "no " + field : "the " + field + " " + value),
                        "Set " + field + " to "
                                + String.join(", ", allowed.stream().sorted().toList()) + ".",
                        plugin.at(pointer + "/" + field));
            }
        }

        private void path(String path) {
            String remedy = "Write the plugin's own path, such as /notes or /notes/*.";
            if (!path.startsWith("/")) {
                findings.add(name + " has a binding without an absolute path", remedy, plugin.at(pointer + "/path"));
                return;
            }
            HOST_PREFIXES.stream()
                    .filter(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
                    .findFirst()
                    .ifPresent(prefix -> findings.add(
                            "%s binds %s, which starts with %s of the host".formatted(name, path, prefix),
                            remedy,
                            plugin.at(pointer + "/path")));
            if (NAMED_SEGMENT.matcher(path).matches()) {
                // The guide's own first example has {uuid}; its rules and the checker ask for *.
                findings.add(
                        Severity.WARNING,
                        "%s binds %s, whose named segment the gateway takes literally".formatted(name, path),
                        "Write * for the part that varies.",
                        plugin.at(pointer + "/path"));
            }
        }
    }
}
