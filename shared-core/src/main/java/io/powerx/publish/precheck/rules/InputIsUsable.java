package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckRequest.Problem;
import io.powerx.publish.precheck.PrecheckRequest.Subject;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reports input of the precheck that cannot be used, such as an unreadable signing key. */
final class InputIsUsable extends DescribedRule {
    private final Subject subject;
    private final Predicate<PluginContext> exists;
    private final Function<PluginContext, @Nullable SourceLocation> place;

    /** @param exists whether there is input of this kind */
    InputIsUsable(String id, String title, String source, Subject subject, Predicate<PluginContext> exists) {
        this(id, title, source, subject, exists, plugin -> null);
    }

    /** @param place where to correct a problem whose place is unknown */
    InputIsUsable(
            String id,
            String title,
            String source,
            Subject subject,
            Predicate<PluginContext> exists,
            Function<PluginContext, @Nullable SourceLocation> place) {
        super(id, title, source, Severity.ERROR);
        this.subject = subject;
        this.exists = exists;
        this.place = place;
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
        report(subject, plugin, place, findings);
    }

    /** @param place as in the constructor */
    static void report(
            Subject subject,
            PluginContext plugin,
            Function<PluginContext, @Nullable SourceLocation> place,
            Findings findings) {
        for (Problem problem : plugin.request().problems(subject)) {
            SourceLocation own = problem.location();
            findings.add(problem.message(), problem.remedy(), own == null ? place.apply(plugin) : own);
        }
    }
}
