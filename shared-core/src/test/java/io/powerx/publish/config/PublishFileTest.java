package io.powerx.publish.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.options.PublishFiles;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                .isEqualTo(new PublishFile.Artifacts(
                        "pxp", CompressionLevel.BALANCED, null, List.of(), List.of(), List.of()));
        assertThat(file.quality()).isEqualTo(new PublishFile.Quality(List.of(), List.of(), 80));
        assertThat(file.risk()).isNull();
    }

    @Test
    void all_keys_are_read() {
        PublishFile file = PublishFile.parse("publish.yml", """
                artifacts:
                  { format: zip, level: best, root: dist/1.0.0, include: skills/**, ignore: ["*.md", docs],
                    platforms: { linux-arm64: { backend/bin/: build/arm } } }
                quality: { tests: [a.xml], coverage: [b.info], coverageThreshold: 72.5 }
                risk: { level: high, reason: New billing. }
                """);
        assertThat(file.artifacts())
                .isEqualTo(new PublishFile.Artifacts(
                        "zip",
                        CompressionLevel.BEST,
                        "dist/1.0.0",
                        List.of("skills/**"),
                        List.of("*.md", "docs"),
                        List.of(new PackagePlatform("linux-arm64", Map.of("backend/bin", "build/arm")))));
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

    @Test
    void a_channel_can_have_its_own_severity_that_fails() {
        PublishFile file = PublishFile.parse("publish.yml", """
                precheck: { failOn: error }
                channels: [{ name: stable, precheck: { failOn: warning } }]
                """);
        Configs configs = Configs.given().projectFile("publish.yml", "precheck: { failOn: error }");

        assertThat(PublishFiles.failOn(file, Channel.STABLE, configs.resolve())).isEqualTo(FailOn.WARNING);
        assertThat(PublishFiles.failOn(file, Channel.BETA, configs.resolve())).isEqualTo(FailOn.ERROR);
        assertThat(PublishFiles.failOn(
                        file,
                        Channel.STABLE,
                        configs.flag(Setting.FAIL_ON, "never").resolve()))
                .isEqualTo(FailOn.NEVER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rolout: {}                              | 1:1  | did you mean \"rollout\"",
                "artifacts: { formt: pxp }               | 1:14 | did you mean \"format\"",
                "artifacts: { format: zipp }             | 1:22 | must be pxp, tar.gz or zip, not \"zipp\"; did you mean zip?",
                "artifacts: { level: bst }               | 1:21 | must be store, fast, balanced or best, not \"bst\"",
                "artifacts: [pxp]                        | 1:1  | mapping",
                "artifacts: { include: { a: b } }        | 1:14 | list",
                "artifacts: { platforms: {} }            | 1:14 | no items",
                "artifacts: { platforms: { linux-adm64: {} } } | 1:27 | did you mean linux-amd64",
                "artifacts: { platforms: { linux-x64: {} } } | 1:27 | linux, darwin, windows or freebsd; amd64, arm64 or 386",
                "artifacts: { platforms: { linux-386: { a: ../b } } } | 1:43 | inside the project",
                "artifacts: { platforms: { linux-386: { /a: b } } } | 1:44 | inside the project",
                "artifacts: { platforms: { linux-386: { plugin.yaml: b } } } | 1:53 | the same for all platforms",
                "artifacts: { platforms: { linux-386: { a: b, a/c: d } } } | 1:51 | in a folder that is also replaced",
                "quality: { coverageThreshold: 101 }     | 1:31 | between 0 and 100",
                "quality: { coverageThreshold: '80' }    | 1:31 | between 0 and 100",
                "quality: { coverageThreshold: .nan }    | 1:31 | between 0 and 100",
                "quality: { tests: [{}] }                | 1:20 | string",
                "risk: gigantic                          | 1:7  | low, medium, high or critical",
                "precheck: { severities: { PX-C001: info } } | 1:36 | must be error or warning, not",
                "channels: [{ name: beta, precheck: { failOnn: error } }] | 1:38 | no key",
                "precheck: { suppressions: { rule: a } } | 1:13 | list",
                "precheck: { suppressions: [{ reason: a, expires: 2026-12-31 }] } | 1:28 | no rule",
                "precheck: { suppressions: [{ rule: a, expires: 2026-12-31 }] } | 1:28 | no reason",
                "precheck: { suppressions: [{ rule: a, reason: ' ', expires: 2026-12-31 }] } | 1:47 | string",
                "precheck: { suppressions: [{ rule: a, reason: b }] } | 1:28 | no expires",
                "precheck: { suppressions: [{ rule: a, reason: b, expires: 2026-02-30 }] } | 1:59 | must be a date such as 2026-12-31",
                "precheck: { suppressions: [{ rule: a, reason: b, expires: never }] } | 1:59 | must be a date",
                "precheck: { suppressions: [{ rule: a, reason: b, expires: 2026-12-31, line: 2 }] } | 1:77 | needs the path",
                "precheck: { suppressions: [{ rule: a, reason: b, expires: 2026-12-31, until: 2 }] } | 1:71 | no key",
                "risk: { reason: x }                     | 1:1  | no level",
                "dryRun: true                            | 1:1  | dryRun",
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
    void all_errors_of_a_file_are_reported_at_once() {
        PublishException error = failure("""
                rolout: {}
                artifacts:
                  format: rar
                  includes: a
                quality: { coverageThreshold: 101, tests: [{}] }
                risk: gigantic
                precheck: { suppressions: [{ rule: a, line: x }] }
                """);

        assertThat(Stream.concat(Stream.of(error), error.others().stream()))
                .extracting(each -> each.location().orElseThrow().toString())
                .containsExactlyInAnyOrder(
                        "publish.yml:1:1",
                        "publish.yml:3:11",
                        "publish.yml:4:3",
                        "publish.yml:5:31",
                        "publish.yml:5:44",
                        "publish.yml:6:7",
                        // A line without a path, not a number, no reason, no expiry date.
                        "publish.yml:7:45",
                        "publish.yml:7:45",
                        "publish.yml:7:28",
                        "publish.yml:7:28");
        assertThat(error.getMessage()).contains("publish.yml:6:7: ");
    }

    @Test
    void keys_that_begin_with_x_have_no_meaning_and_are_a_place_for_anchors() {
        PublishFile file = PublishFile.parse("publish.yml", """
                x-reports: &reports { tests: [a.xml], coverage: [b.info] }
                quality: { <<: *reports, coverageThreshold: 70 }
                """);

        assertThat(file.quality()).isEqualTo(new PublishFile.Quality(List.of("a.xml"), List.of("b.info"), 70));
        assertThat(failure("quality: { x-tests: a }").found()).contains("has no key \"x-tests\"");
    }

    @ParameterizedTest
    @CsvSource({"42, 42", "1.10, 1.10", "'\"0042\"', 0042", "'&a 42', 42"})
    void a_number_is_a_text_if_it_is_written_like_its_value(String written, String text) {
        assertThat(PublishFile.parse("publish.yml", "artifacts: { include: [" + written + "] }")
                        .artifacts()
                        .include())
                .containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0042", "+42", "0x2a", "1e3", "True"})
    void a_value_that_would_be_changed_is_rejected(String written) {
        PublishException error = failure("artifacts: { include: [" + written + "] }");

        assertThat(error.location().orElseThrow()).hasToString("publish.yml:1:24");
        assertThat(error.found()).contains("write " + written + " in quotes");
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
