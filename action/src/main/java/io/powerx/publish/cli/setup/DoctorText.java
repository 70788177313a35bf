package io.powerx.publish.cli.setup;

import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.cli.text.Style;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.doctor.Diagnosis;
import io.powerx.publish.doctor.Diagnosis.Status;
import io.powerx.publish.doctor.DoctorReport;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The report of the doctor as text. */
final class DoctorText {
    private static final int MAX_LENGTH = 2_000;
    private static final int NAME_WIDTH = 15;
    private static final int INDENT = 4 + NAME_WIDTH;

    private DoctorText() {}

    static String of(DoctorReport report, Vocabulary vocabulary, MessageCatalog messages, boolean colors) {
        Vocabulary words = vocabulary.in(messages);
        StringBuilder text = new StringBuilder();
        List<String> skipped = new ArrayList<>();
        String reason = "";
        String target = null;
        for (Diagnosis check : report.checks()) {
            boolean another = !Objects.equals(check.target(), target);
            if (!skipped.isEmpty()
                    && (another
                            || check.status() != Status.SKIPPED
                            || !check.found().equals(reason))) {
                skipped(text, skipped, reason, messages);
            }
            if (another) {
                target = check.target();
                text.append(messages.text("Target {0}.", String.valueOf(target)))
                        .append('\n');
            }
            if (check.status() == Status.SKIPPED) {
                skipped.add(check.check());
                reason = check.found();
            } else {
                check(text, check, words, messages, colors);
            }
        }
        if (!skipped.isEmpty()) {
            skipped(text, skipped, reason, messages);
        }
        return text.append(summary(report, messages)).toString();
    }

    private static void check(
            StringBuilder text, Diagnosis check, Vocabulary vocabulary, MessageCatalog messages, boolean colors) {
        text.append("  ")
                .append(mark(check.status(), colors))
                .append(' ')
                .append(Columns.padded(check.check(), NAME_WIDTH))
                .append(ForeignText.oneLine(messages.composed(check.found()), MAX_LENGTH))
                .append('\n');
        if (check.remedy() != null) {
            text.append(" ".repeat(INDENT))
                    .append(vocabulary.render(check.remedy()))
                    .append('\n');
        }
    }

    /** One line for all checks that were skipped for the same reason. */
    private static void skipped(StringBuilder text, List<String> checks, String reason, MessageCatalog messages) {
        String because =
                messages.text("skipped, because {0}", ForeignText.oneLine(messages.composed(reason), MAX_LENGTH));
        String others = checks.size() == 1
                ? ""
                : messages.text("; also {0}", String.join(", ", checks.subList(1, checks.size())));
        text.append("  - ")
                .append(Columns.padded(checks.get(0), NAME_WIDTH))
                .append(because + others)
                .append('\n');
        checks.clear();
    }

    /** With the facts that a supporter needs. */
    static String report(DoctorReport report, Vocabulary vocabulary, MessageCatalog messages) {
        StringBuilder text = new StringBuilder(report.client().name())
                .append(' ')
                .append(report.client().version())
                .append(" (")
                .append(report.client().frontend())
                .append("), ")
                .append(report.time())
                .append("\n\n")
                .append(of(report, vocabulary, messages, false))
                .append("\n\n")
                .append(messages.text("Settings:"))
                .append('\n');
        for (ResolvedConfig.Explained setting : report.settings()) {
            text.append("  ")
                    .append(ForeignText.oneLine(
                            setting.setting().id() + " = " + setting.value() + " (" + setting.origin() + ")",
                            MAX_LENGTH))
                    .append('\n');
        }
        return text.toString();
    }

    private static String summary(DoctorReport report, MessageCatalog messages) {
        return messages.text(
                "{0} passed, {1}, {2} failed, {3} skipped",
                report.count(Status.PASS),
                messages.count(report.count(Status.WARN), "warning"),
                report.count(Status.FAIL),
                report.count(Status.SKIPPED));
    }

    private static String mark(Status status, boolean colors) {
        return switch (status) {
            case PASS -> Style.green(colors, "✓");
            case WARN -> Style.yellow(colors, "!");
            case FAIL -> Style.red(colors, "✗");
            case SKIPPED -> "-";
        };
    }
}
