package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowLogTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final WorkflowLog log = new WorkflowLog(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @ParameterizedTest
    @ValueSource(
            strings = {"::error::x", "  ::error::x", "\u00a0::error::x", "a\r::error::x", "##[error]x", "a ##[set-env]x"
            })
    void lines_of_foreign_text_are_printed_but_not_executed_as_commands(String line) {
        log.text().print(line + "\n");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains(line.substring(line.length() - 1) + "\n");
        assertThat(bytes.toString(StandardCharsets.UTF_8).split("[\r\n]"))
                .noneMatch(each -> each.replace('\u00a0', ' ').strip().startsWith("::") || each.contains("##["));
    }

    @Test
    void messages_and_properties_are_escaped() {
        log.command("error", Map.of("title", "a:b,c"), "100%\r\n::x");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("::error title=a%3Ab%2Cc::100%25%0D%0A::x\n");
    }

    @Test
    void every_line_of_a_secret_is_masked_once() {
        log.redactor().add(Secret.of("first line\nsecond%line"));
        log.redactor().add(Secret.of("first line\nsecond%line"));
        log.command("notice", Map.of(), "first line");

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .startsWith("::add-mask::first line", "::add-mask::second%25line")
                .hasSize(3);
    }
}
