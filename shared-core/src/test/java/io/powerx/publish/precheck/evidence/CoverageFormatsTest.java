package io.powerx.publish.precheck.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.plugin.ProjectFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coverage reports as PHPUnit, Jest, coverage.py, Coverlet and Go write them. */
class CoverageFormatsTest {
    private static final String CLOVER = """
            <?xml version="1.0" encoding="UTF-8"?>
            <coverage generated="1767225600" clover="3.2.0">
              <project timestamp="1767225600" name="All files">
                <metrics statements="4" coveredstatements="3" elements="9" coveredelements="6"/>
                <package name="src">
                  <file name="a.ts" path="/build/src/a.ts">
                    <metrics statements="4" coveredstatements="3"/>
                    <line num="1" count="3" type="stmt"/>
                    <line num="2" count="0" type="method" name="f"/>
                    <line num="3" count="1" type="cond" truecount="1" falsecount="0"/>
                    <line num="4" count="0" type="stmt"/>
                    <line num="5" count="1" type="stmt"/>
                  </file>
                </package>
              </project>
            </coverage>
            """;
    private static final String COVERAGE_PY = """
            {"meta": {"format": 3, "version": "7.6.1", "timestamp": "2026-01-01T08:00:00.123456", "branch_coverage": false},
             "files": {"app/a.py": {"executed_lines": [1, 2, 5], "missing_lines": [7], "excluded_lines": [],
               "summary": {"covered_lines": 3, "num_statements": 4, "percent_covered": 75.0}}},
             "totals": {"covered_lines": 3, "num_statements": 4, "percent_covered": 75.0}}
            """;
    private static final String FINAL = """
            {"/build/src/a.ts": {"path": "/build/src/a.ts",
              "statementMap": {"0": {"start": {"line": 1, "column": 0}, "end": {"line": 1, "column": 9}},
                "1": {"start": {"line": 1, "column": 10}, "end": {"line": 1, "column": 19}},
                "2": {"start": {"line": 2, "column": 0}, "end": {"line": 4, "column": 1}},
                "3": {"start": {"line": 3, "column": 0}, "end": {"line": 3, "column": 1}}},
              "fnMap": {}, "branchMap": {}, "s": {"0": 0, "1": 2, "2": 1, "3": 0}, "f": {}, "b": {}}}
            """;
    private static final String OPEN_COVER = """
            <?xml version="1.0" encoding="utf-8"?>
            <CoverageSession>
              <Summary numSequencePoints="3" visitedSequencePoints="2"/>
              <Modules><Module hash="x">
                <Files><File uid="1" fullPath="C:\\build\\A.cs"/></Files>
                <Classes><Class><Methods><Method visited="true"><FileRef uid="1"/>
                  <SequencePoints>
                    <SequencePoint vc="1" sl="10" el="10"/>
                    <SequencePoint vc="0" sl="11" el="12" fileid="1"/>
                    <SequencePoint vc="4" sl="13" el="13" fileid="1"/>
                  </SequencePoints></Method></Methods></Class></Classes>
              </Module></Modules>
            </CoverageSession>
            """;
    private static final String GO = "mode: set\nacme.io/a/a.go:1.2,3.4 4 1\nacme.io/a/a.go:5.2,6.4 1 0\n";

    @TempDir
    Path folder;

    private CoverageSummary coverage(String... globs) {
        return Evidence.find(new ProjectFolder(folder), List.of(), List.of(globs))
                .coverage();
    }

