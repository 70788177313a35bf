package io.powerx.publish.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The targets in {@code publish.targets}. A target overrides some settings of the file. */
final class ConfigTargets {
    private static final Set<String> KEYS = Set.of("name", "api", "channel", "profile");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Map<Setting, String> SETTINGS =
            Map.of(Setting.API, "api", Setting.CHANNEL, "channel", Setting.SIGNING_PROFILE, "profile");

    private ConfigTargets() {}

    /** Reads the names of the targets. */
    static List<String> read(ConfigSection root) {
        ConfigSection publish = root.section("publish").allow(Set.of("targets"));
        List<ConfigSection> targets = publish.sections("targets");
        if (publish.value("targets").isArray() && targets.isEmpty()) {
            publish.report("targets", "\"targets\" has no items");
        }
        List<String> names = new ArrayList<>();
        for (ConfigSection target : targets) {
            target.allow(KEYS);
            target.oneOf("api", WireEnum.names(ApiGeneration.class));
            target.oneOf("channel", WireEnum.names(Channel.class));
            target.oneOf("profile", WireEnum.names(SigningProfile.class));
            String name = target.text("name");
            if (!target.has("name") && targets.size() > 1) {
                target.report("", "a target has no name, which is needed if there are several");
            } else if (name != null && !NAME.matcher(name).matches()) {
                target.report("name", "a name must consist of lower-case letters, digits and hyphens, at most 40");
            } else if (name != null && names.contains(name)) {
                target.report("name", "two targets have the name \"" + name + "\"");
            } else if (name != null) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /** The names in a document that may be invalid, by their position. */
    static List<String> names(ConfigDocument document) {
        List<String> names = new ArrayList<>();
        for (JsonNode target : document.root().at("/publish/targets")) {
            names.add(target.path("name").asText());
        }
        return names;
    }

    /** The key of a target that overrides a setting; null if a target cannot override it. */
    static @Nullable String key(Setting setting, int position) {
        String key = SETTINGS.get(setting);
        return key == null ? null : "publish.targets." + position + "." + key;
    }
}
