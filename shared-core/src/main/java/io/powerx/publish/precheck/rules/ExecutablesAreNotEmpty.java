package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.io.IOException;
import java.nio.file.Files;

/** An empty file cannot be started. */
final class ExecutablesAreNotEmpty extends DescribedRule {
    ExecutablesAreNotEmpty() {
        super(
                "PX-F001",
                "The programs in the manifest are not empty",
                "PowerXPluginECommerce build.mk, dist-verify",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !Executables.of(plugin).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (Executables.Executable executable : Executables.of(plugin)) {
            try {
                if (Files.size(executable.file()) == 0) {
                    findings.add(
                            "%s refers to an empty file: %s".formatted(executable.field(), executable.path()),
                            "Build the program before publishing.",
                            plugin.at(executable.pointer()));
                }
            } catch (IOException e) {
                findings.add(
                        "%s refers to a file that cannot be read: %s".formatted(executable.field(), executable.path()),
                        "Check its permissions.",
                        plugin.at(executable.pointer()));
            }
        }
    }
}
