package io.powerx.publish.cli;

import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.doctor.Diagnosis;
import io.powerx.publish.doctor.Diagnosis.Status;
import io.powerx.publish.doctor.DoctorReport;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The report of the doctor as text. */
final class DoctorText {
    private static final int LONGEST = 2_000;
    private static final int NAME_WIDTH = 14;
    private static final int INDENT = 4 + NAME_WIDTH;

    private DoctorText() {}

    /** @param wrapped whether to break long lines */
    static String of(DoctorReport report, Vocabulary vocabulary, boolean colours, boolean wrapped) {
        UnaryOperator<String> lines = wrapped ? text -> Columns.wrap(text, INDENT) : UnaryOperator.identity();
        StringBuilder text = new StringBuilder();
        List<String> skipped = new ArrayList<>();
        String reason = "";
        for (Diagnosis check : report.checks()) {
            if (!skipped.isEmpty()
                    && !(check.status() == Status.SKIPPED && check.found().equals(reason))) {
                skipped(text, skipped, reason, lines);
            }
            if (check.status() == Status.SKIPPED) {
                skipped.add(check.check());
                reason = check.found();
            } else {
                check(text, check, vocabulary, colours, lines);
            }
        }
        if (!skipped.isEmpty()) {
            skipped(text, skipped, reason, lines);
        }
        return text.append(summary(report)).toString();
    }

    private static void check(
            StringBuilder text, Diagnosis check, Vocabulary vocabulary, boolean colours, UnaryOperator<String> lines) {
        text.append("  ")
                .append(mark(check.status(), colours))
                .append(' ')
                .append(padded(check.check()))
                .append(lines.apply(ForeignText.oneLine(check.found(), LONGEST)))
                .append('\n');
        if (check.remedy() != null) {
            text.append(" ".repeat(INDENT))
                    .append(lines.apply(vocabulary.render(check.remedy())))
                    .append('\n');
        }
    }

    /** One line for all checks that were skipped for the same reason. */
    private static void skipped(StringBuilder text, List<String> checks, String reason, UnaryOperator<String> lines) {
        text.append("  - ")
                .append(padded(checks.get(0)))
                .append(lines.apply("skipped, because " + ForeignText.oneLine(reason, LONGEST)
                        + (checks.size() == 1 ? "" : "; also " + String.join(", ", checks.subList(1, checks.size())))))
                .append('\n');
        checks.clear();
    }

    /** With the facts that a supporter needs. */
    static String report(DoctorReport report, Vocabulary vocabulary) {
        StringBuilder text = new StringBuilder(report.client().name())
                .append(' ')
                .append(report.client().version())
                .append(" (")
                .append(report.client().frontend())
                .append("), ")
                .append(report.time())
                .append("\n\n")
                .append(of(report, vocabulary, false, false))
                .append("\n\nSettings:\n");
        for (ResolvedConfig.Explained setting : report.settings()) {
            text.append("  ")
                    .append(ForeignText.oneLine(
                            setting.setting().id() + " = " + setting.value() + " (" + setting.origin() + ")", LONGEST))
                    .append('\n');
        }
        return text.toString();
    }

    private static String summary(DoctorReport report) {
        return report.count(Status.PASS) + " passed, "
                + Quantities.count(report.count(Status.WARN), "warning") + ", "
                + report.count(Status.FAIL) + " failed, "
                + report.count(Status.SKIPPED) + " skipped";
    }

    private static String mark(Status status, boolean colours) {
        return switch (status) {
            case PASS -> Style.green(colours, "✓");
            case WARN -> Style.yellow(colours, "!");
            case FAIL -> Style.red(colours, "✗");
            case SKIPPED -> "-";
        };
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
    }
}
