package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.MenuEntry;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The host shows the default title of a menu, or its key, in a language whose texts lack it. */
final class MenuTitlesAreTranslated extends DescribedRule {
    private static final String I18N = "/frontend/admin/i18n";

    MenuTitlesAreTranslated() {
        super(
                "PX-M024",
                "The titles of menus are among the texts of every language",
                "PowerX types.go, MenuItem title_i18n and I18nSpec",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.text(I18N + "/dir").isPresent()
                && plugin.manifest().menus().stream().anyMatch(menu -> plugin.text(menu.pointer() + "/title_i18n/key")
                        .isPresent());
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String folder =
                plugin.text(I18N + "/dir").flatMap(RuntimeNeed::normalized).orElse("");
        String namespace = plugin.text(I18N + "/default_namespace").orElse("");
        Map<String, Optional<JsonNode>> files = new HashMap<>();
        for (MenuEntry menu : plugin.manifest().menus()) {
            String pointer = menu.pointer() + "/title_i18n";
            String key = plugin.text(pointer + "/key").orElse("");
            String name = plugin.text(pointer + "/namespace").orElse(namespace);
            if (key.isEmpty() || name.isEmpty()) {
                continue;
            }
            for (JsonNode locale : plugin.manifest().at(I18N + "/locales")) {
                String file =
                        "%s/%s/%s.json".formatted(folder, locale.asText("").strip(), name);
                if (files.computeIfAbsent(file, path -> texts(plugin, path))
                        .filter(texts -> !contains(texts, key))
                        .isPresent()) {
                    findings.add(
                            "The menu %s has a title that %s does not contain: %s"
                                    .formatted(String.join("/", menu.idPath()), file, key),
                            "Add the text, or correct the key.",
                            plugin.at(pointer + "/key"));
                }
            }
        }
    }

    /** Empty if there is no such file or it cannot be read, which {@link LocalesHaveTexts} reports. */
    private static Optional<JsonNode> texts(PluginContext plugin, String file) {
        try {
            return plugin.packed().hasFile(file)
                    ? Optional.of(JsonFields.tree(plugin.build(), file))
                    : Optional.empty();
        } catch (PublishException unreadable) {
            return Optional.empty();
        }
    }

    /** Dots in a key separate levels, or belong to a name. */
    private static boolean contains(JsonNode texts, String key) {
        if (texts.has(key)) {
            return true;
        }
        for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
            if (contains(texts.path(key.substring(0, dot)), key.substring(dot + 1))) {
                return true;
            }
        }
        return false;
    }
}