    private CoverageFormatsTest write(String path, String text) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    private String counts() {
        CoverageSummary coverage = coverage();
        assertThat(coverage.problems()).isEmpty();
        return coverage.covered() + "/" + coverage.total();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"coverage/clover.xml", "reports/clover.xml", "clover.xml", "apps/admin/coverage/clover.xml"})
    void clover_is_counted_by_its_statements(String path) throws Exception {
        assertThat(write(path, CLOVER).counts()).isEqualTo("3/4");
        assertThat(coverage().dated()).containsExactly(new DatedReport(path, Instant.ofEpochSecond(1767225600)));
    }

    @Test
    void clover_without_lines_is_counted_by_its_metrics() throws Exception {
        String metrics = "<coverage generated='1767225600'><project><package><file name='a.php'><metrics statements='2'"
                + " coveredstatements='1'/></file></package><metrics statements='8' coveredstatements='6'/></project></coverage>";
        assertThat(write("clover.xml", metrics).counts()).isEqualTo("6/8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coverage.json",
                "backend/coverage.json",
                "reports/coverage.json",
                "services/api/coverage/coverage.json"
            })
    void coverage_py_is_counted_by_its_lines(String path) throws Exception {
        assertThat(write(path, COVERAGE_PY).counts()).isEqualTo("3/4");
        assertThat(coverage().dated()).hasSize(1);
    }

    @Test
    void coverage_py_without_files_is_counted_by_its_totals() throws Exception {
        assertThat(write("coverage.json", "{\"totals\": {\"covered_lines\": 9, \"num_statements\": 10}, \"files\": {}}")
                        .counts())
                .isEqualTo("9/10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coverage/coverage-final.json",
                "web-admin/coverage/coverage-final.json",
                "packages/ui/coverage/coverage-final.json"
            })
    void a_line_of_istanbul_is_covered_if_one_of_its_statements_is(String path) throws Exception {
        assertThat(write(path, FINAL).counts()).isEqualTo("2/3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coverage.opencover.xml",
                "backend/tests/TestResults/6f1d/coverage.opencover.xml",
                "coverage/opencover.xml"
            })
    void opencover_is_counted_by_the_lines_of_its_sequence_points(String path) throws Exception {
        assertThat(write(path, OPEN_COVER).counts()).isEqualTo("2/4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coverage.txt",
                "profile.out",
                "c.out",
                "backend/coverage.txt",
                "backend/cover/profile.out",
                "backend/coverage/coverage.txt",
                "coverage/unit.out",
                "apps/api/coverage/cover.out"
            })
    void go_profiles_are_found_under_the_names_that_teams_use(String path) throws Exception {
        assertThat(write(path, GO).counts()).isEqualTo("4/5");
    }

    @Test
    void a_text_report_under_the_name_of_a_go_profile_is_ignored() throws Exception {
        write("coverage.txt", "TOTAL 10 2 80%\n");
        assertThat(coverage().reports()).isEmpty();
        assertThat(coverage().problems()).isEmpty();
    }

    @Test
    void a_cobertura_report_with_only_a_rate_states_a_percentage() throws Exception {
        write("coverage.xml", "<coverage line-rate='0.8512' branch-rate='0' version='1'><packages/></coverage>");
        assertThat(coverage().percent()).isEqualTo(85.12);
        write("backend/coverage.xml", "<coverage line-rate='0.5'><packages/></coverage>");
        assertThat(coverage().percent()).isEqualTo(50);
        write("coverage/lcov.info", "SF:a\nDA:1,1\nend_of_record\n");
        assertThat(coverage().percent()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "NaN", "-0.1", "high", ""})
    void an_impossible_rate_states_nothing(String rate) throws Exception {
        write("coverage.xml", "<coverage line-rate='" + rate + "'><packages/></coverage>");
        assertThat(coverage().reports()).hasSize(1);
        assertThat(coverage().percent()).isNull();
    }

    @Test
    void a_file_in_reports_of_several_formats_counts_once() throws Exception {
        write("src/a.ts", "");
        write("coverage/clover.xml", CLOVER);
        write("reports/coverage-final.json", FINAL);
        assertThat(coverage().reports()).hasSize(2);
        assertThat(counts()).isEqualTo("4/5");
    }

    @Test
    void the_most_detailed_report_of_a_folder_is_used() throws Exception {
        write("coverage/clover.xml", CLOVER);
        write("coverage/coverage-final.json", FINAL);
        write("coverage/lcov.info", "SF:a\nDA:1,1\nDA:2,0\nend_of_record\n");
        assertThat(coverage().reports()).containsExactly("coverage/lcov.info");
        assertThat(counts()).isEqualTo("1/2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{\"a\": 1}", "{\"a\": {\"statementMap\": {}}}", "{\"files\": {\"a.py\": {}}}"})
    void other_json_is_not_a_coverage_report(String json) throws Exception {
        write("a.json", json);
        assertThat(coverage("a.json").problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("it is not LCOV"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"files\": {\"a.py\": {\"executed_lines\": [1", "{\"a\": {\"x\": 1}", "{\"files\": {}"})
    void json_that_breaks_off_is_a_problem(String json) throws Exception {
        write("a.json", json);
        assertThat(coverage("a.json").problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .isEqualTo("it is not JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "1e21", "0.5", "1,abc=="})
    void any_count_of_lcov_above_zero_is_covered(String count) throws Exception {
        write("reports/lcov.info", "SF:a.js\nDA:1,%s\nDA:2,0\nDA:3,-1\nend_of_record\n".formatted(count));
        assertThat(counts()).isEqualTo("1/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DA:1,x", "DA:1", "DA:x,1"})
    void a_line_of_lcov_that_cannot_be_read_is_a_problem(String line) throws Exception {
        write("a.info", "SF:a.js\n" + line + "\nDA:2,1\nend_of_record\n");
        assertThat(coverage("a.info").problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("is not a number"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jacoco", "jacoco-aggregate", "jacoco-it"})
    void reports_of_jacoco_are_found_in_the_folders_of_its_goals(String goal) throws Exception {
        write(
                "target/site/" + goal + "/jacoco.xml",
                "<report name='a'><counter type='LINE' missed='1' covered='3'/></report>");
        assertThat(counts()).isEqualTo("3/4");
    }

    @Test
    void an_impossible_line_number_is_a_problem() throws Exception {
        write("a.json", "{\"files\": {\"a.py\": {\"executed_lines\": [99999999999], \"missing_lines\": []}}}");
        assertThat(coverage("a.json").problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("99999999999"));
    }
}
