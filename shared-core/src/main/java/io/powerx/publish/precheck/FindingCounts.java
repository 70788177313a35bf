package io.powerx.publish.precheck;

import io.powerx.publish.config.FailOn;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.message.MessageCatalog;
import java.util.Collection;

/** The number of errors and warnings of a check, which determines whether the check fails. */
public record FindingCounts(long errors, long warnings) {
    public static FindingCounts of(Collection<Finding> findings) {
        return ofSeverities(findings.stream().map(Finding::severity).toList());
    }

    /** @param severities one for each finding */
    public static FindingCounts ofSeverities(Collection<Severity> severities) {
        return new FindingCounts(count(severities, Severity.ERROR), count(severities, Severity.WARNING));
    }

    /** Such as {@code 1 error, 0 warnings}. */
    public String text() {
        return text(MessageCatalog.ENGLISH);
    }

    /** Like {@link #text()}, in another language. */
    public String text(MessageCatalog messages) {
        return messages.text("{0}, {1}", messages.count(errors, "error"), messages.count(warnings, "warning"));
    }

    /** Whether a check with these findings fails. */
    public boolean fail(FailOn failOn) {
        return switch (failOn) {
            case ERROR -> errors > 0;
            case WARNING -> errors + warnings > 0;
            case NEVER -> false;
        };
    }

    private static long count(Collection<Severity> severities, Severity wanted) {
        return severities.stream().filter(severity -> severity == wanted).count();
    }
}
