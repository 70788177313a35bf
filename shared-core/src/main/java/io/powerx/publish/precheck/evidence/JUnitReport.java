package io.powerx.publish.precheck.evidence;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.precheck.evidence.TestSummary.Failure;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A JUnit XML report as written by Surefire, Failsafe, Gradle, gotestsum, Jest, Vitest, Karma and Playwright.
 *
 * <p>Test cases are counted one by one. A suite may declare more failures than its cases have, for example because
 * its set-up failed or the browser crashed; these count as failed tests, too.
 */
final class JUnitReport {
    /** Values of an attribute that some tools write instead of an element. */
    private static final Set<String> FAILED_STATUS = Set.of("failed", "failure", "error");

    private final XMLStreamReader xml;
    private final String file;
    private final List<Failure> failures = new ArrayList<>();
    private final List<Failure> flaky = new ArrayList<>();
    private int cases;
    private int total;
    private int failed;
    private int skipped;
    private @Nullable Instant written;

    private JUnitReport(XMLStreamReader xml, String file) {
        this.xml = xml;
        this.file = file;
    }

    private enum Outcome {
        PASSED,
        FLAKY,
        SKIPPED,
        FAILED
    }

    /**
     * One run of a test.
     *
     * @param place the source file and line, which distinguish tests of the same name; empty if the report does not state them
     */
    private record Case(String name, String place, int line, Outcome outcome) {
        /** Combines this run with a later run of the same test. */
        Case then(Case later) {
            boolean failedBefore = outcome == Outcome.FAILED || outcome == Outcome.FLAKY;
            if (!failedBefore || later.outcome == Outcome.FAILED) {
                return later;
            }
            return later.outcome == Outcome.SKIPPED ? this : new Case(name, place, line, Outcome.FLAKY);
        }
    }

    /**
     * Reads a report; empty if it is not JUnit XML. The summary that Failsafe writes next to its reports counts as well: only it states that
     * the run was aborted.
     *
     * @throws UnreadableReport if it is not well-formed XML; for a test report, {@link UnreadableReport#summary}
     *     returns the counts up to the error
     */
    static Optional<TestSummary> read(String file, InputStream in) throws UnreadableReport {
        JUnitReport report = null;
        try {
            XMLStreamReader xml = SafeXml.open(in);
            while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                // Skip what precedes the root element.
            }
            String root = xml.getLocalName();
            if (root.equals(FailsafeSummary.ROOT)) {
                return Optional.of(FailsafeSummary.read(file, xml));
            }
            if (!root.equals("testsuites") && !root.equals("testsuite")) {
                return Optional.empty();
            }
            report = new JUnitReport(xml, file);
            report.suite();
            while (xml.hasNext()) {
                xml.next();
            }
            return Optional.of(report.summary());
        } catch (XMLStreamException e) {
            UnreadableReport unreadable = SafeXml.unreadable(e);
            throw report == null ? unreadable : unreadable.with(report.incomplete(unreadable.line()));
        }
    }

    private TestSummary summary() {
        return new TestSummary(
                List.of(file),
                total,
                failed,
                skipped,
                List.copyOf(failures),
                List.copyOf(flaky),
                written == null ? List.of() : List.of(new DatedReport(file, written)),
                List.of());
    }

    /** A truncated report may lack failures, so it counts as a failure. */
    private TestSummary incomplete(int line) {
        fail(new Failure("the report is truncated", new SourceLocation(file, line, 0)), 1);
        return summary();
    }

    /**
     * Reads a suite up to its end.
     *
     * @return failed runs in this suite and its subsuites, counted as suites declare them
     */
    private long suite() throws XMLStreamException {
        long declaredTests = SafeXml.number(xml, "tests", 0);
        long declaredFailures = declaredFailures("failures") + declaredFailures("errors");
        long declaredSkipped = SafeXml.number(xml, "skipped", 0) + SafeXml.number(xml, "disabled", 0);
        String name = attribute("name", "a suite without a name");
        written = DatedReport.later(written, DatedReport.latest(xml.getAttributeValue(null, "timestamp")));
        int line = line();
        int before = total;
        int casesBefore = cases;
        long failedRuns = 0;
        Map<String, List<Case>> runs = new HashMap<>();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (!xml.isStartElement()) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "testsuite" -> failedRuns += suite();
                case "testcase" -> {
                    Case test = testCase();
                    failedRuns += test.outcome() == Outcome.FAILED ? 1 : 0;
                    cases++;
                    runs.computeIfAbsent(test.name() + "\n" + test.place(), key -> new ArrayList<>())
                            .add(test);
                }
                case "failure", "error" -> {
                    failedRuns++;
                    fail(new Failure(name, new SourceLocation(file, line(), 0)), 1);
                    skip();
                }
                default -> skip();
            }
        }
        runs.values().forEach(this::count);
        long undeclared = declaredFailures - failedRuns;
        if (undeclared > 0) {
            fail(new Failure(name, new SourceLocation(file, line, 0)), undeclared);
        }
        if (cases == casesBefore) {
            total = Math.max(total, bounded(before + declaredTests));
            skipped = bounded((long) skipped + declaredSkipped);
        }
        return Math.max(declaredFailures, failedRuns);
    }

    /** A number that cannot be read may be any number, so it counts as a failure. */
    private long declaredFailures(String attribute) {
        return SafeXml.number(xml, attribute, attribute(attribute, "").isEmpty() ? 0 : 1);
    }

    /** Counts the runs of one test: gotestsum lists a failed test again for each repetition. */
    private void count(List<Case> runs) {
        Case last = runs.stream().reduce(Case::then).orElseThrow();
        Failure listed = new Failure(last.name(), new SourceLocation(file, last.line(), 0));
        switch (last.outcome()) {
            case PASSED -> total++;
            case SKIPPED -> {
                total++;
                skipped++;
            }
            case FAILED -> fail(listed, 1);
            case FLAKY -> {
                total++;
                if (flaky.size() < TestSummary.MAX_LISTED) {
                    flaky.add(listed);
                }
            }
        }
    }

    private void fail(Failure failure, long tests) {
        total = bounded(total + tests);
        failed = bounded(failed + tests);
        if (failures.size() < TestSummary.MAX_LISTED) {
            failures.add(failure);
        }
    }

    private Case testCase() throws XMLStreamException {
        String suite = attribute("classname", "");
        String test = attribute("name", "a test without a name");
        String place = attribute("file", "") + ":" + attribute("line", "");
        int line = line();
        Outcome outcome = FAILED_STATUS.contains(attribute("status", "").toLowerCase(Locale.ROOT))
                ? Outcome.FAILED
                : Outcome.PASSED;
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                outcome = worse(
                        outcome,
                        switch (xml.getLocalName()) {
                            case "failure", "error" -> Outcome.FAILED;
                            case "skipped" -> Outcome.SKIPPED;
                            case "flakyFailure", "flakyError", "rerun" -> Outcome.FLAKY;
                            default -> Outcome.PASSED;
                        });
                skip();
            }
        }
        return new Case(suite.isEmpty() ? test : suite + " " + test, place, line, outcome);
    }

    private static Outcome worse(Outcome one, Outcome other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Skips the current element. */
    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    private String attribute(String name, String fallback) {
        String value = xml.getAttributeValue(null, name);
        return value == null || value.isBlank() ? fallback : value;
    }

    private int line() {
        return Math.max(0, xml.getLocation().getLineNumber());
    }

    private static int bounded(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }
}
