package io.powerx.publish.docs;

import io.powerx.publish.precheck.PrecheckEngine;
import io.powerx.publish.precheck.Rule;

/** Generates docs/reference/rules.md from the rules. */
final class RulesPage {
    private RulesPage() {}

    static Page make() {
        StringBuilder text = new StringBuilder(Page.NOTICE)
                .append("# Precheck rules\n\n")
                .append(
                        "An `error` stops a publish, a `warning` does not. A rule's id never changes and is never reused.\n\n")
                .append("| rule | severity | a plugin passes if | source |\n|---|---|---|---|\n");
        for (Rule rule : PrecheckEngine.standard().rules()) {
            text.append("| ")
                    .append(rule.id())
                    .append(" | ")
                    .append(rule.severity().wireName())
                    .append(" | ")
                    .append(Page.cell(rule.title()))
                    .append(" | ")
                    .append(Page.cell(rule.source()))
                    .append(" |\n");
        }
        return new Page("reference/rules.md", text.toString());
    }
}
