package io.powerx.publish.docs;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Rule;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import java.util.stream.Collectors;

/** Generates docs/reference/rules.md from the rules. */
final class RulesPage {
    private RulesPage() {}

    static Page make() {
        StringBuilder text = new StringBuilder(Page.NOTICE)
                .append("# Precheck rules\n\n")
                .append(
                        "An `error` stops a publish, a `warning` does not. If a rule lists both, the severity of a finding depends on the case: "
                                + "for example, unfinished release notes are an error on the stable channel and a warning on the beta channel. "
                                + "A rule's id never changes and is never reused. Findings of a rule without a check mark cannot be "
                                + "[suppressed](../guides/publish/prechecks.md#suppress-a-finding).\n\n")
                .append(
                        "| rule | severity | can be suppressed | a plugin passes if | source |\n|---|---|:---:|---|---|\n");
        for (Rule rule : RuleCatalogue.all()) {
            text.append("| <a id=\"")
                    .append(rule.docsAnchor().replaceFirst(".*#", ""))
                    .append("\"></a>")
                    .append(rule.id())
                    .append(" | ")
                    .append(severities(rule))
                    .append(" | ")
                    .append(rule.isSuppressible() ? "✓" : "")
                    .append(" | ")
                    .append(Page.cell(rule.title()))
                    .append(" | ")
                    .append(Page.cell(rule.source()))
                    .append(" |\n");
        }
        return new Page("reference/rules.md", text.toString());
    }

    private static String severities(Rule rule) {
        return rule.severities().stream().sorted().map(Severity::wireName).collect(Collectors.joining(", "));
    }
}
