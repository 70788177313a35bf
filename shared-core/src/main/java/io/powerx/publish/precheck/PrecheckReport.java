package io.powerx.publish.precheck;

import io.powerx.publish.config.FailOn;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.pack.select.FileSelection;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of a precheck.
 *
 * @param plugin the plugin that was checked
 * @param findings all findings, sorted by severity, then by location
 * @param suppressed findings that publish.yml suppresses; they are not among the others
 * @param excerpts the lines that findings concern, as far as they can be read
 * @param notRun ids of the rules that were not run, with the reason as a clause
 * @param rulesRun number of rules that apply to the plugin
 * @param rulesFailed number of rules that reported an error
 * @param tests sums over all test reports; null if there are none
 * @param lineCoverage percent over all coverage reports; null if there are none
 * @param fixes mechanical changes that resolve findings
 * @param packages what the packages contain; null if that cannot be determined
 */
public record PrecheckReport(
        CheckedPlugin plugin,
        List<Finding> findings,
        List<SuppressedFinding> suppressed,
        Map<SourceLocation, Excerpt> excerpts,
        Map<String, String> notRun,
        int rulesRun,
        int rulesFailed,
        @Nullable Tests tests,
        @Nullable Double lineCoverage,
        List<Fix> fixes,
        @Nullable PackageFacts packages)
        implements Serializable {
    /** A report without fixes, about a package whose content is not known. */
    public PrecheckReport(
            CheckedPlugin plugin,
            List<Finding> findings,
            List<SuppressedFinding> suppressed,
            Map<SourceLocation, Excerpt> excerpts,
            Map<String, String> notRun,
            int rulesRun,
            int rulesFailed,
            @Nullable Tests tests,
            @Nullable Double lineCoverage) {
        this(
                plugin,
                findings,
                suppressed,
                excerpts,
                notRun,
                rulesRun,
                rulesFailed,
                tests,
                lineCoverage,
                List.of(),
                null);
    }

    /** The diffs that would resolve a finding; empty if there are none. */
    public String fixOf(Finding finding) {
        return fixes.stream()
                .filter(fix -> fix.rules().contains(finding.rule()))
                .filter(fix -> fix.executable()
                        || fix.file().equals(FileSelection.IGNORE_FILE)
                        || (finding.location() != null
                                && fix.file().equals(finding.location().file())))
                .map(Fix::diff)
                .collect(Collectors.joining());
    }

    /** Returns the report with remedies in the words of a front end. */
    public PrecheckReport worded(Vocabulary vocabulary) {
        return with(
                findings.stream().map(finding -> finding.worded(vocabulary)).toList(),
                suppressed.stream()
                        .map(each ->
                                new SuppressedFinding(each.finding().worded(vocabulary), each.reason(), each.expires()))
                        .toList(),
                notRun,
                rulesRun,
                rulesFailed);
    }

    /** Returns the report with other findings, such as those of another severity. */
    public PrecheckReport withFindings(List<Finding> others) {
        return with(others, suppressed, notRun, rulesRun, rulesFailed);
    }

    /** Returns the report without some rules, as if they did not exist. */
    public PrecheckReport without(Set<String> rules) {
        List<Finding> rest = findings.stream()
                .filter(finding -> !rules.contains(finding.rule()))
                .toList();
        Map<String, String> restNotRun = new LinkedHashMap<>(notRun);
        restNotRun.keySet().removeAll(rules);
        return with(
                rest,
                suppressed.stream()
                        .filter(each -> !rules.contains(each.finding().rule()))
                        .toList(),
                restNotRun,
                rulesRun - (rules.size() - (notRun.size() - restNotRun.size())),
                countFailed(rest));
    }

    private PrecheckReport with(
            List<Finding> others,
            List<SuppressedFinding> othersSuppressed,
            Map<String, String> othersNotRun,
            int othersRun,
            int othersFailed) {
        return new PrecheckReport(
                plugin,
                others,
                othersSuppressed,
                excerpts,
                othersNotRun,
                othersRun,
                othersFailed,
                tests,
                lineCoverage,
                fixes,
                packages);
    }

    /** The number of rules with at least one error among the findings. */
    static int countFailed(List<Finding> findings) {
        return (int) findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::rule)
                .distinct()
                .count();
    }

    public record Tests(int total, int failed, int skipped) implements Serializable {}

    public FindingCounts counts() {
        return FindingCounts.of(findings);
    }

    /** Such as {@code 1 error, 0 warnings, 2 suppressed}. */
    public String summary() {
        return summary(MessageCatalog.ENGLISH);
    }

    /** Like {@link #summary()}, in another language. */
    public String summary(MessageCatalog messages) {
        return counts().text(messages)
                + (suppressed.isEmpty() ? "" : messages.text(", {0} suppressed", suppressed.size()));
    }

    /** The ids of the rules with suppressed findings. */
    public List<String> suppressedRules() {
        return suppressed.stream().map(each -> each.finding().rule()).distinct().toList();
    }

    public boolean passed() {
        return counts().errors() == 0;
    }

    /** The share of rules that reported an error, from 0 to 1; empty if no rule was run. */
    public Optional<Double> failureRate() {
        return rulesRun == 0 ? Optional.empty() : Optional.of((double) rulesFailed / rulesRun);
    }

    /**
     * @throws PublishException {@link ErrorCode#PRECHECK_FAILED} if there are findings of the severity in
     *     {@code failOn}
     */
    public void requirePassed(FailOn failOn) {
        if (counts().fail(failOn)) {
            throw PublishException.of(
                    ErrorCode.PRECHECK_FAILED,
                    "check the plugin" + (plugin.id() == null ? "" : " " + plugin.label()),
                    summary());
        }
    }
}
