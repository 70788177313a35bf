package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code explain}, {@code completion} and {@code help}. */
class HelpfulCommandsTest {
    @TempDir
    Path root;

    private Shell shell;

    @BeforeEach
    void createShell() {
        shell = new Shell(root);
    }

    @Test
    void every_error_code_and_every_rule_is_explained() {
        Arrays.stream(ErrorCode.values()).forEach(code -> {
            Shell.Outcome outcome = shell.run("explain", code.wireName());
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).contains(code.summary()).doesNotContain("{");
        });
        RuleCatalogue.all().forEach(rule -> {
            Shell.Outcome outcome = shell.run("explain", rule.id().toLowerCase(Locale.ROOT));
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).contains(rule.title()).contains(rule.source());
        });
    }

    @Test
    void an_explanation_is_in_words_and_has_a_link() {
        assertThat(shell.run("explain", "version_conflict").out())
                .startsWith("version_conflict\n  meaning ")
                .containsPattern("\n  exit code +5\n  docs +https://\\S+/docs/reference/errors\\.md#version_conflict");
        assertThat(shell.run("explain", "PX-V001").out())
                .startsWith("PX-V001\n  passes if  ")
                .containsPattern("\n  can be suppressed  no\n  docs +https://\\S+/docs/reference/rules\\.md#px-v001")
                .doesNotContain("passesIf", "suppressible");
    }

    @Test
    void without_a_code_all_of_them_are_listed() {
        assertThat(shell.run("explain").out()).contains("version_conflict").contains("PX-V001");
        assertThat(shell.run("explain", "--json").out()).contains("\"version_conflict\" :");
    }

    @Test
    void an_unknown_code_is_an_error_that_lists_similar_ones() {
        Shell.Outcome outcome = shell.run("explain", "conflict");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("similar ones are version_conflict");
        assertThat(shell.run("explain", "version_conflct").err())
                .contains("it is neither an error code nor a rule; did you mean version_conflict?");
        assertThat(shell.run("explain", "nonsense-code").err()).contains("px-plugin explain lists all of them");
    }

    @Test
    void a_broken_project_file_does_not_keep_help_from_being_shown() throws IOException {
        Files.writeString(shell.folder().resolve("publish.yml"), "{");

        assertThat(shell.run("explain", "PX-V001").exitCode()).isZero();
        assertThat(shell.run("help", "publish").exitCode()).isZero();
    }

    @Test
    void help_shows_what_the_option_shows() {
        assertThat(shell.run("help", "publish").out())
                .isEqualTo(shell.run("publish", "--help").out());
        assertThat(shell.run("help").out())
                .isEqualTo(shell.run("--help").out())
                .containsSubsequence(
                        "Usage: px-plugin [OPTIONS] [COMMAND]", "Commands:", "  publish  ", "Options:", "  --quiet");
    }

    @Test
    void help_for_an_unknown_command_suggests_the_closest_one() {
        Shell.Outcome outcome = shell.run("help", "pubish");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no such command; did you mean publish?");
        assertThat(shell.run("help", "nonsense").err()).contains("px-plugin help lists all of them");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void bash_completes_commands_and_options() throws Exception {
        Path script = Files.writeString(
                root.resolve("completion"), shell.run("completion", "bash").out());
        // Outside a completion, compopt complains.
        String test = "source " + script
                + "\ncompopt() { :; }\nCOMP_WORDS=(px-plugin publish --chan); COMP_CWORD=2; _complete_px-plugin; "
                + "echo ${COMPREPLY[@]}\nCOMP_WORDS=(px-plugin with); COMP_CWORD=1; _complete_px-plugin; echo ${COMPREPLY[@]}"
                + "\nCOMP_WORDS=(px-plugin publish --channel b); COMP_CWORD=3; _complete_px-plugin; echo ${COMPREPLY[@]}"
                + "\nCOMP_WORDS=(px-plugin telemetry st); COMP_CWORD=2; _complete_px-plugin; echo ${COMPREPLY[@]}"
                + "\nCOMP_WORDS=(px-plugin explain PX-V010); COMP_CWORD=2; _complete_px-plugin; echo ${COMPREPLY[@]}";

        Process bash =
                new ProcessBuilder("bash", "-c", test).redirectErrorStream(true).start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output.lines()).containsExactly("--channel", "withdraw", "beta", "status", "PX-V010");
    }

    @Test
    void fish_has_every_command_and_its_options() {
        String script = shell.run("completion", "fish").out();

        CommandRun.names().forEach(name -> assertThat(script).contains(" -f -a " + name + " "));
        assertThat(script)
                .contains("'__fish_seen_subcommand_from publish' -l channel -x -a 'stable beta' -d ")
                .contains("'__fish_seen_subcommand_from publish' -l notes -r -d ")
                .contains("'__fish_seen_subcommand_from telemetry' -f -a 'show status on off flush rebuild'")
                .contains("complete -c px-plugin -n __fish_use_subcommand -l version -d ");
        assertThat(shell.run("completion", "tcsh").exitCode()).isEqualTo(2);
    }

    @Test
    void fish_offers_files_next_to_choices_if_another_argument_is_a_file() {
        assertThat(shell.run("completion", "fish").out())
                .contains("'__fish_seen_subcommand_from audit' -a 'show verify'\n");
    }

    @Test
    void zsh_has_every_command_its_options_and_arguments() {
        String script = shell.run("completion", "zsh").out();

        assertThat(script).startsWith("#compdef px-plugin\n");
        CommandRun.names()
                .forEach(name -> assertThat(script).contains("'" + name + ":").contains(" " + name + ")\n"));
        assertThat(script)
                .contains(
                        "'--channel=[Channel to publish to. \\[PX_CHANNEL, default stable\\]]:stable|beta:(stable beta)'")
                .contains("'--version[Print the version and exit.]'")
                .contains("'1:ACTION:(show verify)' '2:FILE:_files'");
    }
}
