package io.powerx.publish.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LinksTest {
    private static final Path REPOSITORY = MarkdownPages.REPOSITORY;
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");

    @TestFactory
    Stream<DynamicTest> every_relative_link_resolves_to_a_file_and_a_heading() throws IOException {
        return MarkdownPages.all().stream()
                .map(page ->
                        DynamicTest.dynamicTest(REPOSITORY.relativize(page).toString(), () -> assertThat(broken(page))
                                .isEmpty()));
    }

    @Test
    void links_are_found_on_the_pages_that_readers_start_from() throws IOException {
        assertThat(MarkdownPages.all())
                .extracting(page -> REPOSITORY.relativize(page).toString())
                .contains("README.md", "CONTRIBUTING.md", "SECURITY.md", "jenkins-plugin/README.md")
                .contains("docs/guides/jenkins.md", "docs/examples/note-plugin/README.md");
        assertThat(links(Files.readString(REPOSITORY.resolve("README.md")))).hasSizeGreaterThan(10);
    }

    @Test
    void fragments_follow_the_headings() {
        assertThat(fragments("# A `b_c` and D's (e)\n\n```\n# no heading\n```\n"))
                .containsExactly("a-b_c-and-ds-e");
    }

    private static List<String> broken(Path page) throws IOException {
        return links(Files.readString(page)).stream()
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                .filter(link -> !resolves(page, link))
                .toList();
    }

    private static List<String> links(String markdown) {
        return LINK.matcher(markdown).results().map(link -> link.group(1)).toList();
    }

    private static boolean resolves(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(decode(parts[0]));
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || fragments(read(target)).contains(decode(parts[1]));
    }

    /** The anchors that GitHub gives to the headings: lower case, no punctuation, spaces as hyphens. */
    private static Set<String> fragments(String markdown) {
        return HEADING.matcher(CODE_BLOCK.matcher(markdown).replaceAll(""))
                .results()
                .map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
