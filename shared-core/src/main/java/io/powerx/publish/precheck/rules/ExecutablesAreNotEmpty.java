package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.plugin.RuntimeNeed.Kind;
import io.powerx.publish.plugin.RuntimeNeed.Presence;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An empty file cannot be started, and an interrupted build leaves empty files. */
final class ExecutablesAreNotEmpty extends DescribedRule {
    ExecutablesAreNotEmpty() {
        super(
                "PX-F001",
                "The programs and files in the manifest are not empty",
                "PowerXPluginECommerce build.mk, dist-verify",
                Severity.ERROR,
                Severity.WARNING);
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
        plugin.manifest().runtimeNeeds().stream()
                .filter(need -> need.kind() == Kind.FILE && need.presence() != Presence.POSSIBLE)
                // Other rules read these files, and report what they lack.
                .filter(need -> !need.pointer().startsWith("/catalogs/")
                        && !need.pointer().startsWith("/capabilities/"))
                .filter(need -> isEmptyFile(plugin, need))
                .forEach(need -> findings.add(
                        need.presence() == Presence.REQUIRED ? Severity.ERROR : Severity.WARNING,
                        "%s refers to an empty file: %s".formatted(field(need.pointer()), need.path()),
                        "Build or add it before publishing.",
                        plugin.at(need.pointer())));
    }

    private static boolean isEmptyFile(PluginContext plugin, RuntimeNeed need) {
        Optional<Path> file = need.places().stream()
                .flatMap(place -> RuntimeNeed.normalized(place).stream())
                .filter(plugin.packed()::hasFile)
                .flatMap(place -> plugin.project().resolve(place).stream())
                .findFirst();
        try {
            return file.isPresent() && Files.size(file.get()) == 0;
        } catch (IOException e) {
            // The packer reports files that cannot be read.
            return false;
        }
    }
}
