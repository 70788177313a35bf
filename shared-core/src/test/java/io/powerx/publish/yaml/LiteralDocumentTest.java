package io.powerx.publish.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralDocumentTest {
    private static YamlDocument typeScript(String text) {
        return LiteralDocument.typeScript("px-plugin.config.ts", text, ErrorCode.CONFIG_INVALID);
    }

    private static String values(String text) {
        return Json.write(typeScript(text).root());
    }

    private static PublishException failure(String text) {
        return assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> typeScript(text))
                .actual();
    }

    @Test
    void a_module_with_everything_that_is_supported_is_read() {
        YamlDocument document = typeScript("""
                // The plugin's releases.
                import { defineConfig, type PluginConfig as Config } from '@powerx/plugin';
                import type { Channel } from "./types"
                import * as types from './types'

                export default defineConfig({
                  channel: 'beta' as const, /* one
                  comment */ "notes": `docs/notes.md`,
                  artifacts: { include: ['a/**', "b",], level: "best" } satisfies Partial<types.Artifacts[]>,
                  upload: { concurrency: 8, },
                  quality: { coverageThreshold: 72.5 },
                  rollout: ({ batches: [{ percentage: 1e1 }, { percentage: -5 }] }),
                  $schema: null, telemetry: { enabled: false },
                } as Config<Channel, Config<Channel>>,) satisfies Config;
                """);

        assertThat(Json.write(document.root()))
                .isEqualTo("{\"channel\":\"beta\",\"notes\":\"docs/notes.md\","
                        + "\"artifacts\":{\"include\":[\"a/**\",\"b\"],\"level\":\"best\"},"
                        + "\"upload\":{\"concurrency\":8},\"quality\":{\"coverageThreshold\":72.5},"
                        + "\"rollout\":{\"batches\":[{\"percentage\":1E+1},{\"percentage\":-5}]},"
                        + "\"$schema\":null,\"telemetry\":{\"enabled\":false}}");
        assertThat(document.locate("/channel")).hasToString("px-plugin.config.ts:7:12");
        assertThat(document.locate("/artifacts")).hasToString("px-plugin.config.ts:9:3");
        assertThat(document.locate("/artifacts/include/1")).hasToString("px-plugin.config.ts:9:34");
        assertThat(document.locate("/rollout/batches/1/percentage")).hasToString("px-plugin.config.ts:12:60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export default { a: 1 }",
                "\uFEFFexport default ({ 'a': 1 });;",
                "const config = { a: 1 };\nexport default config",
                "const config: Config = { a: 1 } as const\nexport default config satisfies Config;",
                "import x, { y } from 'z';const c = {a:1};export default defineConfig(c as Config)",
                "export/**/default{a:1,}// end",
                "'use strict';\nexport default { a: 1 }",
                "export default defineConfig<Config<'x'>>({ a: 1 });",
                "export default { a: 1 as 1 | 2 } as const satisfies Partial<Config<\"b\", string[]>>",
                "export default { a: 1 } satisfies { a?: number; readonly b: 'x' | [string, Set<number>], readonly: (A & B)[] };",
                "const c: Config['a'] & readonly string[] = { a: 1 } as typeof types.value\nexport default c"
            })
    void an_exported_literal_is_read(String text) {
        assertThat(values(text)).isEqualTo("{\"a\":1}");
    }

    @Test
    void texts_have_the_escape_sequences_of_the_language() {
        assertThat(typeScript("""
                export default ['it\\'s', "\\u0041\\x42\\u{1F600}", 'a\\
                b', `two
                lines \\${x}`, '\\\\d\\t']
                """).root().toString())
                .isEqualTo("[\"it's\",\"AB\uD83D\uDE00\",\"ab\",\"two\\nlines ${x}\",\"\\\\d\\t\"]");
    }

    @Test
    void columns_count_characters() {
        assertThat(typeScript("export default { a: '\uD83D\uDE00',\r\n b: '\u7248', c: 1 }")
                        .locate("/c"))
                .hasToString("px-plugin.config.ts:2:13");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "export default { channel: process.env.CHANNEL }  | 27 | not process",
                "export default { channel: beta }                 | 27 | not beta",
                "export default { channel: 'a' + 'b' }            | 31 | expected a comma or }, not +",
                "export default { channel: `${x}` }               | 28 | read, not executed",
                "export default { ...base }                       | 18 | not ...",
                "export default [...base]                         | 17 | not ...",
                "export default { channel }                       | 26 | expected :",
                "export default { run() {} }                      | 21 | expected :",
                "export default { get a() { return 1 } }          | 22 | expected :",
                "export default { ['a']: 1 }                      | 18 | not [",
                "export default { a: () => 1 }                    | 22 | not )",
                "export default { a: undefined }                  | 21 | not undefined",
                "export default { a: 'b' ?? 'c' }                 | 25 | not ?",
                "export default { a: 1, a: 2 }                    | 24 | already set",
                "export default { a: 010 }                        | 21 | a number must",
                "export default { a: 0x10 }                       | 21 | a number must",
                "export default { a: 1_000 }                      | 21 | a number must",
                "export default { a: 10n }                        | 21 | a number must",
                "export default { a: 1e9999 }                     | 21 | a number must",
                "export default { a: +1 }                         | 21 | not +",
                "export default { a: 'b }                         | 21 | not closed",
                "export default { a: '\\1' }                      | 22 | escape",
                "export default { a: '\\ud800' }                  | 28 | surrogate",
                "export default { a: 1 /* }                       | 23 | comment is not closed",
                "export default { a: 1                            | 22 | the end of the file",
                "export default load({ a: 1 })                    | 16 | not load",
                "export default defineConfig(() => ({}))          | 30 | not )",
                "export default defineConfig(defineConfig({}))    | 29 | not defineConfig",
                "export default {}, {}                            | 18 | the end of the file",
                "export default {} as const as                    | 30 | type",
                "export const config = {}                         | 8  | expected default",
                "module.exports.x = {} | 15 | expected =, not .",
                "import 'dotenv/config'; export default {}        | 8  | names of an import",
                "import x = require('x'); export default {}       | 10 | not =",
                "let c = {}; export default c                     | 1  | not let",
                "const c = load(); export default c               | 11 | not load",
                "const a = {}; const b = a; export default b      | 25 | not a",
                "const defineConfig = {}; export default {}       | 7  | a new name",
                "// nothing                                       | 11 | expected export default"
            })
    void anything_else_is_an_error_with_line_and_column(String text, int column, String words) {
        PublishException error = failure(text);

        assertThat(error.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(error.code().category().exitCode()).isEqualTo(2);
        assertThat(error.location().orElseThrow()).hasToString("px-plugin.config.ts:1:" + column);
        assertThat(error.found()).contains(words);
    }

    @Test
    void hostile_files_are_bounded() {
        String deep = "export default " + "[".repeat(100_000);
        String types = "export default {} as " + "A<".repeat(100_000);
        String many = "export default [" + "0,".repeat(200_001) + "]";
        String calls = "export default " + "(".repeat(100_000);
        String number = "export default " + "9".repeat(1_000_000);

        assertThat(failure(deep).found()).contains("levels");
        assertThat(failure(calls).found()).contains("levels");
        assertThat(failure(many).found()).contains("200000 values");
        assertThat(failure(types).found()).contains("type");
        assertThat(failure(number).found()).contains("number");
        assertThat(failure("x".repeat(1_000_000)).found()).hasSizeLessThan(200);
        assertThat(failure(" ".repeat(YamlDocument.MAX_LENGTH + 1)).found()).contains("longer");
    }

    @Test
    void json_may_have_tabs_comments_and_trailing_commas_but_no_script() {
        YamlDocument json = LiteralDocument.json(
                "c.json", "{\n\t// why\n\t\"a\": [1, \"\\/\\uD83D\\uDE00\",],\n}", ErrorCode.CONFIG_INVALID);

        assertThat(json.root().toString()).isEqualTo("{\"a\":[1,\"/\uD83D\uDE00\"]}");
        assertThat(json.locate("/a/1")).hasToString("c.json:3:11");
        assertThat(LiteralDocument.json("c.json", " \n", ErrorCode.CONFIG_INVALID)
                        .root()
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a: 1}", "{\"a\": 'b'}", "{\"a\": `b`}", "{\"a\": 1 as const}", "{\"a\": (1)}", "{} {}"})
    void script_in_json_is_an_error(String text) {
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> LiteralDocument.json("c.json", text, ErrorCode.CONFIG_INVALID))
                .satisfies(e -> assertThat(e.location().orElseThrow().line()).isEqualTo(1));
    }
}
