package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.yaml.YamlDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/** The event fabric turns away a plugin that it was not told of. */
final class PublishedTopicsAreGranted extends DescribedRule {
    private static final String FABRIC = "config/event_fabric.yaml";

    PublishedTopicsAreGranted() {
        super(
                "PX-P009",
                "The event fabric lets the plugin publish its topics",
                "PowerX permission_declaration.md; PowerXPlugin check-permission-declaration.mjs",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().text("/catalogs/events").isPresent()
                && !published(plugin).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        JsonNode fabric;
        try {
            String text = plugin.project()
                    .text(FABRIC, YamlDocument.MAX_LENGTH, ErrorCode.CONFIG_INVALID)
                    .orElse("");
            fabric = YamlDocument.parse(FABRIC, text, ErrorCode.CONFIG_INVALID).root();
        } catch (PublishException e) {
            findings.add(
                    FABRIC + " cannot be read: " + e.found(),
                    "Correct it at the place named.",
                    e.location().orElse(SourceLocation.ofFile(FABRIC)));
            return;
        }
        String principal = "plugin:" + plugin.manifest().text("/id").orElse("");
        published(plugin).forEach((pointer, topic) -> {
            if (!isGranted(fabric, topic, principal)) {
                findings.add(
                        "The topic %s is published, but %s does not let %s publish it"
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
                    if (isOurs(grant, principal) && hasPublish(grant.path("actions"))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The guide writes the placeholder that the host fills in, the checker the id itself. */
    private static boolean isOurs(JsonNode grant, String principal) {
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
