package io.powerx.publish.precheck.evidence;

import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.precheck.evidence.FileCoverage.Counts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** The test and coverage reports that a build wrote to the project. */
public final class Evidence {
    private static final long MAX_BYTES = 64L << 20;
    private static final String COVERAGE_FORMATS =
            "LCOV, Cobertura, JaCoCo, Clover or OpenCover XML, Istanbul or coverage.py JSON, or a Go cover profile";

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
            "{reports,coverage}/**/*.{info,out,coverprofile}",
            "{backend,web-admin}/{reports,coverage}/**/*.{info,out,coverprofile}",
            "{apps,packages,services}/*/{reports,coverage}/**/*.{info,out,coverprofile}",
            "{reports,coverage}/**/{*cobertura*.xml,coverage.xml,clover.xml,*opencover*.xml,jacoco*.xml}",
            "{backend,web-admin}/{reports,coverage}/**/{*cobertura*.xml,coverage.xml,clover.xml,*opencover*.xml,jacoco*.xml}",
            "{apps,packages,services}/*/{reports,coverage}/**/{*cobertura*.xml,coverage.xml,clover.xml,jacoco*.xml}",
            "{reports,coverage}/**/{coverage-summary.json,coverage-final.json,coverage.json}",
            "{backend,web-admin}/{reports,coverage}/**/{coverage-summary.json,coverage-final.json,coverage.json}",
            "{apps,packages,services}/*/{reports,coverage}/**/{coverage-summary.json,coverage-final.json,coverage.json}",
            "**/target/site/jacoco*/jacoco.xml",
            "**/build/reports/jacoco/**/*.xml",
            "**/TestResults/**/coverage.{cobertura,opencover}.xml",
            "{coverage,cover,profile,c}.{out,txt}",
            "backend/{coverage,cover,profile,c}.{out,txt}",
            "{backend/cover,backend/coverage,cover,coverage}/{coverage,cover,profile}.{out,txt}",
            "{lcov.info,cobertura.xml,coverage.xml,clover.xml,coverage.json,coverage.opencover.xml}",
            "{backend,web-admin}/{lcov.info,cobertura.xml,coverage.xml,clover.xml,coverage.json,coverage.opencover.xml}");

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
        List<List<String>> groups = new ArrayList<>();
        groups.add(testReports.isEmpty() ? DEFAULT_TESTS : testReports);
        groups.add(coverageReports.isEmpty() ? DEFAULT_COVERAGE : coverageReports);
        testReports.forEach(pattern -> groups.add(List.of(pattern)));
        coverageReports.forEach(pattern -> groups.add(List.of(pattern)));
        ReportFiles.Found files = ReportFiles.matching(project, groups);
        List<List<String>> found = files.groups();
        int coverage = 2 + testReports.size();
        List<ReportProblem> missing = new ArrayList<>(unmatched(testReports, found.subList(2, coverage)));
        if (files.excess() != null) {
            missing.add(ReportProblem.missing(files.excess()));
        }
        return new Evidence(
                tests(project, found.get(0), !testReports.isEmpty(), missing),
                coverage(
                        project,
                        found.get(1),
                        !coverageReports.isEmpty(),
                        unmatched(coverageReports, found.subList(coverage, found.size()))));
    }

    public TestSummary tests() {
        return tests;
    }

    public CoverageSummary coverage() {
        return coverage;
    }

    private static TestSummary tests(
            ProjectFolder project, List<String> files, boolean configured, List<ReportProblem> missing) {
        TestSummary sum = TestSummary.NONE;
        List<ReportProblem> problems = new ArrayList<>(missing);
        for (String file : files) {
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

    private static CoverageSummary coverage(
            ProjectFolder project, List<String> files, boolean configured, List<ReportProblem> missing) {
        List<ReportProblem> problems = new ArrayList<>(missing);
        List<Measured> read = new ArrayList<>();
        for (String file : files) {
            CoverageFormat format = CoverageFormat.of(file);
            try {
                Optional<CoverageReport> report = open(project, file, format::read);
                if (report.isPresent()) {
                    read.add(new Measured(file, format, report.get()));
                } else if (configured) {
                    problems.add(ReportProblem.of(file, "it is not " + COVERAGE_FORMATS, 0, true));
                }
            } catch (UnreadableReport e) {
                problems.add(ReportProblem.of(file, String.valueOf(e.getMessage()), e.line(), configured));
            }
        }
        List<Measured> chosen = configured ? read : mostDetailed(read);
        CoverageMerge merge = new CoverageMerge(project);
        chosen.forEach(measured -> merge.add(measured.file(), measured.format(), measured.report()));
        Counts counts = merge.counts();
        return new CoverageSummary(
                chosen.stream().map(Measured::file).toList(),
                counts.covered(),
                counts.total(),
                chosen.stream()
                        .flatMap(measured -> measured.report().percent().stream())
                        .min(Double::compare)
                        .orElse(null),
                chosen.stream()
                        .flatMap(measured -> measured.report().written().stream()
                                .map(time -> new DatedReport(measured.file(), time)))
                        .toList(),
                List.copyOf(problems));
    }

    /** Istanbul and other tools write the same coverage in several formats to one folder. Go profiles do not come from such tools. */
    private static List<Measured> mostDetailed(List<Measured> all) {
        Map<String, CoverageFormat> formats = new HashMap<>();
        all.stream()
                .filter(measured -> measured.format() != CoverageFormat.GO)
                .forEach(measured -> formats.merge(
                        measured.folder(), measured.format(), BinaryOperator.minBy(Comparator.naturalOrder())));
        return all.stream()
                .filter(measured ->
                        measured.format() == CoverageFormat.GO || measured.format() == formats.get(measured.folder()))
                .toList();
    }

    private record Measured(String file, CoverageFormat format, CoverageReport report) {
        String folder() {
            return file.substring(0, file.lastIndexOf('/') + 1);
        }
    }

    /** Patterns of publish.yml that match no file: an expected report is missing. */
    private static List<ReportProblem> unmatched(List<String> patterns, List<List<String>> found) {
        List<ReportProblem> missing = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            if (found.get(i).isEmpty()) {
                missing.add(ReportProblem.noMatch(patterns.get(i)));
            }
        }
        return missing;
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
