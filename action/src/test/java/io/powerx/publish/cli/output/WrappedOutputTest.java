package io.powerx.publish.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.cli.Shell;
import io.powerx.publish.cli.text.Columns;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines fit the terminal that shows them, and are not broken for a pipe. */
class WrappedOutputTest {
    private Shell shell;

    @BeforeEach
    void openShell(@TempDir Path root) {
        shell = new Shell(root);
    }

    @Test
    void a_continued_line_begins_below_the_text_after_its_label() {
        assertThat(Columns.wrap("  found    one two three four five six", 24))
                .isEqualTo("  found    one two three\n           four five six");
        assertThat(Columns.wrap("    no label, but an indentation", 20))
                .isEqualTo("    no label, but an\n    indentation");
    }

    @Test
    void lines_are_broken_between_wide_characters_but_not_before_punctuation() {
        assertThat(Columns.wrap("  情况     文件不存在，请检查路径。", 24)).isEqualTo("  情况     文件不存在，\n           请检查路径。");
        assertThat(Columns.wrap("  情况     文件没有存在，请检查路径。", 24)).contains("\n           在，请检查路");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://market.example/a/very/long-path/without-spaces",
                "    | an excerpt of a file remains as it is, whatever its length",
                "short"
            })
    void what_cannot_be_broken_remains_as_it_is(String line) {
        assertThat(Columns.wrap(line, 40)).isEqualTo(line);
        assertThat(Columns.wrap("a line of a pipe has any length and is not broken", 0))
                .doesNotContain("\n");
    }

    @Test
    void colors_have_no_width() {
        assertThat(Columns.wrap("\u001b[31merror\u001b[0m 12 34", 11)).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"en", "zh"})
    void findings_errors_and_explanations_fit_a_terminal(String language) {
        List<List<String>> commands = List.of(
                List.of("precheck", "--offline", "--project", "."),
                List.of("explain", "PX-A001"),
                List.of("explain", "network_unreachable"),
                List.of("publish", "--api-url", "http://127.0.0.1:1", "--token-file", "missing"),
                List.of("doctor"));

        int longest = 0;
        for (List<String> command : commands) {
            String[] arguments = command.toArray(String[]::new);
            shell.with("PX_LANG", language);

            Shell.Outcome piped = shell.piped().run(arguments);
            Shell.Outcome shown = shell.onTerminal().run(arguments);

            longest = Math.max(
                    longest, lines(piped).stream().mapToInt(Columns::of).max().orElse(0));
            assertThat(lines(shown))
                    .as("%s", command)
                    .filteredOn(line -> line.strip().contains(" ") && !line.contains("http") && !line.contains("/"))
                    .isNotEmpty()
                    .allMatch(line -> Columns.of(line) <= 80);
        }
        assertThat(longest).as("control: the longest line of a pipe").isGreaterThan(80);
    }

    @Test
    void a_document_for_a_program_is_not_broken() {
        Shell.Outcome outcome = shell.onTerminal().run("explain", "PX-F013", "--json");

        assertThat(outcome.out()).startsWith("{").contains("\"rule\" : \"PX-F013\"");
        assertThat(outcome.out().lines()).anyMatch(line -> line.length() > 80);
    }

    private static List<String> lines(Shell.Outcome outcome) {
        return (outcome.out() + outcome.err().replaceAll("\r\u001b\\[K", "\n"))
                .replaceAll("\u001b\\[[0-9;]*m", "")
                .lines()
                .toList();
    }
}
