package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.output.UserLanguage;
import io.powerx.publish.message.CatalogChecks;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.message.SourceTexts;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Chinese catalog of the command and the action has exactly the texts of their code. */
class ChineseCommandsTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final SourceTexts SOURCES = SourceTexts.of(MODULE);
    private static final MessageCatalog CORE = MessageCatalog.chinese();
    private static final MessageCatalog CHINESE = MessageCatalog.of(UserLanguage.class, "zh");

    @Test
    void every_text_is_translated_once_and_no_translation_is_left_over() {
        Set<String> expected = english();
        expected.removeAll(CORE.translations().keySet());

        assertThat(CHINESE.translations().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void translations_are_chinese_and_have_the_same_placeholders() {
        CatalogChecks.requireComplete(CHINESE);
    }

    @Test
    void every_template_of_a_composed_text_is_in_the_code() {
        // The checks of conformance are in the sandbox's module.
        Set<String> texts = new TreeSet<>(SOURCES.templates());
        texts.addAll(SourceTexts.of(MODULE.resolveSibling("sandbox")).templates());

        assertThat(texts).containsAll(CHINESE.templates().keySet());
    }

    private static Set<String> english() {
        Set<String> texts = new TreeSet<>(SOURCES.translated());
        for (PxCommand command : CommandRun.all()) {
            texts.add(command.summary());
            texts.addAll(command.remarks());
            command.extras().forEach(extra -> texts.add(extra.description()));
            command.examples().forEach(example -> texts.add(example.purpose()));
        }
        texts.removeIf(text -> text.startsWith("http"));
        texts.add("default");
        words().forEach(texts::add);
        return texts;
    }

    /** The words for a workflow that are more than keys. */
    private static Stream<String> words() {
        return Stream.of(
                "with: token: (or permissions: id-token: write, for trusted publishing)", "re-run the job; it resumes");
    }
}
