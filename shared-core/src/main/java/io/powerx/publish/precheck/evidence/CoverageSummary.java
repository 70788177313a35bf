package io.powerx.publish.precheck.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coverage over all reports.
 *
 * @param reports paths of the reports that were used
 * @param covered lines, or statements in Go
 * @param stated the lowest percentage in reports that have no counts; null if there is none
 * @param dated reports that state when they were written
 * @param problems reports that could not be read
 */
public record CoverageSummary(
        List<String> reports,
        long covered,
        long total,
        @Nullable Double stated,
        List<DatedReport> dated,
        List<ReportProblem> problems) {
    /** Percent of lines; null if the reports contain no lines and no percentage. */
    public @Nullable Double percent() {
        if (total == 0) {
            return stated;
        }
        return 100.0 * covered / total;
    }
}
