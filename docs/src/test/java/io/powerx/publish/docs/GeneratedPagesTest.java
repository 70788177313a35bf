package io.powerx.publish.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GeneratedPagesTest {
    private static final Path DOCS = Path.of(System.getProperty("docs.root", "."));
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");

    @TestFactory
    Stream<DynamicTest> every_generated_page_is_up_to_date() {
        return Pages.all().stream().map(page -> DynamicTest.dynamicTest(page.path(), () -> isCurrent(page)));
    }

    private static void isCurrent(Page page) throws IOException {
        Path file = DOCS.resolve(page.path());
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.text());
        }
        assertThat(file)
                .as("out of date; CONTRIBUTING.md shows the command that updates it")
                .exists()
                .content()
                .isEqualTo(page.text());
    }
}
