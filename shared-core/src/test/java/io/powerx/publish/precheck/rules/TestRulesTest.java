package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import io.powerx.publish.testing.GitRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestRulesTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @Test
    void a_valid_plugin_has_no_findings() {
        assertThat(project().check().findings()).isEmpty();
    }

    @Test
    void missing_reports_are_warnings() {
        PluginProject project = project().without("reports/junit.xml").without("reports/lcov.info");
        assertThat(project.places("PX-T001")).containsExactly("warning");
        assertThat(project.places("PX-T005")).containsExactly("warning");
        assertThat(project.check().tests()).isNull();
        assertThat(project.check().lineCoverage()).isNull();
    }

    @Test
    void a_failed_test_is_an_error_with_its_name_and_line() {
        PluginProject project = project()
                .file(
                        "reports/junit.xml",
                        "<testsuites>\n<testsuite>\n<testcase classname='a.B' name='c'>\n<failure/></testcase><testcase name='ok'/></testsuite></testsuites>");
        assertThat(project.places("PX-T002")).containsExactly("error reports/junit.xml:3");
        assertThat(project.messages("PX-T002")).containsExactly("1 of 2 tests failed: a.B c");
    }

    @Test
    void reports_without_a_test_that_was_run_are_an_error() {
        assertThat(project().file("reports/junit.xml", "<testsuites/>").places("PX-T003"))
                .containsExactly("error reports/junit.xml");
        assertThat(project()
                        .file("reports/junit.xml", "<testsuite><testcase name='a'><skipped/></testcase></testsuite>")
                        .messages("PX-T003"))
                .containsExactly("No test was run: 1 test skipped");
    }

    @Test
    void a_malformed_report_is_an_error_if_it_is_configured_and_otherwise_a_warning() {
        PluginProject project = project().file("reports/junit.xml", "<testsuite>\n<testcase");
        assertThat(project.places("PX-T004")).containsExactly("warning reports/junit.xml:2");
        assertThat(project.tests("reports/*.xml").places("PX-T004")).containsExactly("error reports/junit.xml:2");
    }

    /** The commit is of 2026-03-01T10:00:00Z. */
    private PluginProject committed() throws Exception {
        PluginProject project = project();
        GitRepository.in(folder).commit("README.md", "first");
        return project;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<testsuite timestamp='2026-03-01T09:59:59Z'><testcase name='a'/></testsuite>",
                "<testsuite timestamp='2026-03-01T11:59:59+02:00'><testcase name='a'/></testsuite>",
                "<testsuite timestamp='2026-02-28T21:59:59'><testcase name='a'/></testsuite>",
                "<testsuite timestamp='2026-02-28 21:59:59'><testcase name='a'/></testsuite>",
                "<testsuites><testsuite timestamp='2025-01-01T00:00:00.123Z'><testcase name='a'/></testsuite></testsuites>"
            })
    void a_test_report_that_states_a_time_before_the_commit_is_a_warning(String report) throws Exception {
        PluginProject project = committed().file("reports/junit.xml", report);
        assertThat(project.places("PX-T008")).containsExactly("warning reports/junit.xml");
        assertThat(project.messages("PX-T008").get(0)).endsWith("which was made at 2026-03-01T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<testsuite timestamp='2026-03-01T10:00:00Z'><testcase name='a'/></testsuite>",
                "<testsuite timestamp='2026-03-01T07:00:00-05:00'><testcase name='a'/></testsuite>",
                "<testsuite timestamp='2026-02-28T23:00:00'><testcase name='a'/></testsuite>",
                "<testsuite><testcase name='a'/></testsuite>",
                "<testsuite timestamp='yesterday'><testcase name='a'/></testsuite>",
                "<testsuite timestamp='1970-01-01T00:00:00Z'><testcase name='a'/></testsuite>",
                "<testsuites><testsuite timestamp='2025-01-01T00:00:00Z'/>"
                        + "<testsuite timestamp='2026-03-02T00:00:00Z'><testcase name='a'/></testsuite></testsuites>"
            })
    void any_other_test_report_is_current(String report) throws Exception {
        assertThat(committed().file("reports/junit.xml", report).places("PX-T008"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cobertura.xml|<coverage line-rate='1' timestamp='1700000000'><packages/></coverage>",
                "cobertura.xml|<coverage line-rate='1' timestamp='1700000000123'><packages/></coverage>",
                "jacoco.xml|<report><sessioninfo id='a' start='1' dump='1700000000123'/><counter type='LINE' missed='0' covered='1'/></report>"
            })
    void a_coverage_report_that_states_a_time_before_the_commit_is_a_warning(String name, String report)
            throws Exception {
        assertThat(committed().file("coverage/" + name, report).places("PX-T008"))
                .containsExactly("warning coverage/" + name);
        assertThat(project()
                        .file("coverage/" + name, report.replace("17000", "19000"))
                        .places("PX-T008"))
                .isEmpty();
    }

    @Test
    void outside_a_checkout_no_report_is_too_old() {
        assertThat(project()
                        .file(
                                "reports/junit.xml",
                                "<testsuite timestamp='2001-01-01T00:00:00Z'><testcase name='a'/></testsuite>")
                        .places("PX-T008"))
                .isEmpty();
    }

    @Test
    void coverage_is_compared_with_the_requested_threshold() {
        PluginProject project =
                project().file("reports/lcov.info", "SF:a\nDA:1,1\nDA:2,1\nDA:3,1\nDA:4,0\nend_of_record\n");
        assertThat(project.places("PX-T006")).containsExactly("error reports/lcov.info");
        assertThat(project.messages("PX-T006"))
                .containsExactly("The tests cover 75.00 % of the lines (3 of 4), less than the required 80.00 %");
        assertThat(project.threshold(75).places("PX-T006")).isEmpty();
        assertThat(project.check().lineCoverage()).isEqualTo(75.0);
    }

    @Test
    void coverage_just_below_the_threshold_is_not_shown_as_the_threshold() {
        StringBuilder lcov = new StringBuilder("SF:a\n");
        for (int line = 0; line < 30_000; line++) {
            lcov.append("DA:").append(line).append(line < 23_999 ? ",1\n" : ",0\n");
        }
        assertThat(project()
                        .file("reports/lcov.info", lcov + "end_of_record\n")
                        .messages("PX-T006")
                        .get(0))
                .contains("79.99 %");
    }

    @Test
    void a_test_that_passes_only_when_repeated_is_a_warning_with_its_name() {
        PluginProject project = project()
                .file(
                        "reports/junit.xml",
                        "<testsuite>\n<testcase name='clock'><failure/></testcase><testcase name='store'/><testcase name='clock'/></testsuite>");

        assertThat(project.places("PX-T002")).isEmpty();
        assertThat(project.places("PX-T007")).containsExactly("warning reports/junit.xml:2");
        assertThat(project.messages("PX-T007"))
                .containsExactly("Tests failed, and passed only when they were run again: clock");
        assertThat(project.check().passed()).isTrue();
    }

    @Test
    void a_truncated_test_report_fails_the_check() {
        PluginProject project = project().file("reports/junit.xml", "<testsuite>\n<testcase name='a'/>");

        assertThat(project.places("PX-T002")).containsExactly("error reports/junit.xml:2");
        assertThat(project.messages("PX-T002")).containsExactly("1 of 1 tests failed: the report is truncated");
    }

    @Test
    void a_configured_report_that_does_not_exist_is_an_error() {
        PluginProject project =
                project().tests("e2e/*.xml").publishFile("quality:\n  tests:\n    - unit/*.xml\n    - e2e/*.xml\n");

        assertThat(project.places("PX-T004")).containsExactly("error publish.yml:4:7");
        assertThat(project.messages("PX-T004")).containsExactly("A report is missing: no file matches e2e/*.xml");
        assertThat(project.places("PX-T001")).containsExactly("warning");
    }

    @Test
    void a_report_that_cannot_be_read_is_not_said_to_be_missing() {
        PluginProject project = project()
                .tests("reports/junit.xml")
                .coverage("reports/lcov.info")
                .file("reports/junit.xml", "")
                .file("reports/lcov.info", "hello\n");

        assertThat(project.places("PX-T004")).containsExactly("error reports/junit.xml:1", "error reports/lcov.info");
        assertThat(project.places("PX-T001")).isEmpty();
        assertThat(project.places("PX-T005")).isEmpty();
    }

    @Test
    void a_coverage_report_without_lines_is_not_reported_as_missing() {
        PluginProject project = project()
                .without("reports/lcov.info")
                .file("reports/cobertura.xml", "<coverage line-rate='0' lines-valid='0' lines-covered='0'/>");

        assertThat(project.messages("PX-T005")).containsExactly("The coverage reports contain no lines");
    }
}
