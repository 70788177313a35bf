package io.powerx.publish.precheck;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.config.PrecheckPolicy;
import io.powerx.publish.config.PrecheckPolicy.MinimumSeverity;
import io.powerx.publish.config.PrecheckPolicy.Suppression;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.select.FilePattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Applies the suppressions and severities in publish.yml, and reports those without the effect that their author expects. */
public final class Policy {
    private static final String USE_AN_ID = "Use the id of a rule, as findings show it.";
    private static final String REVIEW =
            "Check whether the reason still holds: extend expires, or remove the suppression.";

    private final Map<String, Rule> rules = new TreeMap<>();
    private final LocalDate today;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Suppression, @Nullable FilePattern> active = new LinkedHashMap<>();

    private final Map<String, Severity> minimums = new HashMap<>();

    private record Problem(Severity severity, String message, String remedy, SourceLocation location) {}

    /** The findings that count, and the others. */
    record Outcome(List<Finding> findings, List<SuppressedFinding> suppressed) {}

    /** @param now determines which suppressions have expired */
    Policy(List<Rule> rules, PrecheckPolicy policy, Channel channel, Instant now) {
        rules.forEach(rule -> this.rules.put(rule.id(), rule));
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        policy.suppressions().forEach(this::add);
        policy.severities(channel).forEach(this::add);
    }

    public boolean isEmpty() {
        return active.isEmpty() && minimums.isEmpty() && problems.isEmpty();
    }

    /** Reports suppressions that do not apply. */
    public void report(Findings findings) {
        problems.forEach(
                problem -> findings.add(problem.severity(), problem.message(), problem.remedy(), problem.location()));
    }

    private void add(Suppression suppression) {
        String id = suppression.rule();
        Rule rule = rules.get(id);
        if (rule == null) {
            String closest = ClosestMatch.to(id, rules.keySet());
            problem(
                    Severity.ERROR,
                    suppression,
                    "A suppression refers to " + id + ", which is not a rule",
                    closest == null ? USE_AN_ID : USE_AN_ID + " Did you mean " + closest + "?");
        } else if (!rule.isSuppressible()) {
            problem(
                    Severity.ERROR,
                    suppression,
                    "Findings of " + id + " cannot be suppressed, because a publish would fail without them, too",
                    "Remove the suppression, and correct what the rule finds.");
        } else if (today.isAfter(suppression.expires())) {
            problem(
                    Severity.WARNING,
                    suppression,
                    "The suppression of " + id + " expired on " + suppression.expires() + ". Its reason was: "
                            + suppression.reason(),
                    REVIEW);
        } else {
            activate(suppression);
        }
    }

    private void add(MinimumSeverity minimum) {
        String id = minimum.rule();
        Rule rule = rules.get(id);
        if (rule == null) {
            String closest = ClosestMatch.to(id, rules.keySet());
            problems.add(new Problem(
                    Severity.ERROR,
                    "A severity refers to " + id + ", which is not a rule",
                    closest == null ? USE_AN_ID : USE_AN_ID + " Did you mean " + closest + "?",
                    minimum.location()));
        } else if (minimum.severity() != Severity.ERROR && rule.severities().contains(Severity.ERROR)) {
            problems.add(new Problem(
                    Severity.ERROR,
                    "Findings of " + id + " can be errors, and precheck.severities only raises severities",
                    "Remove it. To accept a finding, add a suppression, which has a reason and an expiry date.",
                    minimum.location()));
        } else {
            minimums.put(id, minimum.severity());
        }
    }

    private Finding raised(Finding finding) {
        Severity minimum = minimums.getOrDefault(finding.rule(), finding.severity());
        return minimum.compareTo(finding.severity()) < 0 ? finding.withSeverity(minimum) : finding;
    }

    private void activate(Suppression suppression) {
        try {
            active.put(suppression, suppression.path() == null ? null : FilePattern.of(suppression.path()));
        } catch (PublishException invalid) {
            problem(
                    Severity.ERROR,
                    suppression,
                    "The path of the suppression of " + suppression.rule() + " is invalid: " + invalid.found(),
                    "Use a file or a pattern such as web-admin/**.");
        }
    }

    private void problem(Severity severity, Suppression suppression, String message, String remedy) {
        problems.add(new Problem(severity, message, remedy, suppression.location()));
    }

    /**
     * Separates the findings that are suppressed.
     *
     * @param unreadable ids of the rules that report what cannot be read; other rules were not run because of it, so it
     *     is never suppressed
     * @param notRun ids of the rules that were not run, whose suppressions may be needed in another run
     */
    Outcome apply(List<Finding> findings, Set<String> unreadable, Set<String> notRun) {
        List<Finding> counting = new ArrayList<>();
        List<SuppressedFinding> suppressed = new ArrayList<>();
        List<Suppression> unused = new ArrayList<>(active.keySet());
        for (Finding finding : findings) {
            Suppression match = unreadable.contains(finding.rule()) ? null : match(finding);
            if (match == null) {
                counting.add(raised(finding));
            } else {
                unused.remove(match);
                suppressed.add(new SuppressedFinding(finding, match.reason(), match.expires()));
            }
        }
        for (Suppression suppression : unused) {
            if (unreadable.contains(suppression.rule())) {
                problem(
                        Severity.INFO,
                        suppression,
                        "The suppression of " + suppression.rule() + " does not apply to what cannot be read",
                        "Correct what the rule cannot read.");
            } else if (!notRun.contains(suppression.rule())) {
                problem(
                        Severity.INFO,
                        suppression,
                        "The suppression of " + suppression.rule() + " matches no finding",
                        "Remove it unless another channel needs it.");
            }
        }
        return new Outcome(counting, suppressed);
    }

    private @Nullable Suppression match(Finding finding) {
        for (Map.Entry<Suppression, @Nullable FilePattern> entry : active.entrySet()) {
            if (finding.rule().equals(entry.getKey().rule())
                    && matches(entry.getKey(), entry.getValue(), finding.location())) {
                return entry.getKey();
            }
        }
        return null;
    }

    private static boolean matches(
            Suppression suppression, @Nullable FilePattern path, @Nullable SourceLocation location) {
        if (path == null) {
            return true;
        }
        return location != null
                && path.covers(location.file())
                && (suppression.line() == null || suppression.line() == location.line());
    }
}
