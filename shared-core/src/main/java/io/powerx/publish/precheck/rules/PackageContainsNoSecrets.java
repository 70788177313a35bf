package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** Whoever installs a package can read all of it. */
final class PackageContainsNoSecrets extends DescribedRule {
    PackageContainsNoSecrets() {
        super(
                "PX-F003",
                "Nothing that would be packed is forbidden in packages",
                "PowerXDoc Submission_and_Review.md: .env, .pem, .key; the packer's own limits",
                Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (RejectedFile refused : plugin.selection().refused()) {
            findings.add(
                    "%s may not go into a package: %s".formatted(refused.path(), refused.reason()),
                    "Remove the file, or leave it out with artifacts.ignore in publish.yml.",
                    SourceLocation.ofFile(refused.path()));
        }
    }
}
