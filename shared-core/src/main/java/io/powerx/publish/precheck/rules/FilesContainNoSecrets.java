package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.content.FileScan;
import io.powerx.publish.precheck.secrets.FoundSecret;

/** Anyone who installs a package can read its files; a secret in one of them is no longer secret. */
final class FilesContainNoSecrets extends DescribedRule {
    FilesContainNoSecrets() {
        super(
                FoundSecret.RULE,
                "The files contain no tokens, keys or passwords",
                "PowerXDoc Plugin_Security_Checklist.md: no hard-coded secrets; the issuers' forms of tokens",
                Severity.ERROR,
                Severity.WARNING,
                Severity.INFO);
    }

    @Override
    public boolean quotesSource() {
        return false;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (FileScan file : plugin.scan().files()) {
            for (FoundSecret secret : file.secrets()) {
                findings.add(
                        switch (secret.certainty()) {
                            case CERTAIN -> Severity.ERROR;
                            case LIKELY -> Severity.WARNING;
                            case EXPIRED -> Severity.INFO;
                        },
                        "%s contains %s (%s…)".formatted(file.path(), secret.kind(), secret.shown()),
                        "Revoke it if others may have seen it, and read it from the environment at run time. If it is public,"
                                + " add a comment: px-publish:allow " + FoundSecret.RULE + " and the reason.",
                        new SourceLocation(file.path(), secret.line(), secret.column()));
            }
        }
    }
}
