package io.powerx.publish.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentTest {
    private static YamlDocument parse(String text) {
        return YamlDocument.parse("plugin.yaml", text, ErrorCode.MANIFEST_INVALID);
    }

    private static PublishException failure(String text) {
        return assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> parse(text))
                .actual();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "NO", "on", "off", "y", "2026-01-01", "1:30", "0.1.0", "1_000"})
    void values_that_only_yaml_1_1_treats_as_booleans_dates_or_numbers_are_strings(String plain) {
        assertThat((Object) parse("key: " + plain).root().get("key")).isEqualTo(TextNode.valueOf(plain));
    }

    @Test
    void values_have_the_types_of_the_core_schema() {
        JsonNode root = parse(
                        "a: true\nb: FALSE\nc: 0o17\nd: 0x1F\ne: -12\nf: 1.10\ng: ~\nh:\ni: '1'\nj: !!str 5\nk: 1e3\nl: 99999999999999999999\n")
                .root();
        assertThat(root.get("a").booleanValue()).isTrue();
        assertThat(root.get("b").isBoolean()).isTrue();
        assertThat(root.get("c").longValue()).isEqualTo(15);
        assertThat(root.get("d").longValue()).isEqualTo(31);
        assertThat(root.get("e").longValue()).isEqualTo(-12);
        assertThat(root.get("f").asText()).isEqualTo("1.10");
        assertThat(root.get("g").isNull()).isTrue();
        assertThat(root.get("h").isNull()).isTrue();
        assertThat(root.get("i").isTextual()).isTrue();
        assertThat(root.get("j").textValue()).isEqualTo("5");
        assertThat(root.get("k").doubleValue()).isEqualTo(1000.0);
        assertThat(root.get("l").isBigInteger()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                     | 1:1
                    /id                    | 1:5
                    /runtime               | 2:1
                    /runtime/entry         | 3:10
                    /permissions/1         | 6:5
                    /permissions/1/actions | 7:5
                    /a~1b                  | 8:8
                    /runtime/missing/deep  | 2:1
                    /permissions/7         | 4:1
                    """)
    void a_missing_value_is_located_at_its_nearest_ancestor(String pointer, String expected) {
        YamlDocument document = parse("""
                id: x
                runtime:
                  entry: backend/bin/plugin
                permissions:
                  - a
                  - resource: note
                    actions: [read]
                "a/b": 1
                """);
        assertThat(document.locate(pointer)).hasToString("plugin.yaml:" + expected);
    }

    @Test
    void aliases_and_merge_keys_are_resolved_and_explicit_keys_take_precedence() {
        YamlDocument document = parse("""
                base: &base { interval: 10s, timeout: 2s }
                health:
                  <<: *base
                  timeout: 5s
                both:
                  <<: [*base, { interval: 1s, extra: true }]
                """);
        assertThat(document.root().at("/health/interval").textValue()).isEqualTo("10s");
        assertThat(document.root().at("/health/timeout").textValue()).isEqualTo("5s");
        assertThat(document.root().at("/both/interval").textValue()).isEqualTo("10s");
        assertThat(document.root().at("/both/extra").booleanValue()).isTrue();
        assertThat(document.locate("/health/interval").line()).isEqualTo(1);
    }

    @Test
    void an_empty_file_has_a_null_root() {
        assertThat(parse("# nothing\n").root().isNull()).isTrue();
        assertThat(parse("").locate("/id")).isEqualTo(new SourceLocation("plugin.yaml", 1, 1));
    }

    @Test
    void a_byte_order_mark_is_not_part_of_the_first_key() {
        assertThat(parse("\uFEFFid: x").root().get("id").textValue()).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'a: 1\\nb: 2\\na: 3'             | 3:1 | twice
                    'a: [1, 2'                       | 1:9 | ','
                    'a: b: c'                        | 1:5 | mapping values are not allowed
                    'a:\\n\\t- b'                    | 2:1 | cannot start any token
                    'a: 1\\nb: >=0.6.0 <1.0.0'       | 2:5 | must be in quotes
                    'a: 1\\nb：2\\nc: 3'            | 2:1 | a colon and a space
                    'a: !!java.net.URL [x]'          | 1:4 | core tags
                    'a: !custom x'                   | 1:4 | core tags
                    'a: !!binary eA=='               | 1:4 | core tags
                    '? [a, b]\\n: c'                 | 1:3 | must be a string
                    'a: &a [*a]'                     | 1:4 | contains it
                    'a: *nowhere'                    | 1:4 | undefined alias
                    'a: 1\\n---\\nb: 2'              | 3:1 | a second document
                    '---\\n---\\nb: 2'               | 3:1 | a second document
                    'a: !!bool maybe'                | 1:4 | not true or false
                    'a: !!int x'                     | 1:4 | not a number
                    '<<: 5'                          | 1:5 | mapping
                    'a: "\\ud83d"'                   | 1:4 | an unpaired surrogate
                    '"\\udc00": 1'                   | 1:1 | an unpaired surrogate
                    """)
    void anything_but_plain_data_is_rejected_with_its_location(String escaped, String place, String words) {
        PublishException error = failure(escaped.replace("\\n", "\n").replace("\\t", "\t"));
        assertThat(error.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
        assertThat(error.location().orElseThrow()).hasToString("plugin.yaml:" + place);
        assertThat(error.found()).contains(words);
    }

    @Test
    void the_caller_specifies_the_error_code() {
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> YamlDocument.parse("publish.yml", "a: [", ErrorCode.CONFIG_INVALID))
                .extracting(PublishException::code)
                .isEqualTo(ErrorCode.CONFIG_INVALID);
    }

    @Test
    void exponential_growth_through_aliases_is_rejected() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 10; level++) {
            String alias = "*a" + (level - 1);
            text.append("a%d: &a%d [%s]\n".formatted(level, level, String.join(", ", Collections.nCopies(9, alias))));
        }
        assertThat(failure(text.toString()).found()).contains("aliases");
    }

    @Test
    void too_many_aliases_are_located() {
        PublishException error = failure("a: &a [x]\nb:\n" + "- *a\n".repeat(260));

        assertThat(error.found()).isEqualTo("more than 200 aliases refer to mappings or lists; write some of them out");
        assertThat(error.location().orElseThrow()).hasToString("plugin.yaml:203:3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\n---\n", "a: 1\n---\n# nothing\n", "a: 1\n---\n---\n", "---\na: 1\n...\n"})
    void empty_documents_after_the_first_are_ignored(String text) {
        assertThat(parse(text).root().get("a").intValue()).isEqualTo(1);
    }

    @Test
    void a_document_that_is_too_deep_is_rejected() {
        assertThat(failure("a: " + "[".repeat(100_000)).found()).containsIgnoringCase("depth");
        assertThat(failure("- ".repeat(100_000)).found()).containsIgnoringCase("depth");
    }

    @Test
    void a_document_of_ten_megabytes_is_rejected_without_parsing() {
        assertThat(failure("# " + "x".repeat(10 << 20)).found()).contains("longer than");
    }

    @Test
    void a_character_that_yaml_does_not_allow_is_located() {
        PublishException error = failure("id: x\nname: a\u0000b\n");
        assertThat(error.location().orElseThrow()).hasToString("plugin.yaml:2:8");
        assertThat(error.found()).contains("U+0000");
    }

    @Test
    void an_error_contains_neither_control_characters_nor_long_text() {
        PublishException error =
                failure("a: 1\n\"" + "k\\e[31m".repeat(150) + "\": 1\n? \"" + "k\\e[31m".repeat(150) + "\"\n: 2\n");
        assertThat(error.found()).doesNotContain("\u001B").hasSizeLessThan(250);
    }
}
