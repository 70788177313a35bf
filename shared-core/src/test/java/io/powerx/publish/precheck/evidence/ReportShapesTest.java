package io.powerx.publish.precheck.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.plugin.ProjectFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of reports that test tools write, as failed, repeated and passed tests. */
class ReportShapesTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Surefire, passed on a rerun|1|0|1|<testsuite tests='1' failures='0' flakes='1'><testcase classname='A' name='t'><flakyFailure/></testcase></testsuite>",
                "Surefire, failed on each rerun|1|1|0|<testsuite tests='1' failures='1'><testcase classname='A' name='t'><failure/><rerunFailure/></testcase></testsuite>",
                "Surefire, error on each rerun|1|1|0|<testsuite tests='1' errors='1'><testcase classname='A' name='t'><error/><rerunError/></testcase></testsuite>",
                "gotestsum, passed on the third run|1|0|1|<testsuites><testsuite tests='3' failures='2'><testcase classname='p' name='T'><failure/></testcase><testcase classname='p' name='T'><failure/></testcase><testcase classname='p' name='T'/></testsuite></testsuites>",
                "one name in two suites|2|1|0|<testsuites><testsuite name='p' failures='1'><testcase classname='p' name='T'><failure/></testcase></testsuite><testsuite name='q'><testcase classname='p' name='T'/></testsuite></testsuites>",
                "pytest, repeated|1|0|1|<testsuites><testsuite tests='1'><testcase classname='t' name='a'><rerun/></testcase></testsuite></testsuites>",
                "pytest, error while it is torn down|1|1|0|<testsuites><testsuite errors='1' tests='2'><testcase classname='t' name='a'/><testcase classname='t' name='a'><error/></testcase></testsuite></testsuites>",
                "Jest, suite that does not start|1|1|0|<testsuites errors='1'><testsuite errors='1' tests='1'><testcase name='x'><error/></testcase></testsuite></testsuites>",
                "Mocha|2|1|0|<testsuites name='Mocha' tests='2' failures='1'><testsuite tests='2' failures='1'><testcase name='a'/><testcase name='b'><failure/></testcase></testsuite></testsuites>",
                "Karma, browser that was lost|1|1|0|<testsuite tests='0' errors='1' failures='0'><properties/><system-err/></testsuite>",
                "Playwright|1|1|0|<testsuites tests='1' failures='1'><testsuite tests='1' failures='1'><testcase name='a'><failure type='FAILURE'/></testcase></testsuite></testsuites>",
                "Vitest|1|1|0|<testsuites errors='1'><testsuite errors='1' tests='1'><testcase name='b'><error/></testcase></testsuite></testsuites>",
                "three levels|1|1|0|<testsuites><testsuite><testsuite><testsuite failures='1'><testcase name='x'><failure/></testcase></testsuite></testsuite></testsuite></testsuites>",
                "only the inner suite declares it|3|1|0|<testsuites failures='0'><testsuite failures='0'><testsuite failures='1'><testcase name='x'/><testcase name='y'/></testsuite></testsuite></testsuites>",
                "an attribute instead of an element|2|1|0|<testsuite><testcase name='x' status='failed'/><testcase name='y' status='run'/></testsuite>",
                "a namespace|1|1|0|<testsuites xmlns='http://example.org/x'><testsuite failures='1'><testcase name='x'><failure/></testcase></testsuite></testsuites>",
                "counts with blanks and decimals|1|1|0|<testsuites failures=' 1.0 '><testsuite/></testsuites>",
                "two classes with one name of a test|2|1|0|<testsuite failures='1'><testcase classname='A' name='t'><failure/></testcase><testcase classname='B' name='t'/></testsuite>",
                "Node, one name in two files|2|1|0|<testsuites><testcase classname='test' name='t' file='a.js'><failure/></testcase><testcase classname='test' name='t' file='b.js'/></testsuites>",
                "pytest, repeated in one file|1|0|1|<testsuite failures='1'><testcase name='t' file='a.py' line='3'><failure/></testcase><testcase name='t' file='a.py' line='3'/></testsuite>",
                "a count that is too large|2|1|0|<testsuite failures='99999999999999999999'><testcase name='t'/></testsuite>",
                "a count that is no number|2|1|0|<testsuite errors='many'><testcase name='t'/></testsuite>",
                "a negative count|2|1|0|<testsuite failures='-1'><testcase name='t'/></testsuite>",
                "a count that is blank|1|0|0|<testsuite failures=''><testcase name='t'/></testsuite>",
                "Failsafe, aborted|1|1|0|<failsafe-summary result='255' timeout='false'><completed>3</completed><errors>0</errors><failures>0</failures><failureMessage>The forked VM terminated</failureMessage></failsafe-summary>",
                "Failsafe, timed out|1|1|0|<failsafe-summary result='null' timeout='true'><errors>0</errors><failures>0</failures></failsafe-summary>",
                "Failsafe, with errors|1|1|0|<failsafe-summary><errors>2</errors><failures>0</failures></failsafe-summary>",
                "Failsafe, passed|0|0|0|<failsafe-summary result='null' timeout='false'><completed>3</completed><errors>0</errors><failures>0</failures></failsafe-summary>",
                "failed after it passed|1|1|0|<testsuite failures='1'><testcase name='t'/><testcase name='t'><failure/></testcase></testsuite>"
            })
    void tests_are_counted(String shape, int total, int failed, int flaky, String report) throws Exception {
        Files.createDirectories(folder.resolve("reports"));
        Files.writeString(folder.resolve("reports/junit.xml"), report);

        TestSummary tests =
                Evidence.find(new ProjectFolder(folder), List.of(), List.of()).tests();

        assertThat(tests.problems()).isEmpty();
        assertThat(tests.total()).isEqualTo(total);
        assertThat(tests.failed()).isEqualTo(failed);
        assertThat(tests.flaky()).hasSize(flaky);
    }
}
