package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckRequest.Subject;

/** A publish does not start with an invalid configuration. */
final class PublishFileIsValid extends DescribedRule {
    PublishFileIsValid() {
        super(
                "PX-R001",
                "publish.yml is valid, and its rollout lies in the future",
                "requirements, publish.yml; docs/reference/schemas/publish.schema.json",
                Severity.ERROR);
    }

    @Override
    public boolean isSuppressible() {
        return false;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        InputIsUsable.report(Subject.CONFIGURATION, plugin, findings);
        plugin.rollout();
    }
}
