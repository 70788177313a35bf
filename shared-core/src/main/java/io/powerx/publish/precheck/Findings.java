package io.powerx.publish.precheck;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one rule finds. Messages hold texts of the plugin's files, so they are bounded and cleaned here. */
public final class Findings {
    private static final int MAX_PER_RULE = 100;
    private static final int MAX_MESSAGE = 600;

    private final Rule rule;
    private final List<Finding> found = new ArrayList<>();
    private int more;

    Findings(Rule rule) {
        this.rule = rule;
    }

    /**
     * Reports a finding with the rule's own severity.
     *
     * @param message what is wrong, as a sentence without its full stop
     * @param remedy what to do, as a sentence
     * @param where null for the plugin as a whole
     */
    public void add(String message, String remedy, @Nullable SourceLocation where) {
        add(rule.severities().get(0), message, remedy, where);
    }

    /** Reports a finding that weighs more or less than the rule's others. */
    public void add(Severity severity, String message, String remedy, @Nullable SourceLocation where) {
        if (found.size() == MAX_PER_RULE) {
            more++;
            return;
        }
        found.add(new Finding(
                rule.id(),
                severity,
                ForeignText.oneLine(message, MAX_MESSAGE),
                ForeignText.oneLine(remedy, MAX_MESSAGE),
                where));
    }

    List<Finding> found() {
        if (more == 0) {
            return List.copyOf(found);
        }
        List<Finding> all = new ArrayList<>(found);
        all.add(new Finding(
                rule.id(),
                rule.severities().get(0),
                more + " more findings of this kind",
                "Correct those shown first.",
                null));
        return List.copyOf(all);
    }
}
