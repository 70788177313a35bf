package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Set;

/** The host serves the admin front end from these folders. */
final class AdminPagesAreDeclared extends DescribedRule {
    private static final String ADMIN = "/frontend/admin";
    private static final Set<String> FORMATS = Set.of("i18next", "json", "nuxt");

    AdminPagesAreDeclared() {
        super(
                "PX-M004",
                "The admin front end names its folders, and a format of texts that the host supports",
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
        if (served) {
            require(plugin, ADMIN + "/static_dir", severity, findings);
        }
        if (plugin.manifest().at(ADMIN + "/i18n").isObject()) {
            require(plugin, ADMIN + "/i18n/dir", severity, findings);
            plugin.text(ADMIN + "/i18n/format")
                    .filter(format -> !FORMATS.contains(format))
                    .ifPresent(format -> findings.add(
                            severity,
                            "frontend.admin.i18n.format is \"" + format + "\", which the host does not support",
                            "Use i18next, json or nuxt.",
                            plugin.at(ADMIN + "/i18n/format")));
        }
    }

    private static void require(PluginContext plugin, String pointer, Severity severity, Findings findings) {
        if (plugin.text(pointer).isEmpty()) {
            findings.add(
                    severity, field(pointer) + " is missing", "Set it to a folder of the plugin.", plugin.at(pointer));
        }
    }
}
