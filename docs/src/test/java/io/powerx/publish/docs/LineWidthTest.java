package io.powerx.publish.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LineWidthTest {
    private static final int MAX_WIDTH = 120;
    private static final Pattern NOT_TEXT = Pattern.compile("(?ms)^ *```.*?^ *```$|<!--.*?-->");

    @TestFactory
    Stream<DynamicTest> text_wraps_at_120_characters() throws IOException {
        return MarkdownPages.all().stream()
                .filter(page -> !isGenerated(page))
                .map(page -> DynamicTest.dynamicTest(
                        MarkdownPages.REPOSITORY.relativize(page).toString(),
                        () -> assertThat(tooLong(Files.readString(page))).isEmpty()));
    }

    @Test
    void long_lines_are_found_in_text_but_not_in_tables_code_and_links() {
        String words = "word ".repeat(30);
        assertThat(tooLong("| " + words + "|\n\n```\n" + words + "\n```\n[![badge](" + "x".repeat(130) + ")\n"))
                .isEmpty();
        assertThat(tooLong("short\n" + words + "\n- " + words)).hasSize(2);
    }

    private static boolean isGenerated(Path page) {
        try {
            return Files.readString(page).startsWith("<!-- Generated ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Long lines outside of code, comments and tables, except those that are a single link or command. */
    private static List<String> tooLong(String markdown) {
        return NOT_TEXT.matcher(markdown)
                .replaceAll("")
                .lines()
                .filter(line -> line.codePointCount(0, line.length()) > MAX_WIDTH)
                .filter(line -> !line.strip().startsWith("|") && !line.startsWith("[!["))
                .filter(line -> !line.strip().matches("`[^`]+`\\.?"))
                .toList();
    }
}
