package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Set;

/** The host serves the admin front end from these folders. */
final class AdminPagesAreDeclared extends DescribedRule {
    private static final String ADMIN = "/frontend/admin";
    private static final Set<String> KINDS = Set.of("static", "proxy", "process");
    private static final Set<String> FORMATS = Set.of("i18next", "json", "nuxt");

    AdminPagesAreDeclared() {
        super(
                "PX-M004",
                "The admin front end has a kind that the host serves, and what this kind needs",
                "PowerX loader.go, Validate: frontend.admin.static_dir, frontend.admin.i18n; lifecycle.go, Enable",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().at(ADMIN).isObject();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        checkKind(plugin, findings);
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

    private static void checkKind(PluginContext plugin, Findings findings) {
        String kind = plugin.text(ADMIN + "/kind").orElse("");
        boolean hasPages = !plugin.manifest().at(ADMIN + "/menus").isEmpty()
                || plugin.text(ADMIN + "/static_dir").isPresent()
                || !plugin.manifest().at(ADMIN + "/process").isEmpty();
        if (kind.isEmpty() && hasPages) {
            findings.add(
                    Severity.WARNING,
                    "frontend.admin.kind is missing, so the host serves no pages",
                    "Set it to static, proxy or process.",
                    plugin.at(ADMIN));
        } else if (!kind.isEmpty() && !KINDS.contains(kind)) {
            findings.add(
                    "frontend.admin.kind is \"" + kind + "\", which the host does not support, so it serves no pages",
                    "Set it to static, proxy or process.",
                    plugin.at(ADMIN + "/kind"));
        } else if (kind.equals("process")
                && plugin.text(ADMIN + "/process/entry").isEmpty()) {
            findings.add(
                    "frontend.admin.process.entry is missing, so the host does not enable the plugin",
                    "Set it to the program that serves the pages, such as node, or change frontend.admin.kind.",
                    plugin.at(ADMIN + "/process"));
        }
    }

    private static void require(PluginContext plugin, String pointer, Severity severity, Findings findings) {
        if (plugin.text(pointer).isEmpty()) {
            findings.add(
                    severity, field(pointer) + " is missing", "Set it to a folder of the plugin.", plugin.at(pointer));
        }
    }
}
