package io.jenkins.plugins.powerx.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.localizer.LocaleProvider;

class CoreTextsTest {
    private final LocaleProvider before = LocaleProvider.getProvider();

    @AfterEach
    void restore() {
        LocaleProvider.setProvider(before);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_error_code_is_translated(ErrorCode code) {
        assertThat(in(Locale.SIMPLIFIED_CHINESE, () -> CoreTexts.summary(code.wireName())))
                .containsPattern("\\p{IsHan}");
        assertThat(in(Locale.SIMPLIFIED_CHINESE, () -> CoreTexts.remedy(code.wireName(), "")))
                .containsPattern("\\p{IsHan}")
                .doesNotContain("{");
    }

    @Test
    void recorded_texts_are_shown_in_the_language_of_the_user() {
        assertThat(in(Locale.SIMPLIFIED_CHINESE, () -> CoreTexts.recorded("runtime.kind is missing")))
                .isEqualTo("缺少 runtime.kind");
        assertThat(in(Locale.ENGLISH, () -> CoreTexts.recorded("runtime.kind is missing")))
                .isEqualTo("runtime.kind is missing");
    }

    @Test
    void the_message_of_a_failure_is_shown_in_the_language_of_the_user() {
        assertThat(in(
                        Locale.SIMPLIFIED_CHINESE,
                        () -> CoreTexts.failure(PublishException.of(
                                        ErrorCode.PROTOCOL_ERROR,
                                        "list the plugin's versions",
                                        "the disk is full, but not broken")
                                .getMessage())))
                .isEqualTo("尝试列出插件的版本，但the disk is full, but not broken");
        assertThat(in(
                        Locale.SIMPLIFIED_CHINESE,
                        () -> CoreTexts.failure(
                                "plugin.yaml:1:1: Tried to list the plugin's versions, but the file does"
                                        + " not exist; 2 more errors, see the findings")))
                .isEqualTo("plugin.yaml:1:1: 尝试列出插件的版本，但文件不存在；另外 2 个错误，见检查结果");
        assertThat(in(Locale.SIMPLIFIED_CHINESE, () -> CoreTexts.failure("written by 'another' {version}")))
                .isEqualTo("written by 'another' {version}");
        assertThat(in(Locale.ENGLISH, () -> CoreTexts.failure("Tried to list, but not found")))
                .isEqualTo("Tried to list, but not found");
    }

    @Test
    void english_texts_are_those_of_the_core() {
        assertThat(in(Locale.ENGLISH, () -> CoreTexts.summary("upload_failed")))
                .isEqualTo(ErrorCode.UPLOAD_FAILED.summary());
        assertThat(in(Locale.ENGLISH, () -> CoreTexts.remedy("upload_failed", "as recorded")))
                .isEqualTo("as recorded");
        assertThat(in(Locale.ENGLISH, () -> CoreTexts.word(CoreTexts.Kind.STAGE, "upload")))
                .isEqualTo("upload");
    }

    @Test
    void advice_for_the_case_stays_in_front_of_a_translated_remedy() {
        String general = JenkinsVocabulary.INSTANCE.render(ErrorCode.VERSION_CONFLICT.remedy());

        assertThat(in(Locale.SIMPLIFIED_CHINESE, () -> CoreTexts.remedy("version_conflict", "Use 1.0.1. " + general)))
                .startsWith("Use 1.0.1. 请")
                .doesNotContain("Increase");
    }

    @Test
    void a_word_of_a_newer_version_is_shown_as_it_is() {
        assertThat(in(Locale.SIMPLIFIED_CHINESE, () -> CoreTexts.summary("<b>new</b>")))
                .isEqualTo("<b>new</b>");
        assertThat(in(Locale.SIMPLIFIED_CHINESE, () -> CoreTexts.remedy("new_code", "Do it.")))
                .isEqualTo("Do it.");
        assertThat(in(Locale.SIMPLIFIED_CHINESE, () -> CoreTexts.word(CoreTexts.Kind.ROLE, "new")))
                .isEqualTo("new");
    }

    private static String in(Locale locale, Supplier<String> text) {
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return locale;
            }
        });
        return text.get();
    }
}
