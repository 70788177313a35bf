package io.powerx.publish.precheck.evidence;

import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.precheck.evidence.FileCoverage.Counts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The test and coverage reports that a build wrote to the project. */
public final class Evidence {
    private static final long MAX_BYTES = 64L << 20;
    private static final String COVERAGE_FORMATS =
            "LCOV, Cobertura or JaCoCo XML, a Go cover profile or Istanbul's json-summary";

    private static final List<String> DEFAULT_TESTS = List.of(
            "reports/**/*.xml",
            "test-results/**/*.xml",
            "test-reports/**/*.xml",
            "**/target/{surefire,failsafe}-reports/*.xml",
            "**/build/test-results/**/*.xml",
            "web-admin/test-results/**/*.xml",
            "backend/test-results/**/*.xml",
            "{junit,report,tests}.xml",
            "{backend,web-admin}/{junit,report}.xml");

    private static final List<String> DEFAULT_COVERAGE = List.of(
            "{reports,coverage}/**/{lcov.info,*cobertura*.xml,coverage.xml,jacoco*.xml,coverage-summary.json}",
            "{reports,coverage}/**/*.{out,coverprofile}",
            "{backend,web-admin}/{reports,coverage}/**/{lcov.info,*cobertura*.xml,coverage.xml,coverage-summary.json}",
            "**/target/site/jacoco/jacoco.xml",
            "**/build/reports/jacoco/**/*.xml",
            "{coverage,cover}.out",
            "backend/{coverage,cover}.out",
            "{lcov.info,cobertura.xml,coverage.xml}");

    private final TestSummary tests;
    private final CoverageSummary coverage;

    private Evidence(TestSummary tests, CoverageSummary coverage) {
        this.tests = tests;
        this.coverage = coverage;
    }

    /**
     * Finds and reads the reports of a project.
     *
     * @param testReports globs; empty for the usual paths
     * @param coverageReports globs; empty for the usual paths
     */
    public static Evidence find(ProjectFolder project, List<String> testReports, List<String> coverageReports) {
        return new Evidence(tests(project, testReports), coverage(project, coverageReports));
    }

    public TestSummary tests() {
        return tests;
    }

    public CoverageSummary coverage() {
        return coverage;
    }

    private static TestSummary tests(ProjectFolder project, List<String> patterns) {
        boolean configured = !patterns.isEmpty();
        TestSummary sum = TestSummary.NONE;
        List<ReportProblem> problems = new ArrayList<>(unmatched(project, patterns));
        for (String file : ReportFiles.matching(project, configured ? patterns : DEFAULT_TESTS)) {
            try {
                Optional<TestSummary> summary = open(project, file, in -> JUnitReport.read(file, in));
                if (summary.isPresent()) {
                    sum = sum.plus(summary.get());
                } else if (configured) {
                    problems.add(ReportProblem.of(file, "it is not JUnit XML", 0, true));
                }
            } catch (UnreadableReport e) {
                problems.add(ReportProblem.of(file, String.valueOf(e.getMessage()), e.line(), configured));
                sum = sum.plus(e.summary().orElse(TestSummary.NONE));
            }
        }
        return sum.with(problems);
    }

    private static CoverageSummary coverage(ProjectFolder project, List<String> patterns) {
        boolean configured = !patterns.isEmpty();
        List<ReportProblem> problems = new ArrayList<>(unmatched(project, patterns));
        Map<String, Measured> chosen = new LinkedHashMap<>();
        for (String file : ReportFiles.matching(project, configured ? patterns : DEFAULT_COVERAGE)) {
            CoverageFormat format = CoverageFormat.of(file);
            try {
                Optional<CoverageReport> report = open(project, file, format::read);
                if (report.isPresent()) {
                    // Istanbul and other tools write the same coverage in several formats to one folder.
                    String folder = file.substring(0, file.lastIndexOf('/') + 1);
                    chosen.merge(
                            configured || format == CoverageFormat.GO ? file : folder,
                            new Measured(file, format, report.get()),
                            Measured::moreDetailed);
                } else if (configured) {
                    problems.add(ReportProblem.of(file, "it is not " + COVERAGE_FORMATS, 0, true));
                }
            } catch (UnreadableReport e) {
                problems.add(ReportProblem.of(file, String.valueOf(e.getMessage()), e.line(), configured));
            }
        }
        CoverageMerge merge = new CoverageMerge(project);
        chosen.values().forEach(measured -> merge.add(measured.file(), measured.format(), measured.report()));
        Counts counts = merge.counts();
        return new CoverageSummary(
                chosen.values().stream().map(Measured::file).toList(),
                counts.covered(),
                counts.total(),
                chosen.values().stream()
                        .flatMap(measured -> measured.report().written().stream()
                                .map(time -> new DatedReport(measured.file(), time)))
                        .toList(),
                List.copyOf(problems));
    }

    private record Measured(String file, CoverageFormat format, CoverageReport report) {
        Measured moreDetailed(Measured other) {
            return other.format.compareTo(format) < 0 ? other : this;
        }
    }

    /** Patterns of publish.yml that match no file: an expected report is missing. */
    private static List<ReportProblem> unmatched(ProjectFolder project, List<String> patterns) {
        return patterns.stream()
                .filter(pattern ->
                        ReportFiles.matching(project, List.of(pattern)).isEmpty())
                .map(ReportProblem::noMatch)
                .toList();
    }

    private interface Format<T> {
        Optional<T> read(InputStream in) throws IOException, UnreadableReport;
    }

    private static <T> Optional<T> open(ProjectFolder project, String file, Format<T> format) throws UnreadableReport {
        Path path = project.root().resolve(file);
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new UnreadableReport("it is larger than the %d MiB allowed".formatted(MAX_BYTES >> 20), 0, null);
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
                return format.read(in);
            }
        } catch (IOException e) {
            throw new UnreadableReport("it cannot be opened", 0, e);
        }
    }
}
