package io.powerx.publish.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Channel;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plugin has one error: its coverage of 50 percent, PX-T006 at reports/lcov.info. The date is 2026-02-02. */
class PolicyTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder).file("reports/lcov.info", "SF:a\nDA:1,1\nDA:2,0\nend_of_record\n");
    }

    private static PrecheckReport check(PluginProject project, String suppression) {
        return project.publishFile("precheck:\n  suppressions:\n    - { " + suppression + " }\n")
                .check();
    }

    private static List<String> rules(PrecheckReport report) {
        return report.findings().stream().map(Finding::rule).toList();
    }

    @Test
    void without_a_suppression_the_finding_blocks() {
        PrecheckReport report = project().check();

        assertThat(rules(report)).containsExactly("PX-T006");
        assertThat(report.passed()).isFalse();
        assertThat(report.notRun()).containsKey("PX-R002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no path     |",
                "a file      | path: reports/lcov.info,",
                "a folder    | path: reports,",
                "a glob      | path: 'reports/**',",
                "a file name | path: lcov.info,"
            })
    void a_finding_that_matches_is_suppressed_and_does_not_block(String what, String path) {
        PrecheckReport report = check(
                project(), "rule: PX-T006, " + (path == null ? "" : path) + " reason: Generated, expires: 2026-02-02");

        assertThat(report.findings()).as(what).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.suppressed()).singleElement().satisfies(suppressed -> {
            assertThat(suppressed.finding().rule()).isEqualTo("PX-T006");
            assertThat(suppressed.reason()).isEqualTo("Generated");
            assertThat(suppressed.expires()).isEqualTo("2026-02-02");
        });
        assertThat(report.summary()).isEqualTo("0 errors, 0 warnings, 1 suppressed");
        assertThat(report.failureRate()).contains(0.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule: PX-T006, path: other/**           | PX-R002 info publish.yml:3:7 The suppression of PX-T006 matches no finding",
                "rule: PX-T006, path: lcov.info, line: 7 | PX-R002 info publish.yml:3:7 The suppression of PX-T006 matches no finding",
                "rule: PX-T001                           | PX-R002 info publish.yml:3:7 The suppression of PX-T001 matches no finding",
                "rule: PX-T6                             | PX-R002 error publish.yml:3:7 A suppression refers to PX-T6, which is not a rule",
                "rule: PX-X001                           | PX-R002 error publish.yml:3:7 A suppression refers to PX-X001, which is not a rule",
                "rule: PX-T006, path: '!a'               | PX-R002 error publish.yml:3:7 The path of the suppression of PX-T006 is invalid: a single pattern cannot be negated"
            })
    void a_suppression_without_effect_is_a_finding_at_its_line(String suppression, String expected) {
        PrecheckReport report = check(project(), suppression + ", reason: r, expires: 2027-01-01");

        assertThat(report.suppressed()).isEmpty();
        assertThat(report.findings())
                .extracting(finding -> finding.rule() + " " + finding.severity().wireName() + " " + finding.location()
                        + " " + finding.message())
                .contains(expected);
        assertThat(rules(report)).contains("PX-T006");
    }

    @Test
    void an_expired_suppression_is_a_finding_and_no_longer_applies() {
        PrecheckReport report = check(project(), "rule: PX-T006, reason: Legacy code, expires: 2026-02-01");

        assertThat(rules(report)).containsExactly("PX-T006", "PX-R002");
        assertThat(report.findings().get(1).severity().wireName()).isEqualTo("warning");
        assertThat(report.findings().get(1).message())
                .isEqualTo("The suppression of PX-T006 expired on 2026-02-01. Its reason was: Legacy code");
        assertThat(report.suppressed()).isEmpty();
    }

    @Test
    void a_suppression_of_a_rule_that_was_not_run_may_be_needed_elsewhere() {
        PluginProject offline = PluginProject.in(folder);

        assertThat(check(offline, "rule: PX-V002, reason: Backport, expires: 2027-01-01")
                        .findings())
                .isEmpty();
        assertThat(rules(check(offline.published("1.0.0"), "rule: PX-V002, reason: Backport, expires: 2027-01-01")))
                .containsExactly("PX-R002");
    }

    @ParameterizedTest
    @CsvSource({
        "PX-M014", "PX-R001", "PX-R002", "PX-N004", "PX-S001", "PX-A001", "PX-F003", "PX-M001", "PX-V001", "PX-G001"
    })
    void findings_that_make_a_publish_fail_anyway_cannot_be_suppressed(String rule) {
        PrecheckReport report = check(
                PluginProject.in(folder).file("config/signing.key", "k"),
                "rule: " + rule + ", reason: r, expires: 2027-01-01");

        assertThat(report.suppressed()).isEmpty();
        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().equals("PX-R002"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity().wireName()).isEqualTo("error");
                    assertThat(finding.message()).startsWith("Findings of " + rule + " cannot be suppressed");
                });
        assertThat(rules(report)).contains("PX-F003");
    }

    @Test
    void what_cannot_be_read_is_not_suppressed_because_other_rules_need_it() {
        PluginProject broken = PluginProject.in(folder).bytes(".pxignore", new byte[] {(byte) 0xff});
        String reporter = broken.check().findings().get(0).rule();

        PrecheckReport report = check(broken, "rule: " + reporter + ", reason: r, expires: 2027-01-01");

        assertThat(report.notRun()).containsValue("it needs what " + reporter + " reports as unreadable");
        assertThat(report.suppressed()).isEmpty();
        assertThat(report.passed()).isFalse();
        assertThat(report.findings())
                .extracting(Finding::message)
                .contains("The suppression of " + reporter + " does not apply to what cannot be read");
    }

    private PrecheckReport severities(Channel channel, String yaml) {
        return PluginProject.in(folder)
                .without("CHANGELOG.md")
                .channel(channel)
                .publishFile(yaml)
                .check(RuleCatalogue.engine());
    }

    private static List<String> shown(PrecheckReport report) {
        return report.findings().stream()
                .map(finding -> finding.severity().wireName() + " " + finding.rule())
                .toList();
    }

    @Test
    void a_severity_raises_the_findings_of_a_rule() {
        assertThat(shown(severities(Channel.STABLE, ""))).containsExactly("warning PX-C001");

        PrecheckReport raised = severities(Channel.STABLE, "precheck: { severities: { PX-C001: error } }");

        assertThat(shown(raised)).containsExactly("error PX-C001");
        assertThat(raised.passed()).isFalse();
        assertThat(raised.failureRate().orElseThrow()).isPositive();
    }

    @Test
    void a_severity_of_a_channel_applies_to_that_channel_alone() {
        String yaml = "channels: [{ name: stable, precheck: { severities: { PX-C001: error } } }]";

        assertThat(shown(severities(Channel.STABLE, yaml))).containsExactly("error PX-C001");
        assertThat(shown(severities(Channel.BETA, yaml))).containsExactly("warning PX-C001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PX-T006: warning | Findings of PX-T006 can be errors, and precheck.severities only raises severities",
                "PX-C0: error     | A severity refers to PX-C0, which is not a rule"
            })
    void a_severity_without_effect_is_an_error(String severity, String message) {
        PrecheckReport report = severities(Channel.BETA, "precheck: { severities: { " + severity + " } }");

        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo("PX-R002");
            assertThat(finding.severity().wireName()).isEqualTo("error");
            assertThat(finding.message()).isEqualTo(message);
            assertThat(finding.location()).hasToString("publish.yml:1:" + (27 + severity.indexOf(':') + 2));
        });
        assertThat(shown(report)).contains("warning PX-C001");
    }

    @Test
    void an_invalid_publish_file_suppresses_nothing() {
        PrecheckReport report = check(project(), "rule: PX-T006, reason: r");

        assertThat(rules(report)).containsExactlyInAnyOrder("PX-T006", "PX-R001");
        assertThat(report.findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("a suppression has no expires"));
    }
}
