package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** Anyone who installs a package can read all of its files. */
final class PackageContainsNoSecrets extends DescribedRule {
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

    private static String remedy(RejectedFile.Kind kind) {
        return kind == RejectedFile.Kind.MODULE_LINK
                ? "Install the modules without links: set node-linker=hoisted in .npmrc and install again, or copy them with"
                        + " pnpm deploy --legacy."
                : "Remove the file, or exclude it with artifacts.ignore in publish.yml.";
    }
}
