package io.powerx.publish.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangelogTest {
    @Test
    void a_section_of_keep_a_changelog_ends_at_the_next_version() {
        Changelog changelog = Changelog.parse("""
                # Changelog

                ## [Unreleased]

                ## [1.2.0] - 2026-02-02

                ### Added

                - Search.

                ## [1.1.0] - 2026-01-01

                - Less.

                [1.2.0]: https://example.org/compare
                [1.1.0]: https://example.org/tag
                """);
        assertThat(changelog.section("1.2.0")).contains(new Changelog.Section("1.2.0", 5, "### Added\n\n- Search."));
        assertThat(changelog.section("1.1.0").orElseThrow().text()).isEqualTo("- Less.");
        assertThat(changelog.section("1.3.0")).isEmpty();
        assertThat(changelog.sections()).hasSize(3);
    }

    @Test
    void sections_of_conventional_changelog_have_headings_of_several_levels() {
        Changelog changelog = Changelog.parse("""
                ### [1.2.1](https://example.org/compare/v1.2.0...v1.2.1) (2026-02-03)

                ### Bug Fixes

                * a fix

                <a name="1.2.0"></a>
                # 1.2.0 (2026-02-02)

                ### Features

                * a feature
                """);
        assertThat(changelog.section("1.2.1").orElseThrow().text()).isEqualTo("### Bug Fixes\n\n* a fix");
        assertThat(changelog.section("1.2.0").orElseThrow().text()).isEqualTo("### Features\n\n* a feature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "## 1.2.0",
                "## v1.2.0",
                "## [v1.2.0]",
                "## Version 1.2.0",
                "# Release 1.2.0 - today",
                "#### 1.2.0 (2026-02-02)"
            })
    void headings_come_in_many_spellings(String heading) {
        assertThat(Changelog.parse(heading + "\r\n\r\ntext\r\n")
                        .section("1.2.0")
                        .orElseThrow()
                        .text())
                .isEqualTo("text");
    }

    @Test
    void a_version_is_not_taken_for_its_prerelease() {
        Changelog changelog = Changelog.parse("## 1.2.0-rc.1\n\nearly\n\n## 1.2.0\n\nfinal\n");
        assertThat(changelog.section("1.2.0").orElseThrow().text()).isEqualTo("final");
        assertThat(changelog.section("1.2.0-rc.1").orElseThrow().text()).isEqualTo("early");
    }

    @Test
    void headings_inside_code_are_code() {
        Changelog changelog = Changelog.parse("## 1.2.0\n\n```\n## 1.1.0\n```\nend\n");
        assertThat(changelog.sections()).hasSize(1);
        assertThat(changelog.section("1.2.0").orElseThrow().text()).endsWith("end");
    }
}
