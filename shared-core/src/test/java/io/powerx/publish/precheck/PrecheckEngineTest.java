package io.powerx.publish.precheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.Parallel;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecheckEngineTest {
    @TempDir
    Path folder;

    private record TestRule(String id, List<Severity> severities, BiConsumer<PluginContext, Findings> body)
            implements Rule {
        @Override
        public String title() {
            return id;
        }

        @Override
        public String source() {
            return "test";
        }

        @Override
        public void check(PluginContext plugin, Findings findings) {
            body.accept(plugin, findings);
        }
    }

    private PrecheckReport check(Rule... rules) {
        return PluginProject.in(folder).check(new PrecheckEngine(List.of(rules)));
    }

    @Test
    void rules_are_grouped_by_category_and_have_unique_ids_a_title_and_a_source() {
        assertThat(RuleCatalogue.all())
                .hasSizeGreaterThan(35)
                .allSatisfy(rule -> assertThat(rule.id()).matches("PX-[VHMPEFDTNCGRSA]\\d{3}"))
                .allSatisfy(rule -> assertThat(rule.title()).isNotBlank().doesNotEndWith("."))
                .allSatisfy(rule -> assertThat(rule.source()).isNotBlank())
                .extracting(Rule::id)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) ->
                        Integer.compare("VHMPEFDTNCGRSA".indexOf(a.charAt(3)), "VHMPEFDTNCGRSA".indexOf(b.charAt(3))));
    }

    @Test
    void two_rules_with_the_same_id_are_rejected() {
        TestRule rule = new TestRule("PX-A001", List.of(Severity.ERROR), (plugin, findings) -> {});
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new PrecheckEngine(List.of(rule, rule)));
    }

    @Test
    void a_rule_that_crashes_becomes_a_warning_and_hides_no_findings() {
        PrecheckReport report = check(
                new TestRule("PX-A001", List.of(Severity.ERROR), (plugin, findings) -> {
                    findings.add("found before", "do", null);
                    throw new IllegalStateException("boom");
                }),
                new TestRule(
                        "PX-A002",
                        List.of(Severity.ERROR),
                        (plugin, findings) -> findings.add("found after", "do", null)),
                new TestRule("PX-A003", List.of(Severity.ERROR), (plugin, findings) -> {
                    throw new StackOverflowError();
                }));
        assertThat(report.findings())
                .extracting(Finding::rule)
                .containsExactly("PX-A001", "PX-A002", "PX-X001", "PX-X001");
        assertThat(report.findings().get(2).message()).contains("PX-A001", "boom");
        assertThat(report.findings().get(2).severity()).isEqualTo(Severity.WARNING);
        assertThat(report.rulesRun()).isEqualTo(3);
        assertThat(report.rulesFailed()).isEqualTo(2);
    }

    @Test
    void findings_are_sorted_by_severity_and_location() {
        PrecheckReport report = check(new TestRule("PX-A001", List.of(Severity.WARNING), (plugin, findings) -> {
            findings.add("d", "do", null);
            findings.add("c", "do", new SourceLocation("b.yaml", 2, 1));
            findings.add("b", "do", new SourceLocation("a.yaml", 10, 1));
            findings.add("a", "do", new SourceLocation("a.yaml", 9, 1));
            findings.add(Severity.ERROR, "e", "do", null);
        }));
        assertThat(report.findings()).extracting(Finding::message).containsExactly("e", "a", "b", "c", "d");
    }

    @Test
    void findings_are_limited_in_number_and_length_and_free_of_control_characters() {
        PrecheckReport report = check(new TestRule("PX-A001", List.of(Severity.ERROR), (plugin, findings) -> {
            for (int i = 0; i < 1_000; i++) {
                findings.add("\u001B[31m" + "x".repeat(10_000), "do", null);
            }
        }));
        assertThat(report.findings()).hasSize(101);
        assertThat(report.findings()).anyMatch(finding -> finding.message().startsWith("900 more"));
        assertThat(report.findings())
                .allSatisfy(finding ->
                        assertThat(finding.message()).hasSizeLessThan(700).doesNotContain("\u001B"));
    }

    @Test
    void a_rule_that_does_not_apply_is_not_counted() {
        PrecheckReport report = PluginProject.in(folder).check();
        assertThat(report.rulesRun()).isLessThan(RuleCatalogue.all().size());
        assertThat(report.passed()).isTrue();
    }

    @Test
    void a_manifest_that_is_not_yaml_is_a_finding_next_to_those_of_the_rules_that_do_not_need_it() {
        PrecheckReport report = PluginProject.in(folder)
                .file("plugin.yaml", "id: [\n")
                .without("CHANGELOG.md")
                .file("reports/junit.xml", "<testsuite tests='1' failures='1'/>")
                .check();

        assertThat(report.findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("PX-M014", "PX-T002", "PX-C001");
        assertThat(report.findings().get(0).location()).hasToString("plugin.yaml:2:1");
        assertThat(report.plugin().id()).isNull();
        assertThat(report.notRun())
                .containsKeys("PX-V001", "PX-M002", "PX-F003", "PX-P002")
                .doesNotContainKeys("PX-M014", "PX-T002", "PX-C001");
    }

    @Test
    void a_missing_manifest_is_a_finding() {
        PrecheckReport report = PluginProject.in(folder).without("plugin.yaml").check();

        assertThat(report.findings()).extracting(Finding::rule).containsExactly("PX-M014");
    }

    @Test
    void what_several_rules_cannot_read_is_reported_once() {
        PublishException unreadable =
                PublishException.of(ErrorCode.PACKAGE_FAILED, "list the files", "access is denied");
        PrecheckReport report = check(
                new TestRule("PX-A001", List.of(Severity.ERROR), (plugin, findings) -> {
                    throw unreadable;
                }),
                new TestRule("PX-A002", List.of(Severity.ERROR), (plugin, findings) -> {
                    throw unreadable;
                }));

        assertThat(report.findings())
                .singleElement()
                .returns("PX-A001", Finding::rule)
                .returns("Cannot list the files: access is denied", Finding::message);
        assertThat(report.notRun()).containsOnlyKeys("PX-A002");
    }

    @Test
    void a_finding_shows_the_line_that_it_concerns() {
        PrecheckReport report = PluginProject.in(folder)
                .manifest("version: 1.2.0", "version: 1.2")
                .check();

        SourceLocation where = new SourceLocation("plugin.yaml", 3, 10);
        assertThat(report.findings()).extracting(Finding::location).contains(where);
        assertThat(report.excerpts()).containsEntry(where, new Excerpt("version: 1.2", 9));
    }

    @Test
    void a_long_line_is_cut_around_its_column() {
        Excerpt excerpt = Excerpt.of("a".repeat(500) + "!" + "b".repeat(500), 501);

        assertThat(excerpt.text()).hasSize(120);
        assertThat(excerpt.text().charAt(excerpt.caret())).isEqualTo('!');
        assertThat(Excerpt.of("short", 0)).isEqualTo(new Excerpt("short", -1));
        assertThat(Excerpt.of("short", 6)).isEqualTo(new Excerpt("short", 5));
    }

    @Test
    void lines_that_may_contain_secrets_are_not_shown() {
        Rule secretive = new Rule() {
            @Override
            public String id() {
                return "PX-A001";
            }

            @Override
            public String title() {
                return "t";
            }

            @Override
            public String source() {
                return "s";
            }

            @Override
            public List<Severity> severities() {
                return List.of(Severity.ERROR);
            }

            @Override
            public boolean quotesSource() {
                return false;
            }

            @Override
            public void check(PluginContext plugin, Findings findings) {
                findings.add("a secret", "Remove it.", new SourceLocation("plugin.yaml", 1, 1));
            }
        };
        PrecheckReport report = check(secretive);

        assertThat(report.findings()).hasSize(1);
        assertThat(report.excerpts()).isEmpty();
    }

    @Test
    void values_of_unexpected_types_crash_no_rule() {
        String[] fields = {
            "id",
            "version",
            "corex_version",
            "min_core",
            "compatibility",
            "runtime",
            "backend",
            "endpoints",
            "frontend",
            "catalogs",
            "permissions",
            "dependencies",
            "dependencyList",
            "migrations",
            "metadata",
            "events",
            "rbac",
            "routes"
        };
        for (String value : List.of(
                "[]",
                "{}",
                "[[]]",
                "[{}]",
                "{a: {b: []}}",
                "5",
                "true",
                "~",
                "text",
                "[text, 5, ~]",
                "{permissions: [{permission_code: [], type: {}}]}",
                "[{permission_code: a, type: menu, page_permission_codes: 5, protocol_bindings: [5], title_i18n: 5}]",
                "{admin: {menus: [5, {children: {a: b}}], i18n: []}}")) {
            StringBuilder yaml = new StringBuilder("name: x\n");
            for (String field : fields) {
                yaml.append(field).append(": ").append(value).append('\n');
            }
            PluginProject project = PluginProject.in(folder).file("plugin.yaml", yaml.toString());
            assertThat(project.check().findings()).as(value).noneMatch(finding -> finding.rule()
                    .equals(Rule.CRASHED));
        }
    }

    @Test
    void a_hostile_manifest_of_maximum_size_is_checked_in_bounded_time() {
        StringBuilder yaml = new StringBuilder("id: x\nversion: 1.0.0\npermissions:\n");
        for (int i = 0; i < 30_000; i++) {
            yaml.append("  - { resource: r, actions: [a] }\n");
        }
        PrecheckReport report =
                PluginProject.in(folder).file("plugin.yaml", yaml.toString()).check();
        assertThat(report.findings()).hasSizeLessThan(300);
        assertThat(report.findings()).anyMatch(finding -> finding.message().startsWith("29899 more"));
    }

    @Test
    void an_interrupted_check_has_no_findings_about_what_could_not_be_read() {
        // given
        AtomicBoolean interrupts = new AtomicBoolean();
        TestRule rule = new TestRule("PX-A001", List.of(Severity.ERROR), (plugin, findings) -> {
            if (interrupts.get()) {
                Thread.currentThread().interrupt();
            }
            try {
                Files.readAllBytes(plugin.project().root().resolve("plugin.yaml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(check(rule).findings()).isEmpty();

        // when
        interrupts.set(true);
        PublishException thrown = catchThrowableOfType(PublishException.class, () -> check(rule));

        // then
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown.code()).isEqualTo(ErrorCode.INTERRUPTED);
    }

    @Test
    void a_check_ends_with_the_first_rule_that_is_interrupted() {
        AtomicBoolean next = new AtomicBoolean();
        TestRule first = new TestRule("PX-A001", List.of(Severity.ERROR), (plugin, findings) -> {
            throw Parallel.interrupted();
        });
        TestRule second = new TestRule("PX-A002", List.of(Severity.ERROR), (plugin, findings) -> next.set(true));

        PublishException thrown = catchThrowableOfType(PublishException.class, () -> check(first, second));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown.code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(next).isFalse();
    }
}
