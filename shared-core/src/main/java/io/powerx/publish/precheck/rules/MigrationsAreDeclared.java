package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The host runs the migrations when it installs the plugin. */
final class MigrationsAreDeclared extends DescribedRule {
    MigrationsAreDeclared() {
        super(
                "PX-M006",
                "The migrations specify their program",
                "PowerX loader.go, Validate: migrations.entry",
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
    }
}
