package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The host runs the migrations when it installs the plugin. */
final class MigrationsExist extends DescribedRule {
    MigrationsExist() {
        super(
                "PX-M006",
                "The migration program and folders exist",
                "PowerX loader.go, Validate: migrations.entry, dir, workdir",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        JsonNode migrations = plugin.manifest().at("/migrations");
        return migrations.isObject() && !migrations.isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        if (plugin.text("/migrations/entry").isEmpty()) {
            findings.add(
                    "migrations.entry is missing",
                    "Set it to the migration program, such as backend/bin/migrate, or remove the migrations section.",
                    plugin.at("/migrations/entry"));
        }
        checkFile(plugin, "/migrations/entry", findings);
        checkFile(plugin, "/migrations/rollback_entry", findings);
        checkFolder(plugin, "/migrations/dir", findings);
        checkFolder(plugin, "/migrations/workdir", findings);
    }

    private static void checkFile(PluginContext plugin, String pointer, Findings findings) {
        plugin.text(pointer)
                .filter(path -> !path.startsWith("/") && !plugin.project().hasFile(path))
                .ifPresent(path -> missing(plugin, pointer, "file", path, findings));
    }

    private static void checkFolder(PluginContext plugin, String pointer, Findings findings) {
        plugin.text(pointer)
                .filter(path -> !path.equals(".") && !plugin.project().hasFolder(path))
                .ifPresent(path -> missing(plugin, pointer, "folder", path, findings));
    }

    private static void missing(PluginContext plugin, String pointer, String kind, String path, Findings findings) {
        findings.add(
                "%s refers to a %s that does not exist: %s".formatted(field(pointer), kind, path),
                "Add the " + kind + ", or correct the path.",
                plugin.at(pointer));
    }
}
