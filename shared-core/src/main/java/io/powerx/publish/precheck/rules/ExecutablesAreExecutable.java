package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** The host starts what the package marks as executable. Below backend/bin the packer does so by itself, as CI artifacts often lose the mark. */
final class ExecutablesAreExecutable extends DescribedRule {
    private static final String MARKED_BY_PACKER = "backend/bin/";

    ExecutablesAreExecutable() {
        super(
                "PX-F002",
                "The executables that the manifest names are marked as such",
                "PowerXPluginECommerce build.mk, dist-verify; PowerX install.go, chmod of backend/bin",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !Executables.of(plugin).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (Executables.Named executable : Executables.of(plugin)) {
            if (lacksMark(executable.file())) {
                boolean marked =
                        executable.path().replaceFirst("^(?:\\./)+", "").startsWith(MARKED_BY_PACKER);
                findings.add(
                        marked ? Severity.WARNING : Severity.ERROR,
                        "%s names a file that is not executable: %s%s"
                                .formatted(
                                        executable.field(),
                                        executable.path(),
                                        marked ? "; the package will mark it" : ""),
                        "Run chmod 755 " + executable.path() + ".",
                        plugin.at(executable.pointer()));
            }
        }
    }

    private static boolean lacksMark(Path file) {
        try {
            return !Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
        } catch (UnsupportedOperationException | IOException e) {
            // A file system without such marks says nothing about the file.
            return false;
        }
    }
}
