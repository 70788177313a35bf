package io.powerx.publish.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishFileTest {
    private static PublishException failure(String text) {
        return assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> PublishFile.parse("publish.yml", text))
                .actual();
    }

    @Test
    void an_empty_file_has_the_defaults() {
        PublishFile file = PublishFile.defaults();
        assertThat(file.artifacts())
                .isEqualTo(new PublishFile.Artifacts("pxp", CompressionLevel.BALANCED, List.of(), List.of()));
        assertThat(file.quality()).isEqualTo(new PublishFile.Quality(List.of(), List.of(), 80));
        assertThat(file.risk()).isNull();
    }

    @Test
    void all_keys_are_read() {
        PublishFile file = PublishFile.parse("publish.yml", """
                artifacts: { format: zip, level: best, include: skills/**, ignore: ["*.md", docs] }
                quality: { tests: [a.xml], coverage: [b.info], coverageThreshold: 72.5 }
                risk: { level: high, reason: New billing. }
                """);
        assertThat(file.artifacts())
                .isEqualTo(new PublishFile.Artifacts(
                        "zip", CompressionLevel.BEST, List.of("skills/**"), List.of("*.md", "docs")));
        assertThat(file.quality()).isEqualTo(new PublishFile.Quality(List.of("a.xml"), List.of("b.info"), 72.5));
        assertThat(file.risk()).isEqualTo(new PublishFile.DeclaredRisk("high", "New billing."));
        assertThat(PublishFile.parse("publish.yml", "risk: low").risk())
                .isEqualTo(new PublishFile.DeclaredRisk("low", null));
    }

    @Test
    void a_channel_can_have_its_own_coverage_threshold() {
        PublishFile file = PublishFile.parse("publish.yml", """
                quality: { coverageThreshold: 70 }
                channels: [{ name: beta, precheck: { coverageThreshold: 60 } }]
                """);

        assertThat(file.coverageThreshold(Channel.BETA)).isEqualTo(60);
        assertThat(file.coverageThreshold(Channel.STABLE)).isEqualTo(70);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rolout: {}                              | 1:1  | did you mean \"rollout\"",
                "artifacts: { formt: pxp }               | 1:21 | did you mean \"format\"",
                "artifacts: { format: zipp }             | 1:22 | must be pxp or zip, not \"zipp\"; did you mean zip?",
                "artifacts: { level: bst }               | 1:21 | must be store, fast, balanced or best, not \"bst\"",
                "artifacts: [pxp]                        | 1:1  | mapping",
                "artifacts: { include: { a: b } }        | 1:14 | list",
                "quality: { coverageThreshold: 101 }     | 1:31 | between 0 and 100",
                "quality: { coverageThreshold: '80' }    | 1:31 | between 0 and 100",
                "quality: { coverageThreshold: .nan }    | 1:31 | between 0 and 100",
                "quality: { tests: [{}] }                | 1:20 | text",
                "risk: gigantic                          | 1:7  | low, medium, high or critical",
                "precheck: { severities: { PX-C001: info } } | 1:36 | must be error or warning, not",
                "channels: [{ name: beta, precheck: { failOn: error } }] | 1:46 | no key",
                "precheck: { suppressions: { rule: a } } | 1:13 | list",
                "precheck: { suppressions: [{ reason: a, expires: 2026-12-31 }] } | 1:28 | no rule",
                "precheck: { suppressions: [{ rule: a, expires: 2026-12-31 }] } | 1:28 | no reason",
                "precheck: { suppressions: [{ rule: a, reason: ' ', expires: 2026-12-31 }] } | 1:47 | text",
                "precheck: { suppressions: [{ rule: a, reason: b }] } | 1:28 | no expires",
                "precheck: { suppressions: [{ rule: a, reason: b, expires: 2026-02-30 }] } | 1:59 | must be a date such as 2026-12-31",
                "precheck: { suppressions: [{ rule: a, reason: b, expires: never }] } | 1:59 | must be a date",
                "precheck: { suppressions: [{ rule: a, reason: b, expires: 2026-12-31, line: 2 }] } | 1:77 | needs the path",
                "precheck: { suppressions: [{ rule: a, reason: b, expires: 2026-12-31, until: 2 }] } | 1:78 | no key",
                "risk: { reason: x }                     | 1:1  | no level",
                "dryRun: true                            | 1:9  | dryRun",
                "- a                                     | 1:1  | mapping",
                "'a: b: c'                               | 1:5  | mapping values"
            })
    void an_invalid_file_is_an_error_with_a_location(String text, String place, String words) {
        PublishException error = failure(text);
        assertThat(error.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(error.location().orElseThrow()).hasToString("publish.yml:" + place);
        assertThat(error.found()).contains(words);
    }

    @Test
    void every_project_key_of_a_setting_is_a_known_key() {
        for (Setting setting : Setting.values()) {
            if (setting.projectKey() != null) {
                String[] keys = setting.projectKey().split("\\.");
                String value = setting.type() == SettingType.PERCENT ? "80" : "x";
                value = setting.choices().isEmpty() ? value : setting.choices().get(0);
                String yaml =
                        keys.length == 1 ? keys[0] + ": " + value : keys[0] + ": { " + keys[1] + ": " + value + " }";
                assertThatCode(() -> PublishFile.parse("publish.yml", yaml))
                        .as(yaml)
                        .doesNotThrowAnyException();
            }
        }
    }
}
