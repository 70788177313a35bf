package io.powerx.publish.precheck.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.plugin.ProjectFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {
    @TempDir
    Path folder;

    private Evidence find(String... coverageGlobs) {
        return Evidence.find(new ProjectFolder(folder), List.of(), List.of(coverageGlobs));
    }

    private void write(String path, String text) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String counts() {
        CoverageSummary coverage = find().coverage();
        return coverage.covered() + "/" + coverage.total();
    }

    @Test
    void test_cases_in_nested_suites_are_counted_once() throws Exception {
        write("reports/a.xml", """
                <testsuites tests="9"><testsuite tests="9"><testsuite tests="4">
                <testcase name="a"/><testcase name="b"><failure>x</failure></testcase>
                <testcase name="c"><error/><system-out>y</system-out></testcase>
                <testcase name="d"><skipped/></testcase>
                <testcase name="e"><flakyFailure/><rerunFailure/></testcase>
                </testsuite></testsuite></testsuites>
                """);
        TestSummary tests = find().tests();
        assertThat(List.of(tests.total(), tests.failed(), tests.skipped())).containsExactly(5, 2, 1);
    }

    @Test
    void totals_are_used_if_a_report_lists_no_cases() throws Exception {
        write("test-results/a.xml", "<testsuite tests='5' failures='1' errors='1' skipped='1'/>");
        TestSummary tests = find().tests();
        assertThat(List.of(tests.total(), tests.failed(), tests.skipped())).containsExactly(5, 2, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reports/junit.xml",
                "reports/deep/er/junit.xml",
                "target/surefire-reports/TEST-a.xml",
                "backend/target/surefire-reports/TEST-a.xml",
                "build/test-results/test/a.xml",
                "junit.xml",
                "web-admin/test-results/junit.xml"
            })
    void reports_are_found_at_the_usual_paths_of_tools(String path) throws Exception {
        write(path, "<testsuite><testcase/></testsuite>");
        assertThat(find().tests().total()).isEqualTo(1);
    }

    @Test
    void other_xml_files_and_reports_of_dependencies_are_ignored() throws Exception {
        write("reports/checkstyle.xml", "<checkstyle/>");
        write("web-admin/node_modules/x/reports/junit.xml", "<testsuite><testcase/></testsuite>");
        assertThat(find().tests().reports()).isZero();
        assertThat(find().tests().problems()).isEmpty();
    }

    @Test
    void lcov_is_counted_by_lines_and_otherwise_by_its_totals() throws Exception {
        write(
                "coverage/lcov.info",
                "TN:\nSF:a\nDA:1,3\nDA:2,0,abc\nLF:9\nLH:9\nend_of_record\nSF:b\nDA:1,1\nend_of_record\n");
        assertThat(counts()).isEqualTo("2/3");
        write("coverage/lcov.info", "SF:a\nLF:10\nLH:4\nend_of_record\n");
        assertThat(counts()).isEqualTo("4/10");
    }

    @Test
    void cobertura_is_counted_by_the_lines_of_classes_and_otherwise_by_its_totals() throws Exception {
        write(
                "coverage/cobertura.xml",
                "<?xml version='1.0'?><!DOCTYPE coverage SYSTEM 'http://127.0.0.1:9/coverage-04.dtd'><coverage line-rate='0.5' lines-covered='5' lines-valid='10'/>");
        assertThat(counts()).isEqualTo("5/10");
        write(
                "coverage/cobertura.xml",
                "<coverage line-rate='0.5'><class><methods><method><lines><line hits='1'/></lines></method></methods><lines><line hits='1'/><line hits='0'/></lines></class></coverage>");
        assertThat(counts()).isEqualTo("1/2");
    }

    @Test
    void jacoco_without_source_files_is_counted_by_the_counter_of_the_report() throws Exception {
        write(
                "target/site/jacoco/jacoco.xml",
                "<?xml version='1.0'?><!DOCTYPE report PUBLIC '-//JACOCO//DTD Report 1.1//EN' 'report.dtd'><report name='x'><package name='p'><counter type='LINE' missed='9' covered='1'/></package><counter type='INSTRUCTION' missed='1' covered='1'/><counter type='LINE' missed='2' covered='8'/></report>");
        assertThat(counts()).isEqualTo("8/10");
    }

    @Test
    void a_go_profile_counts_each_block_once() throws Exception {
        write("cover.out", "mode: atomic\nx/a.go:1.2,3.4 5 0\nx/a.go:1.2,3.4 5 7\nx/a.go:4.2,5.4 5 0\n");
        assertThat(counts()).isEqualTo("5/10");
    }

    @Test
    void only_the_most_detailed_coverage_report_of_a_folder_counts() throws Exception {
        write(
                "coverage/coverage-summary.json",
                "{\"total\": {\"lines\": {\"total\": 20, \"covered\": 15, \"pct\": 75}}}");
        assertThat(counts()).isEqualTo("15/20");
        write("coverage/lcov.info", "SF:a\nDA:1,1\nDA:2,0\nend_of_record\n");
        assertThat(find().coverage().reports()).containsExactly("coverage/lcov.info");
        write("backend/coverage/lcov.info", "SF:a\nDA:1,1\nend_of_record\n");
        assertThat(counts()).isEqualTo("2/3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r.info  | 'SF:a\nDA:1,1'                     | 2",
                "r.info  | 'SF:a\nLF:many\nend_of_record'    | 2",
                "r.out   | 'mode: set\nnonsense'              | 2",
                "r.json  | '{'                                 | 0",
                "r.json  | '{}'                                | 0",
                "r.xml   | '<coverage'                         | 1",
                "r.xml   | '<html/>'                           | 0"
            })
    void a_configured_report_that_cannot_be_read_is_a_problem_with_its_line(String file, String text, int line)
            throws Exception {
        write(file, text.replace("\\n", "\n"));
        assertThat(find(file).coverage().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.location()).isEqualTo(new SourceLocation(file, line, 0)))
                .satisfies(problem -> assertThat(problem.configured()).isTrue());
    }

    @Test
    void entities_of_a_hostile_report_are_neither_fetched_nor_expanded() throws Exception {
        write("secret.txt", "hunter2");
        write(
                "reports/xxe.xml",
                "<!DOCTYPE testsuite [<!ENTITY x SYSTEM '"
                        + folder.resolve("secret.txt").toUri()
                        + "'>]>\n<testsuite><testcase name='a'><failure>&x;</failure></testcase></testsuite>");
        StringBuilder laughs = new StringBuilder("<!DOCTYPE testsuite [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY a")
                    .append(i)
                    .append(" '&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";'>");
        }
        write("reports/laughs.xml", laughs + "]><testsuite><testcase name='&a29;'/></testsuite>");
        TestSummary tests = find().tests();
        assertThat(tests.total()).isLessThanOrEqualTo(2);
        assertThat(tests.toString()).doesNotContain("hunter2", "haha").hasSizeLessThan(2_000);
    }

    private List<Integer> counted() {
        TestSummary tests = find().tests();
        return List.of(tests.total(), tests.failed(), tests.skipped());
    }

    @Test
    void a_suite_that_failed_outside_its_cases_is_a_failure() throws Exception {
        write("reports/junit.xml", """
                <testsuites tests="3" failures="0" errors="1">
                  <testsuite name="notes" tests="3" failures="0"><testcase name="a"/><testcase name="b"/><testcase name="c"/></testsuite>
                  <testsuite name="browser (lost)" tests="0" failures="0" errors="1"><system-err>gone</system-err></testsuite>
                </testsuites>
                """);

        assertThat(counted()).containsExactly(4, 1, 0);
        assertThat(find().tests().failures())
                .containsExactly(
                        new TestSummary.Failure("browser (lost)", new SourceLocation("reports/junit.xml", 3, 0)));
    }

    @Test
    void an_error_directly_below_a_suite_is_counted_once() throws Exception {
        write(
                "reports/junit.xml",
                "<testsuite name='notes' tests='1' errors='1'><error message='set-up failed'>x</error><testcase name='a'/></testsuite>");

        assertThat(counted()).containsExactly(2, 1, 0);
    }

    @Test
    void failures_that_only_the_root_declares_are_counted() throws Exception {
        write(
                "reports/junit.xml",
                "<testsuites failures='2'><testsuite failures='1'><testcase name='a'><failure/></testcase></testsuite></testsuites>");

        assertThat(counted()).containsExactly(2, 2, 0);
    }

    @Test
    void a_test_that_passes_when_repeated_is_listed_as_flaky() throws Exception {
        write("reports/junit.xml", """
                <testsuite name="pkg/note" tests="3" failures="1">
                <testcase classname="pkg/note" name="TestClock"><failure message="">late</failure></testcase>
                <testcase classname="pkg/note" name="TestStore"/>
                <testcase classname="pkg/note" name="TestClock"/></testsuite>
                """);

        assertThat(counted()).containsExactly(2, 0, 0);
        assertThat(find().tests().flaky()).extracting(TestSummary.Failure::name).containsExactly("pkg/note TestClock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<testcase name='a'/><testcase name='a'><failure/></testcase>",
                "<testcase name='a'><failure/></testcase><testcase name='a'><skipped/></testcase>",
                "<testcase name='a'><failure/></testcase></testsuite><testsuite><testcase name='a'/>"
            })
    void a_failed_test_that_does_not_pass_later_in_the_same_suite_has_failed(String cases) throws Exception {
        write("reports/junit.xml", "<testsuites><testsuite>" + cases + "</testsuite></testsuites>");

        assertThat(find().tests().failed()).isEqualTo(1);
        assertThat(find().tests().flaky()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001B[31m", "&#27;[31m", "&#x1B;[31m", "\u0000", "&#xFFFF;"})
    void control_characters_do_not_make_a_report_unreadable(String character) throws Exception {
        write(
                "reports/junit.xml",
                "<testsuite name='e2e' tests='2' failures='1'><testcase name='opens &#228; &amp; é'/><testcase name='saves'><failure message='"
                        + character + "expected 200'>x</failure></testcase></testsuite>");

        assertThat(counted()).containsExactly(2, 1, 0);
        assertThat(find().tests().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<testsuite><testcase name='a'/>",
                "<testsuites><testsuite><testcase name='a'/></testsuite>",
                "<testsuite><testcase name='a'/></testsuite>trailing <",
                "<testsuite><testcase name='a' name='a'/></testsuite>"
            })
    void a_truncated_test_report_counts_as_a_failure(String report) throws Exception {
        write("reports/junit.xml", report);

        assertThat(find().tests().failed()).isEqualTo(1);
        assertThat(find().tests().problems()).hasSize(1);
    }

    @Test
    void failsafe_reports_are_found() throws Exception {
        write(
                "backend/target/failsafe-reports/TEST-a.xml",
                "<testsuite><testcase name='a'><error/></testcase></testsuite>");

        assertThat(find().tests().failed()).isEqualTo(1);
    }

    @Test
    void a_pattern_that_matches_no_file_is_a_problem() throws Exception {
        write("reports/junit.xml", "<testsuite><testcase name='a'/></testsuite>");

        Evidence evidence =
                Evidence.find(new ProjectFolder(folder), List.of("reports/*.xml", "e2e/*.xml"), List.of("cover.out"));

        assertThat(evidence.tests().problems()).containsExactly(ReportProblem.noMatch("e2e/*.xml"));
        assertThat(evidence.coverage().problems()).containsExactly(ReportProblem.noMatch("cover.out"));
    }

    @Test
    void the_summary_of_failsafe_is_a_report_that_may_be_specified() throws Exception {
        write("target/failsafe-reports/TEST-a.xml", "<testsuite><testcase name='a'/></testsuite>");
        write("target/failsafe-reports/failsafe-summary.xml", "<failsafe-summary result='null' timeout='false'/>");

        TestSummary tests = Evidence.find(
                        new ProjectFolder(folder), List.of("target/failsafe-reports/*.xml"), List.of())
                .tests();

        assertThat(tests.problems()).isEmpty();
        assertThat(List.of(tests.total(), tests.failed())).containsExactly(1, 0);
    }

    @Test
    void more_reports_than_a_small_project_has_are_all_read() throws Exception {
        for (int i = 0; i < 2_100; i++) {
            write("target/surefire-reports/TEST-" + i + ".xml", "<testsuite><testcase name='a'/></testsuite>");
        }
        write("target/surefire-reports/TEST-z.xml", "<testsuite><testcase name='a'><failure/></testcase></testsuite>");

        TestSummary tests = find().tests();

        assertThat(List.of(tests.total(), tests.failed())).containsExactly(2_101, 1);
        assertThat(tests.problems()).isEmpty();
    }

    @Test
    void reports_beyond_the_limit_are_a_problem() throws Exception {
        for (int i = 0; i <= 10_000; i++) {
            write("reports/" + i + ".xml", "<testsuite><testcase name='a'/></testsuite>");
        }

        assertThat(find().tests().problems())
                .containsExactly(ReportProblem.missing("only 10000 reports are read, and there are more"));
    }

    @Test
    void all_coverage_reports_of_a_folder_in_the_most_detailed_format_are_merged() throws Exception {
        write("coverage/unit.info", "SF:src/a.ts\nDA:1,1\nDA:2,0\nend_of_record\n");
        write("coverage/integration.info", "SF:src/a.ts\nDA:1,0\nDA:2,1\nend_of_record\n");
        write("coverage/coverage-summary.json", "{\"total\":{\"lines\":{\"total\":9,\"covered\":1}}}");

        assertThat(counts()).isEqualTo("2/2");
    }

    @Test
    void an_absolute_path_and_a_relative_one_are_the_same_file_although_only_the_reports_were_copied()
            throws Exception {
        write("unit/lcov.info", "SF:src/a.ts\nDA:1,1\nDA:2,0\nend_of_record\n");
        write("it/lcov.info", "SF:/build/web/src/a.ts\nDA:1,0\nDA:2,1\nend_of_record\n");

        CoverageSummary coverage = find("unit/lcov.info", "it/lcov.info").coverage();

        assertThat(coverage.covered() + "/" + coverage.total()).isEqualTo("2/2");
    }

    @Test
    void a_byte_order_mark_before_a_coverage_report_is_ignored() throws Exception {
        write("reports/lcov.info", "\uFEFFSF:src/a.ts\r\nDA:1,1\r\nend_of_record\r\n");
        write("reports/cover.out", "\uFEFFmode: set\nexample.org/note/store.go:3.10,6.2 2 1\n");

        assertThat(counts()).isEqualTo("3/3");
    }

    @Test
    void a_file_in_two_lcov_records_counts_once() throws Exception {
        write(
                "reports/lcov.info",
                "SF:src/a.ts\nDA:1,4\nDA:2,4\nDA:3,0\nend_of_record\nSF:src/a.ts\nDA:1,0\nDA:2,0\nDA:3,1\nend_of_record\n");

        assertThat(counts()).isEqualTo("3/3");
    }

    @ParameterizedTest
    @CsvSource({"reports/unit.out, reports/integration.out", "reports/unit/cover.out, reports/it/cover.out"})
    void go_profiles_of_one_package_are_merged_in_one_folder_and_in_two(String unit, String integration)
            throws Exception {
        write(unit, "mode: set\nexample.org/note/store.go:3.10,6.2 2 1\nexample.org/note/store.go:8.10,12.2 2 0\n");
        write(
                integration,
                "mode: set\nexample.org/note/store.go:3.10,6.2 2 0\nexample.org/note/store.go:8.10,12.2 2 1\n");

        assertThat(counts()).isEqualTo("4/4");
        assertThat(find().coverage().reports()).hasSize(2);
    }

    @Test
    void a_line_of_two_cobertura_classes_counts_once() throws Exception {
        write("coverage/cobertura.xml", """
                <coverage><packages><package name="p"><classes>
                <class name="A" filename="a.py"><lines><line number="1" hits="0"/><line number="2" hits="3"/></lines></class>
                <class name="A.inner" filename="a.py"><lines><line number="1" hits="5"/></lines></class>
                </classes></package></packages></coverage>
                """);

        assertThat(counts()).isEqualTo("2/2");
    }

    @Test
    void reports_with_different_paths_for_one_file_are_merged() throws Exception {
        write("reports/unit/lcov.info", "SF:/build/web-admin/src/a.ts\nDA:1,1\nDA:2,0\nend_of_record\n");
        write(
                "reports/e2e/cobertura.xml",
                "<coverage line-rate='1'><packages><package><classes><class filename='src/a.ts'><lines><line number='2' hits='1'/></lines></class></classes></package></packages></coverage>");

        assertThat(counts()).isEqualTo("2/2");
    }

    @Test
    void files_of_the_same_name_in_different_folders_are_different_files() throws Exception {
        write("one/src/a.ts", "");
        write("two/src/a.ts", "");
        write("reports/one/lcov.info", "SF:../../one/src/a.ts\nDA:1,1\nend_of_record\n");
        write("reports/two/lcov.info", "SF:../../two/src/a.ts\nDA:1,0\nend_of_record\n");

        assertThat(counts()).isEqualTo("1/2");
    }

    @Test
    void jacoco_reports_of_two_modules_with_the_same_file_are_merged() throws Exception {
        String report =
                "<report name='x'><package name='p'><sourcefile name='A.java'><line nr='1' mi='0' ci='%d'/><line nr='2' mi='0' ci='%d'/></sourcefile></package><counter type='LINE' missed='1' covered='1'/></report>";
        write("one/target/site/jacoco/jacoco.xml", report.formatted(1, 0));
        write("two/target/site/jacoco/jacoco.xml", report.formatted(0, 1));

        assertThat(counts()).isEqualTo("2/2");
    }

    @Test
    void a_report_with_impossible_line_numbers_is_rejected_in_bounded_memory() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            lines.append("SF:f").append(i).append("\nDA:1000000,1\nend_of_record\n");
        }
        write("reports/a/lcov.info", lines.toString());
        write("reports/b/lcov.info", "SF:f\nDA:999999999,1\nend_of_record\n");

        assertThat(find().coverage().problems()).hasSize(2);
        assertThat(find().coverage().percent()).isNull();
    }
}
