package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.pack.select.FilePattern;
import io.powerx.publish.precheck.FileEdit;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Anyone who installs a package can read all of its files. */
final class PackageContainsNoSecrets extends DescribedRule {
    /** What is secret is excluded. The others are part of the plugin in a form that does not work. */
    private static final Set<RejectedFile.Kind> EXCLUDABLE =
            EnumSet.of(RejectedFile.Kind.ENVIRONMENT_FILE, RejectedFile.Kind.PRIVATE_KEY);

    PackageContainsNoSecrets() {
        super(
                "PX-F003",
                "No file that would be packed is forbidden in packages",
                "PowerXDoc Submission_and_Review.md: .env, .pem, .key; the packer's limits",
                Severity.ERROR);
    }

    @Override
    public boolean isSuppressible() {
        return false;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (RejectedFile rejected : plugin.selection().refused()) {
            findings.add(
                    "%s must not be in a package: %s".formatted(rejected.path(), rejected.reason()),
                    remedy(rejected.kind()),
                    SourceLocation.ofFile(rejected.path()));
        }
    }

    /** Excludes each file, unless the plugin refers to it or publish.yml asks for it. */
    @Override
    public List<FileEdit> fixes(PluginContext plugin) {
        return IgnoreLines.of(
                plugin,
                plugin.selection().refused().stream()
                        .filter(rejected -> EXCLUDABLE.contains(rejected.kind()))
                        .map(RejectedFile::path)
                        .toList(),
                FilePattern::literal);
    }

    private static String remedy(RejectedFile.Kind kind) {
        return kind == RejectedFile.Kind.MODULE_LINK
                ? "Install the modules without links: set node-linker=hoisted in .npmrc and install again, or copy them with"
                        + " pnpm deploy --legacy."
                : "Remove the file, or exclude it with artifacts.ignore in publish.yml.";
    }
}
