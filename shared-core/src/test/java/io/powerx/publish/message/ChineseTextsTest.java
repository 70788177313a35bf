package io.powerx.publish.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Rule;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The core's Chinese catalog has exactly the texts of the code. */
class ChineseTextsTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final SourceTexts SOURCES = SourceTexts.of(MODULE);
    private static final MessageCatalog CHINESE = MessageCatalog.chinese();

    @Test
    void every_text_of_the_core_is_translated_and_no_translation_is_left_over() {
        assertThat(CHINESE.translations().keySet()).containsExactlyInAnyOrderElementsOf(english());
    }

    @Test
    void translations_are_chinese_and_have_the_same_placeholders() {
        CatalogChecks.requireComplete(CHINESE);
    }

    @Test
    void every_template_of_a_composed_text_is_in_the_code() {
        assertThat(CHINESE.templates()).isNotEmpty();
        assertThat(SOURCES.templates()).containsAll(CHINESE.templates().keySet());
    }

    @Test
    void jenkins_translates_the_recorded_id_of_every_stage() throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(
                MODULE.getParent()
                        .resolve(
                                "jenkins-plugin/src/main/resources/io/jenkins/plugins/powerx/config/CoreTexts_zh_CN.properties"))) {
            texts.load(reader);
        }

        assertThat(texts.stringPropertyNames())
                .filteredOn(key -> key.startsWith("stage."))
                .containsExactlyInAnyOrderElementsOf(StageTitles.byId(MODULE.getParent()).keySet().stream()
                        .map(id -> "stage." + id)
                        .toList());
    }

    private static Set<String> english() {
        Set<String> texts = new TreeSet<>(SOURCES.translated());
        Stream.of(
                        Arrays.stream(ErrorCode.values()).flatMap(code -> Stream.of(code.summary(), code.remedy())),
                        Arrays.stream(Setting.values()).map(Setting::description),
                        Arrays.stream(Severity.values()).map(Severity::wireName),
                        RuleCatalogue.all().stream().map(Rule::title),
                        StageTitles.byId(MODULE.getParent()).values().stream(),
                        words())
                .flatMap(each -> each)
                .forEach(texts::add);
        texts.add("The plugin as a whole");
        return texts;
    }

    /** The words for a shell that are more than names of options. */
    private static Stream<String> words() {
        Set<String> options = Arrays.stream(ErrorCode.values())
                .flatMap(code -> Vocabulary.Placeholders.options(code.remedy()).stream())
                .collect(Collectors.toSet());
        Predicate<String> english = word -> word.matches(".* (or|the) .*");
        return Stream.of(Vocabulary.SHELL, Vocabulary.SHELL.forCommand("status"))
                .flatMap(vocabulary -> options.stream().map(vocabulary::option))
                .filter(english)
                .distinct();
    }

    @Test
    void the_words_that_are_translated_include_the_known_ones() {
        assertThat(words()).containsAll(List.of("run the same command again; it resumes"));
    }
}
