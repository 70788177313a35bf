package io.powerx.publish.precheck.evidence;

import io.powerx.publish.error.SourceLocation;
import java.util.List;

/**
 * The tests of all reports.
 *
 * @param reports how many reports were read
 * @param failures the first of the tests that failed
 * @param problems reports that could not be read
 */
public record TestSummary(
        int reports, int total, int failed, int skipped, List<Failure> failures, List<ReportProblem> problems) {
    /** A test that failed, and where its report says so. */
    public record Failure(String name, SourceLocation location) {}
}
