package io.powerx.publish.cli;

import io.powerx.publish.config.Setting;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells the versions of what runs. */
final class VersionCommand implements PxCommand {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public String summary() {
        return "Tell the version of px-plugin and of the Java that runs it.";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("px-plugin version --json", "for a script"));
    }

    @Override
    public int run(Invocation invocation) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", ClientVersion.current());
        facts.put("java", System.getProperty("java.version"));
        facts.put("os", System.getProperty("os.name"));
        facts.put("arch", System.getProperty("os.arch"));
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
