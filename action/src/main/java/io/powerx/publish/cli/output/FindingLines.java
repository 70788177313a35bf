package io.powerx.publish.cli.output;

import io.powerx.publish.cli.text.Style;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.secret.ForeignText;

/** Formats findings for a terminal. */
final class FindingLines {
    private static final int MAX_LENGTH = 1_000;

    private FindingLines() {}

    static String of(Finding finding, boolean colors, MessageCatalog messages) {
        String severity = messages.text(finding.severity().wireName());
        String colored =
                switch (finding.severity()) {
                    case ERROR -> Style.red(colors, severity);
                    case WARNING -> Style.yellow(colors, severity);
                    case INFO -> severity;
                };
        String where =
                finding.location() == null ? "" : clean(finding.location().toString()) + ": ";
        String remedy =
                finding.severity() == Severity.INFO ? "" : "\n        " + clean(messages.composed(finding.remedy()));
        return "    " + colored + " " + finding.rule() + " " + where + clean(messages.composed(finding.message()))
                + remedy;
    }

    private static String clean(String text) {
        return ForeignText.oneLine(text, MAX_LENGTH);
    }
}
