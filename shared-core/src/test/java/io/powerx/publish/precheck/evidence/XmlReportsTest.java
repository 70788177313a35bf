package io.powerx.publish.precheck.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.plugin.ProjectFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports whose XML is encoded, nested or dated in an unusual way. */
class XmlReportsTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} declared as {1}")
    @CsvSource({
        "UTF-8,UTF-8",
        "UTF-8,utf-16",
        "ISO-8859-1,iso-8859-1",
        "windows-1252,windows-1252",
        "GBK,GBK",
        "UTF-16BE,UTF-16",
        "UTF-16LE,UTF-16",
        "UTF-16,UTF-16",
        "UTF-32,UTF-32"
    })
    void names_are_decoded_in_the_encoding_of_the_report(String encoding, String declared) throws Exception {
        String report = "<?xml version='1.0' encoding='" + declared + "'?>\n"
                + "<testsuite><testcase name='t\u00fc'><failure/></testcase></testsuite>";

        TestSummary tests = read(report.getBytes(Charset.forName(encoding)));

        assertThat(tests.failed()).isEqualTo(1);
        if (!encoding.equals("GBK")) {
            assertThat(tests.failures().get(0).name()).isEqualTo("t\u00fc");
        }
    }

    @Test
    void bytes_that_are_not_utf_8_neither_hide_a_result_nor_print_anything() throws Exception {
        byte[] report =
                "<testsuite name='\u00ff'><testcase name='a\u00e2('><failure>\u00fe&#27;[31m</failure></testcase><testcase/></testsuite>"
                        .getBytes(StandardCharsets.ISO_8859_1);
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        TestSummary tests;
        try {
            System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
            tests = read(report);
        } finally {
            System.setErr(before);
        }

        assertThat(tests.total()).isEqualTo(2);
        assertThat(tests.failed()).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_report_in_an_unknown_encoding_is_unreadable() throws Exception {
        TestSummary tests = read("<?xml version='1.0' encoding='x-unknown'?><testsuite><testcase/></testsuite>"
                .getBytes(StandardCharsets.UTF_8));

        assertThat(tests.problems()).hasSize(1);
        assertThat(tests.total()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"testsuite", "testcase", "failure", "x"})
    void a_report_that_is_nested_without_end_does_not_pass(String element) throws Exception {
        String report = "<testsuite tests='1'>" + ("<" + element + ">").repeat(100_000);

        TestSummary tests = read(report.getBytes(StandardCharsets.UTF_8));

        assertThat(tests.failed()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-02T10:00:00Z",
        "2026-02-02T10:00:00.000000Z",
        "2026-02-02T12:00:00+02:00",
        "2026-02-02T12:00:00+0200",
        "2026-02-02T12:00:00.5+0200",
        "2026-02-02 12:00:00 +0200",
        "2026-02-02 10:00:00 UTC",
        "2026-02-01T22:00:00",
        "'Mon, 02 Feb 2026 10:00:00 GMT'",
        "1770026400",
        "1770026400000"
    })
    void times_are_read_in_the_forms_that_tools_write(String timestamp) throws Exception {
        TestSummary tests = read(
                ("<testsuite timestamp='" + timestamp + "'><testcase/></testsuite>").getBytes(StandardCharsets.UTF_8));

        Instant written = Instant.parse("2026-02-02T10:00:00Z");
        assertThat(tests.dated())
                .extracting(DatedReport::written)
                .allSatisfy(time -> assertThat(time).isBetween(written, written.plusSeconds(1)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "2026-02-02",
                "1970-01-01T00:00:00",
                "9999-12-31T23:59:59Z",
                "-1",
                "99999999999999999999"
            })
    void other_times_are_unknown(String timestamp) throws Exception {
        TestSummary tests = read(
                ("<testsuite timestamp='" + timestamp + "'><testcase/></testsuite>").getBytes(StandardCharsets.UTF_8));

        assertThat(tests.total()).isEqualTo(1);
        assertThat(tests.dated()).isEmpty();
    }

    private TestSummary read(byte[] report) throws Exception {
        Files.createDirectories(folder.resolve("reports"));
        Files.write(folder.resolve("reports/junit.xml"), report);
        return Evidence.find(new ProjectFolder(folder), List.of(), List.of()).tests();
    }
}
