package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Optional;
import java.util.Set;

/** The host serves the admin front end from these folders. */
final class AdminPagesExist extends DescribedRule {
    private static final String ADMIN = "/frontend/admin";
    private static final Set<String> FORMATS = Set.of("i18next", "json", "nuxt");

    AdminPagesExist() {
        super(
                "PX-M004",
                "The folders of the admin front end exist",
                "PowerX loader.go, Validate: frontend.admin.static_dir, frontend.admin.i18n",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().at(ADMIN).isObject();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        // The host checks the folders only if it serves the files.
        boolean served = plugin.text(ADMIN + "/kind").filter("static"::equals).isPresent();
        Severity severity = served ? Severity.ERROR : Severity.WARNING;
        folder(plugin, ADMIN + "/static_dir", served, severity, findings);
        if (plugin.manifest().at(ADMIN + "/i18n").isObject()) {
            folder(plugin, ADMIN + "/i18n/dir", true, severity, findings);
            plugin.text(ADMIN + "/i18n/format")
                    .filter(format -> !FORMATS.contains(format))
                    .ifPresent(format -> findings.add(
                            severity,
                            "frontend.admin.i18n.format is \"" + format + "\", which the host does not support",
                            "Use i18next, json or nuxt.",
                            plugin.at(ADMIN + "/i18n/format")));
        }
    }

    private static void folder(
            PluginContext plugin, String pointer, boolean required, Severity severity, Findings findings) {

        Optional<String> folder = plugin.text(pointer);
        if (folder.isEmpty() && required) {
            findings.add(
                    severity, field(pointer) + " is missing", "Set it to a folder of the plugin.", plugin.at(pointer));
        } else if (folder.isPresent() && !plugin.project().hasFolder(folder.get())) {
            findings.add(
                    severity,
                    field(pointer) + " refers to a folder that does not exist: " + folder.get(),
                    "Build the front end before publishing, or correct the path.",
                    plugin.at(pointer));
        }
    }
}
