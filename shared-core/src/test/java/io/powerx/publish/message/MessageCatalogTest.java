package io.powerx.publish.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCatalogTest {
    private static final MessageCatalog CATALOG = MessageCatalog.of(MessageCatalogTest.class, "example");

    @Test
    void a_text_is_translated_with_its_values_in_the_order_of_the_language() {
        assertThat(CATALOG.text("{0} of {1} targets", 2, 3)).isEqualTo("3 个目标中的 2 个");
        assertThat(MessageCatalog.ENGLISH.text("{0} of {1} targets", 2, 3)).isEqualTo("2 of 3 targets");
    }

    @Test
    void a_text_without_translation_is_shown_in_english() {
        assertThat(CATALOG.text("Nothing for {0}", "you")).isEqualTo("Nothing for you");
        assertThat(CATALOG.composed("the sky is blue")).isEqualTo("the sky is blue");
    }

    @Test
    void values_are_inserted_as_they_are() {
        assertThat(CATALOG.text("{0} of {1} targets", "{1}", "$1\\")).isEqualTo("$1\\ 个目标中的 {1} 个");
    }

    @Test
    void counts_have_plurals_in_english_only() {
        assertThat(MessageCatalog.ENGLISH.count(1, "file")).isEqualTo("1 file");
        assertThat(MessageCatalog.ENGLISH.count(0, "file")).isEqualTo("0 files");
        assertThat(CATALOG.count(2, "file")).isEqualTo("2 个文件");
    }

    @Test
    void strings_continue_on_further_lines_and_have_escapes() {
        assertThat(CATALOG.text("A \"long\"\ntext")).isEqualTo("一段“长”\\文本\n");
    }

    @Test
    void a_composed_text_is_recognized_by_the_most_specific_template() {
        assertThat(CATALOG.composed("the file a.txt is missing")).isEqualTo("缺少文件 a.txt");
        assertThat(CATALOG.composed("the file a.txt is missing in dist")).isEqualTo("dist 中缺少文件 a.txt");
        assertThat(CATALOG.composed("the file is missing")).isEqualTo("the file is missing");
    }

    @Test
    void counts_in_composed_texts_are_translated() {
        assertThat(CATALOG.composed("44 files, 30.1 kB")).isEqualTo("44 个文件, 30.1 kB");
        assertThat(CATALOG.composed("the file 1 file is missing")).isEqualTo("缺少文件 1 个文件");
        assertThat(CATALOG.composed("3 unknown things, 2 dogs")).isEqualTo("3 unknown things, 2 dogs");
    }

    @Test
    void a_clause_in_a_composed_text_is_translated_but_words_that_only_resemble_one_are_not() {
        assertThat(CATALOG.composed("failed to read the settings: the file a.txt is missing"))
                .isEqualTo("无法读取设置：缺少文件 a.txt");
        assertThat(CATALOG.composed("failed to read me: no reason")).isEqualTo("无法read me：no reason");
        assertThat(CATALOG.composed("read a.txt")).isEqualTo("读取 a.txt");
        assertThat(CATALOG.composed("read a.txt and b.txt")).isEqualTo("read a.txt and b.txt");
    }

    @Test
    void clauses_that_the_code_joins_are_translated_one_by_one() {
        MessageCatalog chinese = MessageCatalog.chinese();

        assertThat(chinese.composed("PX_CHANNEL must be stable or beta, not \"betta\"; did you mean beta?"))
                .isEqualTo("PX_CHANNEL 必须是 stable 或 beta，而不是\"betta\"；是否应为 beta？");
        assertThat(chinese.composed("\"format\" must be pxp, tar.gz or zip, not a value of 40 characters"))
                .isEqualTo("\"format\" 必须是 pxp, tar.gz 或 zip，而不是长度为 40 个字符的值");
        assertThat(chinese.composed("PX_MARKETPLACE_TOKEN " + Secret.TOO_SHORT))
                .isEqualTo("PX_MARKETPLACE_TOKEN 必须至少有 8 个字符，因为更短的令牌无法在日志中遮盖");
        assertThat(chinese.composed("PX_WAIT must be true, unless it snows"))
                .isEqualTo("PX_WAIT must be true, unless it snows");
    }

    @Test
    void words_of_a_vocabulary_are_recognized_before_and_after_they_are_inserted() {
        assertThat(CATALOG.composed("Set {notes} to a file, then {again}.")).isEqualTo("请将 {notes} 设为文件，然后{again}。");
        assertThat(CATALOG.composed("Set --notes to a file, then run the same command again."))
                .isEqualTo("请将 --notes 设为文件，然后再次运行同一命令。");
    }

    @Test
    void an_error_is_recorded_in_english_and_its_remedy_shown_in_chinese() {
        PublishException error = PublishException.of(ErrorCode.DISK_FULL, "write a.txt", "there is no space left")
                .advice("Set {notes} to a file, then {again}.");

        assertThat(error.remedy(Vocabulary.SHELL))
                .startsWith("Set --notes to a file")
                .contains("Free some disk space");
        assertThat(error.remedy(Vocabulary.SHELL.in(MessageCatalog.chinese().and(CATALOG))))
                .startsWith("请将 --notes 设为文件，然后再次运行同一命令")
                .contains("请释放磁盘空间");
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed", "twice", "missing"})
    void a_defective_catalog_is_an_error(String name) {
        assertThatThrownBy(() -> MessageCatalog.of(MessageCatalogTest.class, name))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining(name.equals("twice") ? "two translations of a" : name + ".po");
    }
}
