package io.powerx.publish.precheck.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coverage over all reports.
 *
 * @param reports paths of the reports that were used
 * @param covered lines, or statements in Go
 * @param dated reports that state when they were written
 * @param problems reports that could not be read
 */
public record CoverageSummary(
        List<String> reports, long covered, long total, List<DatedReport> dated, List<ReportProblem> problems) {
    /** Percent of lines; null if the reports contain no lines. */
    public @Nullable Double percent() {
        return total == 0 ? null : 100.0 * covered / total;
    }
}
