package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.Rule;

/** A suppression without effect would hide that the finding is reported after all. */
final class SuppressionsApply extends DescribedRule {
    SuppressionsApply() {
        super(
                Rule.SUPPRESSIONS,
                "Every suppression in publish.yml concerns a rule that can be suppressed, has not expired, and matches a finding; severities are only raised",
                "requirements, precheck; docs/guides/publish/prechecks.md",
                Severity.ERROR,
                Severity.WARNING,
                Severity.INFO);
    }

    @Override
    public boolean isSuppressible() {
        return false;
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.policy().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        plugin.policy().report(findings);
    }
}
