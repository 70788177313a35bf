package io.powerx.publish.precheck;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the findings of one rule. Messages quote the files of the plugin, so their length is limited and they are
 * cleaned.
 */
public final class Findings {
    private static final int MAX_PER_RULE = 100;
    private static final int MAX_LENGTH = 600;

    private final Rule rule;
    private final List<Finding> found = new ArrayList<>();
    private int omitted;

    Findings(Rule rule) {
        this.rule = rule;
    }

    /**
     * Reports a finding with the default severity of the rule.
     *
     * @param message what is wrong, as a sentence without a full stop
     * @param remedy what to do, as a sentence
     * @param where null if the finding concerns no particular file
     */
    public void add(String message, String remedy, @Nullable SourceLocation where) {
        add(rule.severities().get(0), message, remedy, where);
    }

    /** Reports a finding with another severity, which must be one of {@link Rule#severities}. */
    public void add(Severity severity, String message, String remedy, @Nullable SourceLocation where) {
        if (found.size() == MAX_PER_RULE) {
            omitted++;
            return;
        }
        found.add(new Finding(
                rule.id(),
                severity,
                ForeignText.oneLine(message, MAX_LENGTH),
                ForeignText.oneLine(remedy, MAX_LENGTH),
                where));
    }

    /** Reports an error that prevents the rule from checking further, as a finding of the rule. */
    public void add(PublishException error) {
        add(
                "Cannot " + error.tried() + ": " + error.found(),
                error.remedyTemplate(),
                error.location().orElse(null));
    }

    List<Finding> found() {
        if (omitted == 0) {
            return List.copyOf(found);
        }
        List<Finding> all = new ArrayList<>(found);
        all.add(new Finding(
                rule.id(),
                rule.severities().get(0),
                omitted + " more findings of this rule",
                "Correct the findings that are shown first.",
                null));
        return List.copyOf(all);
    }
}
