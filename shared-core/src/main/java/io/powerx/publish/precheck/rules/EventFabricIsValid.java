package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.yaml.YamlDocument;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Core registers the topics of the file when the plugin is installed, all of them or none. */
final class EventFabricIsValid extends DescribedRule {
    private static final String FILE = "config/event_fabric.yaml";
    private static final Pattern VERSION = Pattern.compile("[vV]?0*[1-9]\\d{0,8}");
    private static final Set<String> ACTIONS = Set.of("publish", "subscribe", "replay");

    EventFabricIsValid() {
        super(
                "PX-P017",
                "config/event_fabric.yaml has a version, and topics that core can register",
                "PowerX event_fabric/manifest/manifest_parser.go; permission_declaration.md 7.7, version: v1",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.packed().hasFile(FILE);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        YamlFiles.read(plugin.build(), FILE, findings).ifPresent(document -> checkContent(document, findings));
    }

    private static void checkContent(YamlDocument document, Findings findings) {
        checkVersion(document, findings);
        JsonNode topics = document.root().path("topics");
        Set<String> keys = new HashSet<>();
        for (int i = 0; topics.isArray() && i < topics.size(); i++) {
            checkTopic(document, "/topics/" + i, topics.get(i), keys, findings);
        }
    }

    private static void checkVersion(YamlDocument document, Findings findings) {
        String version = document.root().path("version").asText("").strip();
        if (!VERSION.matcher(version).matches()) {
            findings.add(
                    version.isEmpty()
                            ? "The event fabric has no version, so core registers none of its topics"
                            : "The event fabric has the version \"" + version + "\", which core does not support",
                    "Set version: v1.",
                    document.locate("/version"));
        }
    }

    private static void checkTopic(
            YamlDocument document, String pointer, JsonNode topic, Set<String> keys, Findings findings) {
        boolean named =
                !text(topic, "namespace").isEmpty() && !text(topic, "name").isEmpty();
        String name = text(topic, "key").isEmpty() ? text(topic, "topic") : text(topic, "key");
        if (!named && !text(topic, "topic").contains(".")) {
            findings.add(
                    Severity.WARNING,
                    "The topic " + name + " has no namespace and name, so core registers none of the topics",
                    "Split the topic at its last dot: namespace: note.note, name: created.",
                    document.locate(pointer));
        }
        if (!name.isEmpty() && !keys.add(name)) {
            findings.add(
                    Severity.WARNING,
                    "The topic " + name + " is declared twice, so core registers none of the topics",
                    "Remove one of the two declarations.",
                    document.locate(pointer + "/key"));
        }
        JsonNode grants = topic.path("acl");
        for (int i = 0; grants.isArray() && i < grants.size(); i++) {
            JsonNode actions = grants.get(i).path("actions");
            for (int j = 0; j < actions.size(); j++) {
                String action = actions.get(j).asText("").strip().toLowerCase(Locale.ROOT);
                if (!ACTIONS.contains(action)) {
                    findings.add(
                            Severity.WARNING,
                            "The topic %s grants the action \"%s\", which core does not know".formatted(name, action),
                            "Use publish, subscribe or replay.",
                            document.locate(pointer + "/acl/" + i + "/actions/" + j));
                }
            }
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("").strip();
    }
}
