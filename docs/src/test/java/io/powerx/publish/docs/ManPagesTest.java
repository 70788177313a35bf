package io.powerx.publish.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.powerx.publish.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
    private final Map<String, String> pages = ManPages.all("1.2.3", "2026-01-31");

    @Test
    void there_is_a_page_for_the_program_and_one_for_each_command() {
        assertThat(pages)
                .containsKey("px-plugin.1")
                .containsKeys(CommandRun.names().stream()
                        .map(name -> "px-plugin-" + name + ".1")
                        .toArray(String[]::new))
                .hasSize(CommandRun.names().size() + 1);
    }

    @Test
    void a_page_shows_options_with_their_values_and_examples() {
        assertThat(pages.get("px-plugin-publish.1"))
                .startsWith(".TH \"PX\\-PLUGIN\\-PUBLISH\" 1 \"2026\\-01\\-31\" \"px\\-plugin 1.2.3\"")
                .contains("\npx\\-plugin\\-publish \\- Check, pack")
                .contains("\n\\fB\\-\\-channel stable|beta\\fR\n")
                .contains(".nf\n  # ");
    }

    @Test
    void text_that_looks_like_a_request_is_text() {
        String text = new RoffText("name", "2026-01-31", "a \"b\"")
                .paragraph(".so /etc/passwd")
                .help(List.of("'br", "  .sy id", "  a\\b"))
                .toString();
        assertThat(text.lines())
                .contains("\\&.so /etc/passwd", "\\&'br", "  .sy id", "  a\\eb")
                .contains(".TH \"NAME\" 1 \"2026\\-01\\-31\" \"a \\(dqb\\(dq\" \"px\\-plugin manual\"");
    }

    @TestFactory
    Stream<DynamicTest> groff_formats_every_page_without_a_warning(@TempDir Path folder) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
        return pages.entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> isFormatted(folder, page)));
    }

    private static void isFormatted(Path folder, Map.Entry<String, String> page)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(page.getKey()), page.getValue());
        Path warnings = folder.resolve(page.getKey() + ".log");
        Process groff = new ProcessBuilder("/usr/bin/groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(warnings.toFile())
                .start();
        assertThat(groff.waitFor()).isZero();
        assertThat(Files.readString(warnings, StandardCharsets.UTF_8)).isEmpty();
    }
}
