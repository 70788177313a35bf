package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The event fabric rejects events from a plugin that its configuration does not list. */
final class PublishedTopicsAreGranted extends DescribedRule {
    private static final String FABRIC = "config/event_fabric.yaml";

    PublishedTopicsAreGranted() {
        super(
                "PX-P009",
                "The event fabric allows the plugin to publish its topics",
                PermissionRule.SOURCE,
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.text("/id").isPresent()
                && plugin.text("/catalogs/events").isPresent()
                && !published(plugin).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        YamlFiles.read(plugin.build(), FABRIC, findings)
                .ifPresent(document -> checkGrants(plugin, document.root(), findings));
    }

    private static void checkGrants(PluginContext plugin, JsonNode fabric, Findings findings) {
        String principal = "plugin:" + plugin.text("/id").orElse("");
        published(plugin).forEach((pointer, topic) -> {
            if (!isGranted(fabric, topic, principal)) {
                findings.add(
                        "The plugin publishes the topic %s, but %s does not allow %s to publish it"
                                .formatted(topic, FABRIC, principal),
                        "Add the topic with an acl entry of principal_type plugin, principal_id %s and actions [publish]."
                                .formatted(principal),
                        plugin.at(pointer));
            }
        });
    }

    private static Map<String, String> published(PluginContext plugin) {
        Map<String, String> topics = new LinkedHashMap<>();
        JsonNode declared = plugin.manifest().at("/events/topics");
        for (int i = 0; declared.isArray() && i < declared.size(); i++) {
            String key = declared.get(i).path("key").asText("").strip();
            if (!key.isEmpty() && hasPublish(declared.get(i).path("actions"))) {
                topics.put("/events/topics/" + i + "/key", key);
            }
        }
        return topics;
    }

    private static boolean isGranted(JsonNode fabric, String topic, String principal) {
        for (JsonNode entry : fabric.path("topics")) {
            if (entry.path("key").asText("").strip().equals(topic)) {
                for (JsonNode grant : entry.path("acl")) {
                    if (isForPlugin(grant, principal) && hasPublish(grant.path("actions"))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The guide uses a placeholder that the host replaces, the checker uses the id. */
    private static boolean isForPlugin(JsonNode grant, String principal) {
        String id = grant.path("principal_id").asText("").strip();
        return grant.path("principal_type").asText("").strip().equals("plugin")
                && (id.equals(principal) || id.replace("plugin:", "").equals("{{plugin_id}}"));
    }

    private static boolean hasPublish(JsonNode actions) {
        for (JsonNode action : actions) {
            if (action.asText("").strip().equalsIgnoreCase("publish")) {
                return true;
            }
        }
        return false;
    }
}
