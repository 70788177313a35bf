package io.powerx.publish.precheck;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies rules to each package of a plugin, and records what they found and which of them could not be run. */
final class RuleRun {
    private static final int MAX_LENGTH = 600;

    private final List<PluginContext> packages;
    private final CheckedPlugin checked;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> notRun = new LinkedHashMap<>();
    private final Set<String> unquoted = new HashSet<>();
    private final IdentityHashMap<PublishException, String> reporters = new IdentityHashMap<>();
    private int applied;

    /** @param packages the plugin in each of its packages; at least one */
    RuleRun(List<PluginContext> packages) {
        this.packages = packages;
        this.checked = identify();
        packages.forEach(each -> {
            each.platformProblem().ifPresent(e -> reporters.put(e, Rule.CONFIGURATION_VALID));
            each.patternProblems().forEach(e -> reporters.put(e, Rule.CONFIGURATION_VALID));
        });
    }

    void apply(Rule rule) {
        Map<PluginContext, List<Finding>> found = new LinkedHashMap<>();
        boolean applies = false;
        for (PluginContext plugin : packages) {
            List<Finding> all = new ArrayList<>();
            applies |= apply(rule, plugin, all);
            found.put(
                    plugin,
                    all.stream().map(finding -> located(finding, plugin)).toList());
        }
        if (applies) {
            notRun.remove(rule.id());
            applied++;
        }
        if (!rule.quotesSource()) {
            unquoted.add(rule.id());
        }
        findings.addAll(
                packages.size() == 1 ? found.values().iterator().next() : merged(found, rule.concernsAllPackages()));
    }

    /** What concerns all packages once, and the rest with the platforms that it concerns, unless only the former counts. */
    private List<Finding> merged(Map<PluginContext, List<Finding>> found, boolean onlyInAll) {
        Map<Finding, Set<String>> platforms = new LinkedHashMap<>();
        found.forEach((plugin, all) -> all.forEach(finding -> platforms
                .computeIfAbsent(finding, key -> new LinkedHashSet<>())
                .add(String.valueOf(plugin.platform()))));
        return platforms.entrySet().stream()
                .filter(each -> !onlyInAll || each.getValue().size() == packages.size())
                .map(each -> each.getValue().size() == packages.size()
                        ? each.getKey()
                        : each.getKey().in(String.join(", ", each.getValue())))
                .toList();
    }

    /** Returns whether the rule applies to the package, or reports that it cannot be read. */
    private boolean apply(Rule rule, PluginContext plugin, List<Finding> all) {
        Findings found = new Findings(rule);
        boolean applies = true;
        try {
            applies = rule.applies(plugin);
            if (applies) {
                rule.check(plugin, found);
            } else {
                notRun.put(rule.id(), "it does not apply to this plugin");
            }
        } catch (PublishException e) {
            applies = reports(rule, e, found);
        } catch (RuntimeException | StackOverflowError e) {
            all.add(crash(rule, e));
        }
        all.addAll(found.found());
        return applies;
    }

    private static Finding located(Finding finding, PluginContext plugin) {
        return finding.location() == null ? finding : finding.at(plugin.source(finding.location()));
    }

    CheckedPlugin checked() {
        return checked;
    }

    List<Finding> findings() {
        return findings;
    }

    Map<String, String> notRun() {
        return Collections.unmodifiableMap(notRun);
    }

    /** Ids of the rules whose findings must be reported without the line that they concern. */
    Set<String> unquoted() {
        return unquoted;
    }

    int applied() {
        return applied;
    }

    /** Ids of the rules that report what cannot be read. */
    Set<String> unreadable() {
        return Set.copyOf(reporters.values());
    }

    private CheckedPlugin identify() {
        CheckedPlugin identified = CheckedPlugin.UNKNOWN;
        for (PluginContext plugin : packages) {
            try {
                identified = CheckedPlugin.of(plugin.manifest());
            } catch (PublishException e) {
                reporters.put(e, Rule.MANIFEST_READABLE);
            }
        }
        return identified;
    }

    /** One rule reports what cannot be read; the others that need it are skipped. Returns whether this rule reports it. */
    private boolean reports(Rule rule, PublishException error, Findings found) {
        if (error.code() == ErrorCode.INTERRUPTED) {
            throw error;
        }
        reporters.putIfAbsent(error, rule.id());
        String reporter = reporters.get(error);
        if (rule.id().equals(reporter)) {
            found.add(error);
            return true;
        }
        notRun.put(rule.id(), "it needs what " + reporter + " reports as unreadable");
        return false;
    }

    /** A rule that crashes is a bug of the publisher: it must neither hide the findings of other rules nor stop a release. */
    private static Finding crash(Rule rule, Throwable defect) {
        return new Finding(
                Rule.CRASHED,
                Severity.WARNING,
                ForeignText.oneLine("The rule %s failed: %s".formatted(rule.id(), defect), MAX_LENGTH),
                "All other rules were run. Report this as a bug of the publisher.",
                null);
    }
}
