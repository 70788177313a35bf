package io.powerx.publish.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code artifacts.platforms}. */
final class PlatformsReader {
    private static final Pattern PATH = Pattern.compile("(?!/)(?!.*//)[^\\\\]{1,1000}(?<!/)");

    /** What must be the same in all packages of a version, or is written by the packer. */
    private static final Set<String> SHARED = Set.of(
            "plugin.yaml", "plugin.d", "manifest.json", "docs/release-notes.md", "integrity.txt", "manifest.signature");

    private PlatformsReader() {}

    /** The platforms in the order of their names, so that their order in the file has no effect. */
    static List<PackagePlatform> read(ConfigSection artifacts) {
        ConfigSection platforms = artifacts.section("platforms");
        if (artifacts.has("platforms") && platforms.isEmpty()) {
            artifacts.report("platforms", "\"platforms\" has no items");
        }
        List<String> names = PackagePlatform.names();
        List<PackagePlatform> read = new ArrayList<>();
        for (String name : platforms.keys().stream().sorted().toList()) {
            if (names.contains(name)) {
                read.add(new PackagePlatform(name, replaced(platforms.section(name))));
            } else {
                platforms.report(
                        name,
                        "a platform has a system and an architecture, such as linux-amd64: %s; %s%s"
                                .formatted(
                                        InvalidChoice.anyOf(PackagePlatform.SYSTEMS),
                                        InvalidChoice.anyOf(PackagePlatform.ARCHITECTURES),
                                        InvalidChoice.suggestion(name, names)));
            }
        }
        return List.copyOf(read);
    }

    private static Map<String, String> replaced(ConfigSection platform) {
        Map<String, String> replaced = new LinkedHashMap<>();
        for (String key : platform.keys().stream().sorted().toList()) {
            String source = platform.text(key);
            String path = withoutSlash(key);
            if (source == null) {
                continue;
            }
            if (!isInside(path) || !isInside(withoutSlash(source))) {
                platform.report(
                        key, "both paths must be relative, inside the project, and have forward slashes: " + key);
            } else if (SHARED.contains(path) || path.startsWith("plugin.d/")) {
                platform.report(key, path + " is the same for all platforms");
            } else if (replaced.keySet().stream().anyMatch(other -> (path + "/").startsWith(other + "/"))) {
                platform.report(key, path + " is in a folder that is also replaced");
            } else {
                replaced.put(path, withoutSlash(source));
            }
        }
        return replaced;
    }

    private static boolean isInside(String path) {
        return PATH.matcher(path).matches()
                && ("/" + path + "/").indexOf("/../") < 0
                && ("/" + path + "/").indexOf("/./") < 0;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
