package io.powerx.publish.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigProblems;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.rollout.Rollout.Batch;
import io.powerx.publish.rollout.Rollout.RollbackPlan;
import io.powerx.publish.rollout.Rollout.Tenants;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutReaderTest {
    private static Rollout read(String yaml) {
        return RolloutReader.read(PublishFile.parse("publish.yml", yaml), Channel.STABLE, Instant.MIN);
    }

    @Test
    void the_default_is_a_direct_rollout() {
        assertThat(read("")).isEqualTo(new Rollout("direct", null, null, null, null));
    }

    @Test
    void the_preferred_form() {
        Rollout rollout = read("""
                rollout:
                  strategy: canary
                  batches:
                    - { percentage: 5, startAt: "2026-03-01T08:00:00+08:00" }
                    - { percentage: 50, wait: 1d12h }
                    - { percentage: 100 }
                tenants: { allow: [a, b], deny: [c] }
                autoUpgrade: minor
                rollbackPlan: { previousVersion: 1.1.0, trigger: errors, steps: [one, two] }
                """);
        assertThat(rollout)
                .isEqualTo(new Rollout(
                        "canary",
                        List.of(
                                new Batch(5, Instant.parse("2026-03-01T00:00:00Z"), null),
                                new Batch(50, null, "PT36H"),
                                new Batch(100, null, null)),
                        new Tenants(List.of("a", "b"), List.of("c")),
                        "minor",
                        new RollbackPlan("1.1.0", "errors", List.of("one", "two"))));
    }

    @Test
    void the_form_of_the_online_guide_with_a_rollout_for_each_channel() {
        String yaml = """
                channels:
                  - name: beta
                    rollout: { batches: [{ percentage: 100 }] }
                  - name: stable
                    rollout:
                      batches:
                        - { percentage: 20, startAt: 2026-03-01T08:00:00Z }
                        - { percentage: 100 }
                tenantFilters: { enabled: true, tenants: [t3] }
                autoUpgrade: true
                rollbackPlan: { enabled: true, previousVersion: 1.1.0 }
                """;
        Rollout stable = read(yaml);
        assertThat(stable.batches()).extracting(Batch::percentage).containsExactly(20, 100);
        assertThat(stable.tenants()).isEqualTo(new Tenants(List.of("t3"), List.of()));
        assertThat(stable.autoUpgrade()).isEqualTo("all");
        assertThat(stable.rollbackPlan()).isEqualTo(new RollbackPlan("1.1.0", null, null));
        Rollout beta = RolloutReader.read(PublishFile.parse("publish.yml", yaml), Channel.BETA, Instant.MIN);
        assertThat(beta.batches()).extracting(Batch::percentage).containsExactly(100);
    }

    @Test
    void the_form_of_the_publish_hub_specification() {
        Rollout rollout = read(
                "rolloutPlan: { batches: [{ percentage: 30, waitMinutes: 90 }, { percentage: 100, waitMinutes: 0 }], tenantAllowList: [a] }\nautoUpgrade: false\n");
        assertThat(rollout.batches()).containsExactly(new Batch(30, null, "PT1H30M"), new Batch(100, null, null));
        assertThat(rollout.tenants()).isEqualTo(new Tenants(List.of("a"), List.of()));
        assertThat(rollout.autoUpgrade()).isEqualTo("none");
    }

    @Test
    void the_form_of_the_create_command() {
        Rollout rollout = read("""
                rollout: { strategy: canary, batches: [{ percentage: 10, wait: 10m }, { percentage: 100, wait: PT2H }] }
                window: { start: 2026-03-01T00:00:00Z }
                autoRollback: true
                """);
        assertThat(rollout.batches())
                .containsExactly(
                        new Batch(10, Instant.parse("2026-03-01T00:00:00Z"), "PT10M"), new Batch(100, null, "PT2H"));
        assertThat(rollout.rollbackPlan()).isEqualTo(new RollbackPlan(null, "automatic", null));
    }

    @Test
    void the_form_of_the_versioning_guide() {
        Rollout rollout = read(
                "rollout: { enabled: true, strategy: staged, stages: [{ name: pilot, tenants: 3, percent: 5, duration_hours: 24 }, { name: all, percent: 100 }] }");
        assertThat(rollout.strategy()).isEqualTo("canary");
        assertThat(rollout.batches()).containsExactly(new Batch(5, null, "PT24H"), new Batch(100, null, null));
        assertThat(read("rollout: { enabled: false, strategy: staged, stages: [{ percent: 100 }] }")
                        .strategy())
                .isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rollout: { batches: [{ percentage: 0 }] }                               | 1:36 | between 1 and 100",
                "rollout: { batches: [{ percentage: 101 }] }                             | 1:36 | between 1 and 100",
                "rollout: { batches: [{ percentage: ten }] }                             | 1:36 | between 1 and 100",
                "rollout: { batches: [{ percentage: 12.5 }] }                            | 1:36 | between 1 and 100",
                "rollout: { batches: [{ wait: 1h }] }                                    | 1:22 | no percentage",
                "rollout: { batches: [{ percentage: 50 }, { percentage: 50 }] }          | 1:56 | percentages must increase",
                "rollout: { batches: [{ percentage: 50 }, { percentage: 90 }] }          | 1:42 | must have 100 %",
                "rollout: { batches: [{ percentage: 100, wait: soon }] }                 | 1:47 | duration",
                "rollout: { batches: [{ percentage: 100, wait: 0m }] }                   | 1:47 | duration",
                "rollout: { batches: [{ percentage: 100, wait: 1h, waitMinutes: 5 }] }   | 1:22 | more than once",
                "rollout: { batches: [{ percentage: 100, startAt: tomorrow }] }          | 1:50 | offset",
                "rollout: { batches: [{ percentage: 100, startAt: 2026-03-01 }] }        | 1:50 | offset",
                "rollout: { batches: [{ percentag: 100 }] }                              | 1:24 | did you mean \"percentage\"",
                "rollout: { strategy: blue-green }                                       | 1:22 | direct, canary or staged",
                "rollout: { strategy: canary }                                           | 1:22 | needs batches",
                "rollout: { strategy: direct, batches: [{ percentage: 5 }, { percentage: 100 }] } | 1:22 | at once",
                "rollout: { batches: {} }                                                | 1:12 | list",
                "{ rollout: {}, rolloutPlan: {} }                                        | 1:16 | keep rollout",
                "tenants: { allow: [a, b], deny: [b] }                                   | 1:27 | both allowed and denied",
                "autoUpgrade: major                                                      | 1:14 | none, patch, minor or all",
                "rollbackPlan: { previousVersion: v1 }                                   | 1:34 | version such as",
                "window: { start: 2026-03-02T00:00:00Z, end: 2026-03-09T00:00:00Z }      | 1:45 | cannot end",
                "window: { start: 2026-03-02T00:00:00Z }                                 | 1:18 | add batches",
                "rollout: { batches: [{ percentage: 100, tenants: [pilot] }] }           | 1:41 | tenants.allow",
                "channels: [{ name: bata, rollout: {} }]                                 | 1:20 | did you mean beta",
                "tenantFilters: { enabled: true, tenants: [] }                           | 1:27 | lists no tenants",
                "channels: [{ rollout: {} }]                                             | 1:12 | no name",
                "channels: [{ name: beta, rolout: {} }]                                  | 1:26 | did you mean \"rollout\"",
                "channels: [stable]                                                      | 1:12 | mapping",
                "rollout: {}                                                             | 1:1  | rollout is empty",
                "rollout: { enabled: true }                                              | 1:21 | neither batches nor strategy",
                "rollout: { strategy: canary, batches: [] }                              | 1:30 | no items",
                "rollout: { batches: [{ percentage: 100 }], stages: [{ percent: 100 }] } | 1:44 | both batches and stages",
                "rollout: { batches: [{ percentage: 50, percent: 100 }] }                | 1:49 | keep percentage",
                "rollout: { batches: [{ percentage: 100, wait: 30 }] }                   | 1:47 | duration",
                "rollout: { strategy: direct, tenantAllowList: [] }                      | 1:30 | lists no tenants",
                "window: {}                                                              | 1:1  | no start",
                "tenants: { allow: [] }                                                  | 1:12 | remove it to allow all",
                "tenants: { allow: [0042] }                                              | 1:20 | in quotes",
                "tenants: acme                                                           | 1:10 | mapping",
                "tenantFilters: { tenants: [] }                                          | 1:18 | remove it to allow all",
                "tenantFilters: { enabled: 'yes', tenants: [a] }                         | 1:27 | true or false",
                "autoUpgrade: yes                                                        | 1:14 | none, patch, minor or all",
                "autoRollback: on                                                        | 1:15 | true or false",
                "{ autoRollback: true, rollbackPlan: { enabled: false } }                | 1:17 | contradicts rollbackPlan.enabled",
                "{ autoRollback: true, rollbackPlan: { trigger: errors } }               | 1:17 | contradicts rollbackPlan.trigger",
                "rollbackPlan: { previousVersion: 1.2 }                                  | 1:34 | version such as",
                "channels: [{ name: beta, rollout: { batches: [{ percentage: 7 }] } }]   | 1:47 | must have 100 %"
            })
    void an_error_is_reported_with_its_location(String yaml, String place, String words) {
        PublishException error = assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> read(yaml))
                .actual();
        assertThat(error.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(error.found()).contains(words);
        assertThat(error.location().orElseThrow()).hasToString("publish.yml:" + place);
    }

    @Test
    void an_enabled_rollback_plan_is_kept_so_that_the_previous_version_can_be_filled_in() {
        assertThat(read("rollbackPlan: { enabled: true }").rollbackPlan())
                .isEqualTo(new RollbackPlan(null, null, null));
        assertThat(read("rollbackPlan: { enabled: false, previousVersion: 1.1.0 }")
                        .rollbackPlan())
                .isNull();
    }

    @Test
    void a_rollout_cannot_start_in_the_past() {
        PublishFile file = PublishFile.parse(
                "publish.yml",
                "rollout: { batches: [{ percentage: 5, startAt: 2026-03-01T00:00:00Z }, { percentage: 100 }] }");
        Instant start = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(RolloutReader.read(file, Channel.STABLE, start).batches()).hasSize(2);
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> RolloutReader.read(file, Channel.STABLE, start.plusSeconds(1)))
                .matches(error -> error.location().orElseThrow().toString().equals("publish.yml:1:48"));
    }

    @Test
    void all_errors_are_reported_at_once() {
        ConfigProblems problems = new ConfigProblems();

        RolloutReader.read(PublishFile.parse("publish.yml", """
                        channels: [{ name: bata }]
                        rollout:
                          batches:
                            - { percentage: 50, wait: soon }
                            - { percentage: 10, tenants: [pilot] }
                            - { percent: 0 }
                        tenants: { allow: [a, b], deny: [a, b] }
                        window: { start: tomorrow, end: 2099-01-01T00:00:00Z }
                        autoUpgrade: major
                        """), Channel.STABLE, Instant.MIN, problems);

        assertThat(problems.all())
                .extracting(each -> each.location().orElseThrow().toString())
                .containsExactlyInAnyOrder(
                        "publish.yml:1:20",
                        "publish.yml:4:31",
                        "publish.yml:5:21",
                        "publish.yml:5:25",
                        "publish.yml:6:18",
                        "publish.yml:7:27",
                        "publish.yml:7:27",
                        "publish.yml:8:18",
                        "publish.yml:8:33",
                        "publish.yml:9:14");
    }

    @Test
    void the_rollouts_of_other_channels_are_checked_as_well() {
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> read("channels: [{ name: beta, rollout: { strategy: canary } }]"))
                .matches(error -> error.found().contains("needs batches"));
    }

    @Test
    void a_list_of_tenants_alone_leaves_the_rollout_open() {
        PublishFile file = PublishFile.parse("publish.yml", "rolloutPlan: { tenantAllowList: [a] }");

        assertThat(RolloutReader.isConfigured(file, Channel.STABLE)).isFalse();
        assertThat(read("rolloutPlan: { tenantAllowList: [a] }").tenants())
                .isEqualTo(new Tenants(List.of("a"), List.of()));
        assertThat(RolloutReader.isConfigured(
                        PublishFile.parse("publish.yml", "rollout: { strategy: direct }"), Channel.STABLE))
                .isTrue();
    }

    @Test
    void an_automatic_rollback_that_is_off_is_not_a_plan() {
        assertThat(read("autoRollback: false").rollbackPlan()).isNull();
        assertThat(read("{ autoRollback: false, rollbackPlan: { trigger: errors } }")
                        .rollbackPlan())
                .isEqualTo(new RollbackPlan(null, "errors", null));
    }

    @Test
    void batches_have_to_start_in_order() {
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(
                        () -> read(
                                "rollout:\n  batches:\n    - { percentage: 5, startAt: 2026-03-02T00:00:00Z }\n    - { percentage: 100, startAt: 2026-03-01T00:00:00Z }\n"))
                .matches(error -> error.location().orElseThrow().toString().equals("publish.yml:4:35"));
    }
}
