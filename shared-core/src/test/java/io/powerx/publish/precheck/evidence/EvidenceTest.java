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
    void test_cases_are_counted_once_however_suites_are_nested() throws Exception {
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
    void totals_serve_where_a_report_lists_no_cases() throws Exception {
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
    void reports_are_found_where_tools_leave_them(String path) throws Exception {
        write(path, "<testsuite><testcase/></testsuite>");
        assertThat(find().tests().total()).isEqualTo(1);
    }

    @Test
    void xml_of_other_kinds_and_dependencies_are_not_looked_at() throws Exception {
        write("reports/checkstyle.xml", "<checkstyle/>");
        write("web-admin/node_modules/x/reports/junit.xml", "<testsuite><testcase/></testsuite>");
        assertThat(find().tests().reports()).isZero();
        assertThat(find().tests().problems()).isEmpty();
    }

    @Test
    void lcov_is_counted_by_its_lines_and_else_by_its_sums() throws Exception {
        write(
                "coverage/lcov.info",
                "TN:\nSF:a\nDA:1,3\nDA:2,0,abc\nLF:9\nLH:9\nend_of_record\nSF:b\nDA:1,1\nend_of_record\n");
        assertThat(counts()).isEqualTo("2/3");
        write("coverage/lcov.info", "SF:a\nLF:10\nLH:4\nend_of_record\n");
        assertThat(counts()).isEqualTo("4/10");
    }

    @Test
    void cobertura_is_read_by_its_sums_or_its_classes_lines() throws Exception {
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
    void jacoco_is_read_by_the_counter_of_the_whole_report() throws Exception {
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
    void istanbuls_summary_is_read_but_the_same_figures_of_one_folder_count_once() throws Exception {
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
    void a_named_report_that_cannot_be_read_is_a_problem_with_its_line(String file, String text, int line)
            throws Exception {
        write(file, text.replace("\\n", "\n"));
        assertThat(find(file).coverage().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.location()).isEqualTo(new SourceLocation(file, line, 0)))
                .satisfies(problem -> assertThat(problem.named()).isTrue());
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
}
