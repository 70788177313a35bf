package io.powerx.publish.precheck.evidence;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.precheck.evidence.CoverageFormat.Counts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The test and coverage reports that a build left in the project. */
public final class Evidence {
    private static final long MAX_BYTES = 64L << 20;
    private static final int MAX_FAILURES = 20;

    private static final List<String> USUAL_TESTS = List.of(
            "reports/**/*.xml",
            "test-results/**/*.xml",
            "test-reports/**/*.xml",
            "**/target/surefire-reports/*.xml",
            "**/build/test-results/**/*.xml",
            "web-admin/test-results/**/*.xml",
            "backend/test-results/**/*.xml",
            "{junit,report,tests}.xml",
            "{backend,web-admin}/{junit,report}.xml");

    private static final List<String> USUAL_COVERAGE = List.of(
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
     * Reads the reports of a project.
     *
     * @param testReports globs; empty for the usual places
     * @param coverageReports globs; empty for the usual places
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
        boolean named = !patterns.isEmpty();
        int reports = 0;
        int total = 0;
        int failed = 0;
        int skipped = 0;
        List<TestSummary.Failure> failures = new ArrayList<>();
        List<ReportProblem> problems = new ArrayList<>();
        for (String file : ReportFiles.matching(project, named ? patterns : USUAL_TESTS)) {
            Optional<TestSummary> summary = read(project, file, named, problems, in -> JUnitReport.read(file, in));
            if (summary.isPresent()) {
                reports++;
                total += summary.get().total();
                failed += summary.get().failed();
                skipped += summary.get().skipped();
                summary.get().failures().stream()
                        .limit(MAX_FAILURES - failures.size())
                        .forEach(failures::add);
            }
        }
        return new TestSummary(reports, total, failed, skipped, List.copyOf(failures), List.copyOf(problems));
    }

    private static CoverageSummary coverage(ProjectFolder project, List<String> patterns) {
        boolean named = !patterns.isEmpty();
        List<ReportProblem> problems = new ArrayList<>();
        Map<String, Measured> chosen = new LinkedHashMap<>();
        for (String file : ReportFiles.matching(project, named ? patterns : USUAL_COVERAGE)) {
            Optional<Counts> counts = read(project, file, named, problems, in -> counts(file, in));
            if (counts.isPresent()) {
                // Istanbul and others write the same coverage in several formats into one folder.
                String folder = named ? file : file.substring(0, file.lastIndexOf('/') + 1);
                Measured measured = new Measured(file, preference(file), counts.get());
                chosen.merge(folder, measured, (a, b) -> b.preference() < a.preference() ? b : a);
            }
        }
        return new CoverageSummary(
                chosen.values().stream().map(Measured::file).toList(),
                chosen.values().stream().mapToLong(m -> m.counts().covered()).sum(),
                chosen.values().stream().mapToLong(m -> m.counts().total()).sum(),
                List.copyOf(problems));
    }

    private record Measured(String file, int preference, Counts counts) {}

    private static Optional<Counts> counts(String file, InputStream in) throws IOException, UnreadableReport {
        return switch (preference(file)) {
            case 0 -> CoverageFormat.lcov(in);
            case 1 -> XmlCoverage.read(in);
            case 2 -> CoverageFormat.istanbulSummary(in);
            default -> CoverageFormat.goProfile(in);
        };
    }

    private static int preference(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".info") || name.endsWith(".lcov")) {
            return 0;
        }
        return name.endsWith(".xml") ? 1 : name.endsWith(".json") ? 2 : 3;
    }

    private interface Format<T> {
        Optional<T> read(InputStream in) throws IOException, UnreadableReport;
    }

    private static <T> Optional<T> read(
            ProjectFolder project, String file, boolean named, List<ReportProblem> problems, Format<T> format) {
        Path path = project.root().resolve(file);
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new UnreadableReport("it is larger than the %d MiB allowed".formatted(MAX_BYTES >> 20), 0, null);
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
                Optional<T> read = format.read(in);
                if (read.isEmpty() && named) {
                    throw new UnreadableReport("it is in none of the formats that are read here", 0, null);
                }
                return read;
            }
        } catch (UnreadableReport e) {
            problems.add(
                    new ReportProblem(String.valueOf(e.getMessage()), new SourceLocation(file, e.line(), 0), named));
        } catch (IOException e) {
            problems.add(new ReportProblem("it cannot be opened", SourceLocation.ofFile(file), named));
        }
        return Optional.empty();
    }
}
