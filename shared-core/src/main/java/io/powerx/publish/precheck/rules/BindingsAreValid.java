package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The gateway admits only requests that match a binding of a page or API permission. */
final class BindingsAreValid extends PermissionRule {
    private static final List<String> HOST_PREFIXES = List.of("/_p", "/api", "/v1", "/plugin/skills");
    private static final Pattern NAMED_SEGMENT = Pattern.compile(".*(?:\\{[^/{}]+\\}|/:[^/]+).*");

    BindingsAreValid() {
        super(
                "PX-P005",
                "Page and API permissions bind routes that the gateway can match",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        ofType(plugin, "page").forEach(page -> check(plugin, "page", page, Set.of("GET"), findings));
        ofType(plugin, "api").forEach(api -> check(plugin, "API", api, HttpMethods.BOUND, findings));
    }

    private static void check(
            PluginContext plugin, String kind, DeclaredPermission permission, Set<String> methods, Findings findings) {
        String name = "The " + kind + " permission " + permission.code();
        JsonNode bindings = permission.node().path("protocol_bindings");
        if (!bindings.isArray() || bindings.isEmpty()) {
            findings.add(
                    name + " binds no route",
                    "Add protocol_bindings with channel, method, path, actor_context and resource_scope.",
                    plugin.at(permission.pointer()));
        }
        for (int i = 0; bindings.isArray() && i < bindings.size(); i++) {
            Binding binding = new Binding(plugin, name, permission.pointerOf("protocol_bindings/" + i), findings);
            binding.check(bindings.get(i), methods);
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
            String remedy = "Use a path of the plugin, such as /notes or /notes/*.";
            if (!path.startsWith("/")) {
                findings.add(name + " has a binding without an absolute path", remedy, plugin.at(pointer + "/path"));
                return;
            }
            HOST_PREFIXES.stream()
                    .filter(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
                    .findFirst()
                    .ifPresent(prefix -> findings.add(
                            "%s binds %s, but paths below %s belong to the host".formatted(name, path, prefix),
                            remedy,
                            plugin.at(pointer + "/path")));
            if (NAMED_SEGMENT.matcher(path).matches()) {
                // The first example in the guide has {uuid}, but its rules and the checker require *.
                findings.add(
                        Severity.WARNING,
                        "%s binds %s, whose named segment the gateway matches literally".formatted(name, path),
                        "Use * for the segment that varies.",
                        plugin.at(pointer + "/path"));
            }
        }
    }
}
