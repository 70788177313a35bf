package io.powerx.publish.docs;

import io.powerx.publish.precheck.PrecheckEngine;
import io.powerx.publish.precheck.Rule;

/** docs/reference/rules.md */
final class RulesPage {
    private RulesPage() {}

    static Page make() {
        StringBuilder text = new StringBuilder(Page.NOTICE)
                .append("# Precheck rules\n\n")
                .append(
                        "An `error` stops a publish, a `warning` does not. A rule's id never changes and is never given to another rule.\n\n")
                .append("| rule | severity | what holds in a good plugin | source |\n|---|---|---|---|\n");
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
