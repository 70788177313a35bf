package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.ArrayList;
import java.util.List;

/** The host shows the keys instead of texts in a language whose files are missing. */
final class LocalesHaveTexts extends DescribedRule {
    private static final String I18N = "/frontend/admin/i18n";
    private static final List<String> EXTENSIONS = List.of(".json", ".yaml", ".yml", ".js", ".ts");

    LocalesHaveTexts() {
        super(
                "PX-M021",
                "The package contains the texts of every language and namespace",
                "PowerX types.go, I18nSpec; PowerXPluginECommerce build.mk, dist-verify: web-admin/i18n",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.text(I18N + "/dir").isPresent()
                && !plugin.manifest().at(I18N + "/locales").isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String folder =
                plugin.text(I18N + "/dir").flatMap(RuntimeNeed::normalized).orElse("");
        // PX-M011 reports a folder that does not exist.
        if (folder.isEmpty() || !plugin.packed().hasFolder(folder)) {
            return;
        }
        List<String> locales = texts(plugin, "/locales");
        for (int i = 0; i < locales.size(); i++) {
            String base = folder + "/" + locales.get(i);
            if (!plugin.packed().hasFolder(base) && !hasFile(plugin, base)) {
                findings.add(
                        "There are no texts for the language %s in %s".formatted(locales.get(i), folder),
                        "Add " + base + "/, or remove the language from locales.",
                        plugin.at(I18N + "/locales/" + i));
            } else if (plugin.packed().hasFolder(base)) {
                checkNamespaces(plugin, base, locales.get(i), findings);
            }
        }
        plugin.text(I18N + "/default_namespace")
                .filter(namespace -> !texts(plugin, "/namespaces").isEmpty()
                        && !texts(plugin, "/namespaces").contains(namespace))
                .ifPresent(namespace -> findings.add(
                        "The default namespace %s is not among the namespaces".formatted(namespace),
                        "Add it to namespaces, or correct it.",
                        plugin.at(I18N + "/default_namespace")));
    }

    private static void checkNamespaces(PluginContext plugin, String base, String locale, Findings findings) {
        List<String> namespaces = texts(plugin, "/namespaces");
        for (int i = 0; i < namespaces.size(); i++) {
            String file = base + "/" + namespaces.get(i);
            if (plugin.packed().hasFile(file + ".json")) {
                checkReadable(plugin, file + ".json", findings);
            } else if (!hasFile(plugin, file)) {
                findings.add(
                        "The namespace %s has no texts for the language %s".formatted(namespaces.get(i), locale),
                        "Add %s/%s.json.".formatted(base, namespaces.get(i)),
                        plugin.at(I18N + "/namespaces/" + i));
            }
        }
    }

    private static void checkReadable(PluginContext plugin, String file, Findings findings) {
        try {
            JsonFields.tree(plugin.build(), file);
        } catch (PublishException e) {
            findings.add(
                    "The texts cannot be read: " + e.found(),
                    "Correct " + file + " at this location.",
                    e.location().orElse(SourceLocation.ofFile(file)));
        }
    }

    private static boolean hasFile(PluginContext plugin, String base) {
        return EXTENSIONS.stream().anyMatch(extension -> plugin.packed().hasFile(base + extension));
    }

    private static List<String> texts(PluginContext plugin, String field) {
        List<String> texts = new ArrayList<>();
        plugin.manifest()
                .at(I18N + field)
                .forEach(text -> texts.add(text.asText("").strip()));
        return texts;
    }
}
