package io.powerx.publish.cli;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.config.Setting;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the versions of px-plugin and Java. */
final class VersionCommand implements PxCommand {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public String summary() {
        return "Print the px-plugin and Java versions.";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("px-plugin version --json", "for a script"));
    }

    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", ClientVersion.current());
        facts.put("java", System.getProperty("java.version"));
        facts.put("os", System.getProperty("os.name"));
        facts.put("arch", System.getProperty("os.arch"));
        return facts;
    }

    @Override
    public int run(Invocation invocation) {
        Map<String, String> facts = facts();
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(facts)
                                : "px-plugin %s (Java %s, %s %s)"
                                        .formatted(facts.values().toArray()));
        return 0;
    }
}
