package io.powerx.publish.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.cli.Shell;
import io.powerx.publish.cli.text.Columns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of what the user reads, which never changes what machines read. */
class UserLanguageTest {
    private static final String CHINESE = "(?s).*\\p{IsHan}.*";

    private Shell shell;

    @BeforeEach
    void openShell(@TempDir Path root) {
        shell = new Shell(root);
    }

    @ParameterizedTest
    @CsvSource({
        "LC_ALL, zh_CN.UTF-8",
        "LC_MESSAGES, zh_CN.UTF-8",
        "LANG, zh_CN.UTF-8",
        "PX_LANG, zh",
    })
    void the_environment_selects_chinese(String variable, String value) {
        assertThat(shell.with(variable, value).run("--help").out()).contains("用法：", "命令：");
    }

    @ParameterizedTest
    @CsvSource({"LANG, en_US.UTF-8", "LANG, C", "PX_LANG, en", "LANG, ''", "LANG, de_DE.UTF-8"})
    void every_other_locale_is_english(String variable, String value) {
        assertThat(shell.with(variable, value).run("--help").out())
                .contains("Usage: ", "Commands:")
                .doesNotMatch(CHINESE);
    }

    @Test
    void the_variables_of_the_locale_have_the_order_of_posix() {
        shell.with("LANG", "zh_CN.UTF-8").with("LC_ALL", "C.UTF-8");

        assertThat(shell.run("--help").out()).contains("Usage: ");
        assertThat(shell.with("LC_ALL", "").run("--help").out()).contains("用法：");
    }

    @Test
    void an_option_overrides_the_environment() {
        shell.with("LANG", "zh_CN.UTF-8").with("PX_LANG", "zh");

        assertThat(shell.run("publish", "--help", "--lang", "en").out()).contains("Usage: ");
        assertThat(shell.run("publish", "--help", "--lang=en").out()).contains("Usage: ");
        assertThat(new Shell(shell.home())
                        .run("help", "publish", "--lang", "zh")
                        .out())
                .contains("用法：");
    }

    @Test
    void the_user_s_file_may_select_the_language() throws IOException {
        Path file = shell.home().resolve(".powerx-plugin/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"lang\": \"zh\"}");

        assertThat(shell.run("explain", "disk_full").out()).contains("磁盘已满");
        assertThat(shell.run("explain", "disk_full", "--lang", "en").out()).contains("The disk is full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "ISO-8859-1", "GBK"})
    void a_terminal_that_does_not_display_utf_8_gets_english(String charset) {
        assertThat(shell.displaying(charset).run("--help", "--lang", "zh").out())
                .contains("Usage: ")
                .doesNotMatch(CHINESE);
        assertThat(shell.displaying("UTF-8").run("--help", "--lang", "zh").out())
                .contains("用法：");
    }

    @Test
    void an_unknown_language_is_an_error() {
        Shell.Outcome outcome = shell.run("explain", "--lang", "fr");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("[option_invalid]", "en", "zh");
    }

    @Test
    void errors_have_chinese_labels_titles_and_remedies() {
        Shell.Outcome outcome = shell.run("precheck", "--project", "missing", "--lang", "zh");

        assertThat(outcome.err())
                .contains("错误 [project_not_found] 项目文件夹不存在")
                .contains("处理", "请将 --project 设为包含 plugin.yaml 的文件夹。");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void a_usage_error_is_chinese_too() {
        assertThat(shell.run("publish", "--nonsense", "--lang", "zh").err())
                .contains("错误 [option_invalid] 选项或参数未知或无效", "--nonsense");
    }

    @Test
    void the_columns_of_chinese_labels_are_aligned() {
        String error =
                shell.run("precheck", "--project", "missing", "--lang", "zh").err();

        assertThat(error.lines()
                        .filter(line -> line.matches("  \\p{IsHan}+ +\\S.*"))
                        .map(line -> Columns.of(line.replaceFirst("^(  \\p{IsHan}+ +).*", "$1")))
                        .distinct())
                .containsExactly(11);
    }

    @Test
    void a_publish_is_logged_and_summarized_in_chinese() throws IOException {
        Path project = shell.examplePlugin("note");

        Shell.Outcome outcome = shell.run("publish", "--sandbox", "--project", project.toString(), "--lang", "zh");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("读取插件", "打包", "签名", "上传", "提交审核").doesNotContain("Read the plugin");
        assertThat(outcome.out()).contains("提交到 stable 渠道；已进入审核队列。", "状态", "回执");
    }

    @Test
    void what_machines_read_stays_english() throws IOException {
        Path project = shell.examplePlugin("note");
        shell.with("LANG", "zh_CN.UTF-8");

        assertThat(shell.run("publish", "--sandbox", "--json", "--project", project.toString())
                        .out())
                .contains("publishId")
                .doesNotMatch(CHINESE);
        assertThat(Files.readString(shell.folder().resolve("publish-receipt.sandbox.json")))
                .doesNotMatch(CHINESE);
        for (String[] command : new String[][] {
            {"explain", "--json"},
            {"explain", "disk_full", "--json"},
            {"help", "publish", "--json"},
            {"config", "--explain", "--json"},
            {"doctor", "--json", "--project", project.toString()},
            {"precheck", "--offline", "--json", "--project", project.toString()},
            {"precheck", "--json", "--project", "missing"},
            {"precheck", "--offline", "--format", "sarif", "--project", project.toString()},
        }) {
            assertThat(withoutTheirOwn(shell.run(command).out()))
                    .as(String.join(" ", command))
                    .isNotBlank()
                    .doesNotMatch(CHINESE);
        }
        assertThat(shell.run("precheck", "--project", "missing", "--log-format", "json")
                        .err())
                .contains("\"errorCode\":\"project_not_found\"")
                .doesNotMatch(CHINESE);
    }

    @Test
    void the_debug_log_stays_english() throws IOException {
        Path project = shell.examplePlugin("note");
        Files.writeString(project.resolve("plugin.yaml"), "id: [");

        assertThat(shell.run("publish", "--sandbox", "--lang", "zh", "--project", project.toString())
                        .err())
                .matches(CHINESE);
        assertThat(Files.readString(shell.folder().resolve("publish-debug.log"), StandardCharsets.UTF_8))
                .contains("arguments [publish", "plugin.yaml")
                .doesNotMatch(CHINESE);
    }

    /** The example plugin itself contains Chinese texts. */
    private static String withoutTheirOwn(String output) {
        return output.replaceAll("(?m)^.*web-admin/i18n.*$", "");
    }
}
