package io.powerx.publish.precheck.evidence;

import io.powerx.publish.error.SourceLocation;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tests in all reports.
 *
 * @param files paths of the reports that were read
 * @param failures the first failed tests
 * @param flaky the first tests that failed and passed when they were repeated
 * @param dated reports that state when they were written
 * @param problems reports that could not be read
 */
public record TestSummary(
        List<String> files,
        int total,
        int failed,
        int skipped,
        List<Failure> failures,
        List<Failure> flaky,
        List<DatedReport> dated,
        List<ReportProblem> problems) {
    static final int MAX_LISTED = 20;

    static final TestSummary NONE = new TestSummary(List.of(), 0, 0, 0, List.of(), List.of(), List.of(), List.of());

    /** The number of reports that were read. */
    public int reports() {
        return files.size();
    }

    TestSummary plus(TestSummary other) {
        return new TestSummary(
                Stream.concat(files.stream(), other.files.stream()).toList(),
                total + other.total,
                failed + other.failed,
                skipped + other.skipped,
                first(failures, other.failures),
                first(flaky, other.flaky),
                Stream.concat(dated.stream(), other.dated.stream()).toList(),
                problems);
    }

    TestSummary with(List<ReportProblem> found) {
        return new TestSummary(files, total, failed, skipped, failures, flaky, dated, List.copyOf(found));
    }

    private static List<Failure> first(List<Failure> one, List<Failure> other) {
        return Stream.concat(one.stream(), other.stream()).limit(MAX_LISTED).toList();
    }

    /** A failed test and its location in the report. */
    public record Failure(String name, SourceLocation location) {}
}
