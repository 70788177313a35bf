package io.powerx.publish.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangelogTest {
    @Test
    void a_section_ends_at_the_heading_of_the_next_version() {
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
    void headings_of_any_level_and_style_are_recognized(String heading) {
        assertThat(Changelog.parse(heading + "\r\n\r\ntext\r\n")
                        .section("1.2.0")
                        .orElseThrow()
                        .text())
                .isEqualTo("text");
    }

    @Test
    void a_version_and_its_prerelease_have_separate_sections() {
        Changelog changelog = Changelog.parse("## 1.2.0-rc.1\n\nearly\n\n## 1.2.0\n\nfinal\n");
        assertThat(changelog.section("1.2.0").orElseThrow().text()).isEqualTo("final");
        assertThat(changelog.section("1.2.0-rc.1").orElseThrow().text()).isEqualTo("early");
    }

    @Test
    void headings_in_code_are_ignored() {
        Changelog changelog = Changelog.parse("## 1.2.0\n\n```\n## 1.1.0\n```\nend\n");
        assertThat(changelog.sections()).hasSize(1);
        assertThat(changelog.section("1.2.0").orElseThrow().text()).endsWith("end");
    }

    private static final String FIRST = "- Notes can be archived.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "## [%s] - 2026-03-01",
                "## [%s] - 2026-03-01 [YANKED]",
                "## ![badge](https://example.org/badge.svg) %s",
                "## [![badge](https://example.org/badge.svg)](https://example.org) v%s - 2026-03-01",
                "## ![%s](https://example.org/badge.svg)",
                "## 01.03.2026 %s",
                "## %s (01/03/2026)",
                "## %s 2026-03-01T10:00:00Z",
                "## %s - 2026-03-01 10:00:00 +0200",
                "## Release v.%s",
                "## [v%s]() - 2026-03-01",
                "## [%s](https://example.org/compare) (2026-03-01)",
                "## <small>%s (2026-03-01)</small>",
                "##### %s",
                "# v%s",
                "## `%s`",
                "## %s (March 1, 2026)",
                "## %s (unreleased)",
                "## %s: Archives",
                "## %s - Archives, and more",
                "## note-plugin %s (2026-03-01)",
                "## Note Plugin v%s",
                "## @acme/note-plugin@%s",
                "## 2026-03-01, Version %s",
                "## 2026-03-01, Version %s (LTS), @alice",
                "## \uD83D\uDE80 %s",
                "## :rocket: %s",
                "## 版本 %s",
                "## 版本：%s（2026-03-01）",
                "## v%s 版本",
                "**%s**",
                "**%s** (2026-03-01)",
                "<h2>%s</h2>",
                "%s / 2026-03-01\n==================",
                "note-plugin %s (2026-03-01)\n---------------------------"
            })
    void the_headings_of_common_tools_are_recognized(String heading) {
        String text = "# Changelog\n\n" + heading.formatted("0.2.0") + "\n\n" + FIRST + "\n\n"
                + heading.formatted("0.1.0") + "\n\n- First.\n";

        Changelog changelog = Changelog.parse(text);

        assertThat(changelog.sections()).extracting(Changelog.Section::version).containsExactly("0.2.0", "0.1.0");
        assertThat(changelog.section("0.2.0").orElseThrow().text()).isEqualTo(FIRST);
        assertThat(changelog.section("0.1.0").orElseThrow().text()).isEqualTo("- First.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Note %s release notes",
                "## Note Plugin %s 更新日志",
                "## [note-v%s](https://example.org) (2026-03-01)",
                "## %s+build.7"
            })
    void a_name_before_and_words_after_the_version_are_recognized(String heading) {
        Changelog changelog = Changelog.parse(
                "%s\n\n- New.\n\n%s\n\n- Old.\n".formatted(heading.formatted("1.2.0"), heading.formatted("1.1.0")));

        assertThat(changelog.section("1.2.0").orElseThrow().text()).isEqualTo("- New.");
        assertThat(changelog.section("1.1.0").orElseThrow().text()).isEqualTo("- Old.");
    }

    @Test
    void a_heading_with_the_exact_build_metadata_takes_precedence() {
        Changelog changelog = Changelog.parse("## 1.2.0+build.2\n\n- Two.\n\n## 1.2.0+build.1\n\n- One.\n");

        assertThat(changelog.section("1.2.0+build.1").orElseThrow().text()).isEqualTo("- One.");
        assertThat(changelog.section("1.2.0+build.3")).isEmpty();
        assertThat(changelog.section("1.2.0").orElseThrow().text()).isEqualTo("- Two.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "### 0.1.0 users: before you upgrade",
                "### 0.1.0 migration steps",
                "### Upgrade from 0.1.0",
                "## Upgrade from 0.1.0",
                "### 0.1.0: what breaks",
                "> ## 0.1.0",
                "- ## 0.1.0",
                "    ## 0.1.0",
                "**0.1.0**"
            })
    void a_subheading_with_a_version_stays_in_its_section(String heading) {
        String subsection = heading + "\n\nBREAKING: the column is renamed.";

        Changelog changelog =
                Changelog.parse("## [0.2.0]\n\n" + FIRST + "\n\n" + subsection + "\n\n## [0.1.0]\n\n- First.\n");

        assertThat(changelog.section("0.2.0").orElseThrow().text()).isEqualTo(FIRST + "\n\n" + subsection);
        assertThat(changelog.section("0.1.0").orElseThrow().text()).isEqualTo("- First.");
    }

    @Test
    void a_heading_in_a_comment_is_ignored() {
        Changelog changelog =
                Changelog.parse("# Changelog\n\n<!--\n## 0.2.0\n\n- describe the change here\n-->\n\n## 0.2.0\n\n"
                        + FIRST + "\n\n<!-- written by hand -->\n\n- More.\n");

        assertThat(changelog.sections()).hasSize(1);
        assertThat(changelog.section("0.2.0").orElseThrow().line()).isEqualTo(9);
        assertThat(changelog.section("0.2.0").orElseThrow().text())
                .startsWith(FIRST)
                .endsWith("- More.")
                .doesNotContain("by hand");
    }

    @Test
    void a_section_includes_the_definitions_of_its_links() {
        Changelog changelog = Changelog.parse("""
                ## [0.2.0]

                - Fixes [#12] and [the guide][Guide].

                [#12]: https://example.org/12

                ## [0.1.0]

                - First.

                [0.2.0]: https://example.org/compare
                [guide]: https://example.org/guide
                """);

        assertThat(changelog.section("0.2.0").orElseThrow().text()).isEqualTo("""
                - Fixes [#12] and [the guide][Guide].

                [#12]: https://example.org/12

                [guide]: https://example.org/guide""");
        assertThat(changelog.section("0.1.0").orElseThrow().text()).isEqualTo("- First.");
    }

    @Test
    void a_byte_order_mark_does_not_hide_the_first_heading() {
        assertThat(Changelog.parse("\uFEFF## 0.2.0\n\n" + FIRST + "\n")
                        .section("0.2.0")
                        .orElseThrow()
                        .text())
                .isEqualTo(FIRST);
    }

    @Test
    void hostile_headings_and_comments_are_parsed_in_bounded_time() {
        String many = ("## " + ":_:".repeat(90) + "\n\n").repeat(200)
                + ("## " + "@a".repeat(140) + " 1.0.0 " + "@a".repeat(70) + "!x\n\n").repeat(200);

        Changelog changelog = assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> Changelog.parse(many + "<!--" + "- ".repeat(200_000) + "-->\n\n## 0.2.0\n\n" + FIRST));

        assertThat(changelog.section("0.2.0").orElseThrow().text()).isEqualTo(FIRST);
    }
}
