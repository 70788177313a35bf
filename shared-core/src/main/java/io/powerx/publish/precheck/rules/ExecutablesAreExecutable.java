package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.precheck.FileEdit;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/**
 * The host starts only files that are executable in the package. The packer sets the permission below backend/bin,
 * since CI artifacts often lose it.
 */
final class ExecutablesAreExecutable extends DescribedRule {
    private static final String SET_BY_PACKER = "backend/bin/";

    ExecutablesAreExecutable() {
        super(
                "PX-F002",
                "The programs in the manifest are executable",
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
        for (Executables.Executable executable : Executables.of(plugin)) {
            if (isNotExecutable(executable.file())) {
                boolean setByPacker =
                        ProjectFolder.withoutLeadingDots(executable.path()).startsWith(SET_BY_PACKER);
                findings.add(
                        setByPacker ? Severity.WARNING : Severity.ERROR,
                        "%s refers to a file that is not executable: %s%s"
                                .formatted(
                                        executable.field(),
                                        executable.path(),
                                        setByPacker ? "; the packer will make it executable" : ""),
                        "Run chmod 755 " + executable.path() + ".",
                        plugin.at(executable.pointer()));
            }
        }
    }

    private static boolean isNotExecutable(Path file) {
        try {
            return !Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
        } catch (UnsupportedOperationException | IOException e) {
            // The file system has no such permission.
            return false;
        }
    }

    @Override
    public List<FileEdit> fixes(PluginContext plugin) {
        return Executables.of(plugin).stream()
                .filter(executable -> isNotExecutable(executable.file()))
                .<FileEdit>map(executable -> new FileEdit.MakeExecutable(plugin.project()
                        .root()
                        .relativize(executable.file())
                        .toString()
                        .replace('\\', '/')))
                .toList();
    }
}
