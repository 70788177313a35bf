package io.powerx.publish.cli.marketplace;

import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.conformance.CheckResult;
import io.powerx.publish.conformance.CheckResult.Outcome;
import io.powerx.publish.conformance.ConformanceReport;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.secret.ForeignText;

/** The results of {@code px-plugin conformance} as text. */
final class ConformanceText {
    private static final int MAX_LENGTH = 2_000;
    private static final int OUTCOME_WIDTH = 9;
    private static final int ID_WIDTH = 24;
    private static final String INDENT = "\n" + " ".repeat(OUTCOME_WIDTH);

    private ConformanceText() {}

    /** A check in a line, and its details below. */
    static String line(CheckResult result, MessageCatalog messages) {
        String word =
                switch (result.outcome()) {
                    case PASSED -> messages.text("ok");
                    case FAILED -> messages.text("FAILED");
                    case SKIPPED -> messages.text("skipped");
                };
        StringBuilder line = new StringBuilder(Columns.padded(word, OUTCOME_WIDTH))
                .append(Columns.padded(result.id(), ID_WIDTH))
                .append(messages.composed(result.title()));
        if (!result.detail().isEmpty()) {
            line.append(INDENT).append(ForeignText.oneLine(messages.composed(result.detail()), MAX_LENGTH));
        }
        if (result.outcome() == Outcome.FAILED && !result.requestIds().isEmpty()) {
            line.append(INDENT).append(messages.text("requests {0}", String.join(" ", result.requestIds())));
        }
        return line.toString();
    }

    /** The last line. */
    static String summary(ConformanceReport report, MessageCatalog messages) {
        String counts = messages.text(
                "{0} passed, {1} failed, {2} skipped",
                report.count(Outcome.PASSED), report.count(Outcome.FAILED), report.count(Outcome.SKIPPED));
        return report.passed()
                ? messages.text("{0} follows the contract: {1}", report.url(), counts)
                : messages.text("{0} does not follow the contract: {1}", report.url(), counts);
    }

    /** All checks and the summary. */
    static String of(ConformanceReport report, MessageCatalog messages) {
        StringBuilder text = new StringBuilder();
        report.results().forEach(result -> text.append(line(result, messages)).append('\n'));
        return text.append(summary(report, messages)).append('\n').toString();
    }
}
