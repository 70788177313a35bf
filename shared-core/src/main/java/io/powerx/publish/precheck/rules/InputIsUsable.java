package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckRequest.Subject;
import java.util.function.Predicate;

/** Reports input of the precheck that cannot be used, such as an unreadable signing key. */
final class InputIsUsable extends DescribedRule {
    private final Subject subject;
    private final Predicate<PluginContext> exists;

    /** @param exists whether there is input of this kind */
    InputIsUsable(String id, String title, String source, Subject subject, Predicate<PluginContext> exists) {
        super(id, title, source, Severity.ERROR);
        this.subject = subject;
        this.exists = exists;
    }

    @Override
    public boolean asksRegistry() {
        return subject == Subject.MARKETPLACE || subject == Subject.PERMISSION;
    }

    @Override
    public boolean isSuppressible() {
        return false;
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return exists.test(plugin) || !plugin.request().problems(subject).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        report(subject, plugin, findings);
    }

    static void report(Subject subject, PluginContext plugin, Findings findings) {
        plugin.request()
                .problems(subject)
                .forEach(problem -> findings.add(problem.message(), problem.remedy(), problem.location()));
    }
}
