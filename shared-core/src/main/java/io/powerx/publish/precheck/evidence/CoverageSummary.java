package io.powerx.publish.precheck.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coverage of all reports.
 *
 * @param reports paths of the reports that count
 * @param covered lines, or statements in Go
 * @param problems reports that could not be read
 */
public record CoverageSummary(List<String> reports, long covered, long total, List<ReportProblem> problems) {
    /** Percent of lines; null without a report that counts any. */
    public @Nullable Double percent() {
        return total == 0 ? null : 100.0 * covered / total;
    }
}
