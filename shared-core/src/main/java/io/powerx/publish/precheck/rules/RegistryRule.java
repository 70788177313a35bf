package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;

/** A rule about the state of the registry or the connection to it. */
abstract class RegistryRule extends DescribedRule {
    RegistryRule(String id, String title, String source, Severity... severities) {
        super(id, title, source, severities);
    }

    @Override
    public final boolean asksRegistry() {
        return true;
    }
}
