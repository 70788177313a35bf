package io.powerx.publish.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds keys of the user's file that no setting reads. */
final class UnknownKeys {
    private static final int MAX_LENGTH = 80;
    private static final Set<String> KNOWN = Arrays.stream(Setting.values())
            .flatMap(setting -> setting.homeKeys().stream())
            .collect(Collectors.toUnmodifiableSet());

    /** Keys of the earlier px-plugin, which has the same file. */
    private static final Set<String> EARLIER = Set.of(
            "audit.compress",
            "audit.directory",
            "audit.enabled",
            "audit.maxFiles",
            "audit.maxSize",
            "build",
            "custom",
            "dev",
            "devApi",
            "global",
            "performance",
            "publishApi.timeout",
            "security",
            "version",
            "watch");

    private final ConfigDocument file;
    private final List<String> warnings = new ArrayList<>();

    private UnknownKeys(ConfigDocument file) {
        this.file = file;
    }

    /** A sentence for every unknown key, with its location and the key that was probably meant. */
    static List<String> in(ConfigDocument file) {
        UnknownKeys search = new UnknownKeys(file);
        search.search(file.root(), "");
        return search.warnings;
    }

    private void search(JsonNode node, String prefix) {
        Set<String> siblings = KNOWN.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()).replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
        siblings.add("$schema");
        node.properties().forEach(property -> {
            String key = property.getKey();
            if (EARLIER.contains(prefix + key)) {
                return;
            }
            if (!siblings.contains(key)) {
                String closest = ClosestMatch.to(key, siblings);
                report(
                        prefix,
                        key,
                        "is unknown and ignored" + (closest == null ? "" : "; did you mean \"" + closest + "\"?"));
            } else if (property.getValue().isObject()) {
                search(property.getValue(), prefix + key + ".");
            } else if (!KNOWN.contains(prefix + key) && !key.equals("$schema")) {
                report(prefix, key, "must be a mapping of keys to values and is ignored");
            }
        });
    }

    private void report(String prefix, String key, String problem) {
        String pointer = "/" + prefix.replace('.', '/') + key.replace("~", "~0").replace("/", "~1");
        warnings.add("the key \"%s\" (%s) %s"
                .formatted(ForeignText.oneLine(prefix + key, MAX_LENGTH), file.locate(pointer), problem));
    }
}
