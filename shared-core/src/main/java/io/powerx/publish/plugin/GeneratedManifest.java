package io.powerx.publish.plugin;

import io.powerx.publish.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The manifest.json of a package whose project has none. It depends only on plugin.yaml, not on channel or time, so
 * that packages are reproducible.
 */
public final class GeneratedManifest {
    private GeneratedManifest() {}

    /** UTF-8 JSON with id, name, version, runtime, hostRange, permissions and dependencies, in this order. */
    public static byte[] of(PluginManifest manifest) {
        PluginSnapshot plugin = manifest.snapshot();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", plugin.id());
        json.put("name", plugin.name());
        json.put("version", plugin.version());
        Map<String, Object> runtime = new LinkedHashMap<>();
        manifest.text("/runtime/kind").ifPresent(kind -> runtime.put("kind", kind));
        manifest.text("/runtime/entry").ifPresent(entry -> runtime.put("entry", entry));
        json.put("runtime", runtime);
        if (plugin.hostRange() != null) {
            json.put("hostRange", plugin.hostRange());
        }
        json.put("permissions", plugin.permissions());
        json.put("dependencies", dependencies(plugin));
        return Json.writePretty(json).getBytes(StandardCharsets.UTF_8);
    }

    private static List<Map<String, Object>> dependencies(PluginSnapshot plugin) {
        return plugin.dependencies().stream()
                .map(dependency -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("id", dependency.id());
                    json.put("range", dependency.range() == null ? "*" : dependency.range());
                    json.put("optional", dependency.optional());
                    return json;
                })
                .toList();
    }
}
