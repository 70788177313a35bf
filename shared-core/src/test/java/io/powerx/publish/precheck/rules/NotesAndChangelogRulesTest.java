package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Channel;
import io.powerx.publish.precheck.PluginProject;
import io.powerx.publish.precheck.PrecheckRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotesAndChangelogRulesTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @Test
    void a_valid_plugin_has_no_findings() {
        assertThat(project().check().findings()).isEmpty();
    }

    @Test
    void stable_releases_require_notes_but_beta_releases_do_not() {
        assertThat(project().notes(null).places("PX-N001")).containsExactly("error CHANGELOG.md:3:1");
        assertThat(project().notes(" \n").places("PX-N001")).containsExactly("error CHANGELOG.md:3:1");
        assertThat(project().notes(null).channel(Channel.BETA).places("PX-N001"))
                .isEmpty();
    }

    @Test
    void the_remedy_for_missing_notes_mentions_the_history_that_notes_are_generated_from() {
        assertThat(project().notes(null).check().findings())
                .filteredOn(finding -> finding.rule().equals("PX-N001"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("CHANGELOG.md", "history with its tags"));
    }

    @Test
    void a_changelog_that_is_not_utf_8_is_the_reason_for_missing_notes() {
        PluginProject project = project()
                .notes(null)
                .bytes("CHANGELOG.md", "## 1.2.0\n- caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(project.messages("PX-N001"))
                .containsExactly(
                        "The stable release has no release notes, because CHANGELOG.md cannot be read: it is not UTF-8 text");
        assertThat(project.places("PX-N001")).containsExactly("error CHANGELOG.md:2");
    }

    @Test
    void notes_have_at_least_32_bytes() {
        assertThat(project().notes("x".repeat(31)).places("PX-N002")).containsExactly("error");
        assertThat(project().notes("x".repeat(31)).check().findings())
                .filteredOn(finding -> finding.rule().equals("PX-N002"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("CHANGELOG.md", "{notes}"));
        assertThat(project().notes("x".repeat(32)).places("PX-N002")).isEmpty();
        assertThat(project().notes("short").channel(Channel.BETA).places("PX-N002"))
                .containsExactly("warning");
        assertThat(project().notes("😀".repeat(8)).places("PX-N002")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Faster. TODO: say how much",
                "Some words here\n- [ ] write this",
                "todo: write these notes",
                "# Notes 1.2.0\n\n## TODO\n\nMore to come.",
                "- Search in titles.\n- TODO describe the export\n",
                "- Search in titles.\n- TBD\n",
                "FIXME before the release goes out",
                "1. Search\n2. **TODO** write this",
                "XXX say who has to act",
                "- \u5f85\u8865\u5145\uff1a\u5bfc\u51fa\u529f\u80fd"
            })
    void reminders_in_notes_are_an_error_on_stable_and_a_warning_on_beta(String notes) {
        assertThat(project().notes(notes).places("PX-N003")).containsExactly("error");
        assertThat(project().notes(notes).channel(Channel.BETA).places("PX-N003"))
                .containsExactly("warning");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Adds todo lists to every note",
                "Notes have the status todo, doing or done",
                "MASTODON can be linked to notes",
                "- TODO lists can be sorted by date",
                "# TODO app 1.2.0\n\nThe TODO app opens faster.",
                "Comments such as FIXME are highlighted in code",
                "- The text `TODO: later` is kept as it is",
                "Search.\n\n    TODO: a line of code in the notes",
                "The date of the next release is TBD"
            })
    void notes_about_to_do_lists_are_not_reminders(String notes) {
        assertThat(project().notes(notes).places("PX-N003")).isEmpty();
    }

    @Test
    void findings_about_notes_from_the_changelog_have_their_line() {
        PluginProject project = project()
                .file("CHANGELOG.md", "# Changelog\n\n## 1.2.0\n\n- TODO\n\n## 1.1.0\n\n- Older.\n")
                .notes("- TODO");
        assertThat(project.places("PX-N003")).containsExactly("error CHANGELOG.md:5:1");
        assertThat(project.places("PX-N002")).containsExactly("error CHANGELOG.md:3:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# 1.2.0\n\nNotes can be searched by their titles.",
                "Notes v1.2.0 can be searched by their titles.",
                "# 1.1.0\n\n- Older.\n\n# 1.2.0\n\n- Notes can be searched."
            })
    void notes_that_mention_the_version_are_about_it(String notes) {
        assertThat(project().notes(notes).places("PX-N005")).isEmpty();
    }

    @Test
    void notes_of_another_version_are_a_warning_and_notes_of_none_an_info() {
        assertThat(project()
                        .notes("# Note 1.1.0\n\nNotes can be sorted by date.")
                        .messages("PX-N005"))
                .containsExactly("The release notes are about version 1.1.0, but 1.2.0 is published");
        assertThat(project()
                        .notes("# Note 1.1.0\n\nNotes can be sorted by date.")
                        .places("PX-N005"))
                .containsExactly("warning");
        assertThat(project().notes("Notes can be sorted by date, as in 11.2.0.").places("PX-N005"))
                .containsExactly("info");
        assertThat(project().notes("Compatible with 1.2.0-beta.1 of the format").places("PX-N005"))
                .containsExactly("info");
    }

    @Test
    void the_section_of_the_changelog_and_notes_from_commits_need_no_version() {
        assertThat(project().notes("- Search.").places("PX-N005")).isEmpty();
        assertThat(project()
                        .notes("### Features\n\n- Search\n\n### Fixes\n\n- Sort")
                        .places("PX-N005"))
                .isEmpty();
        assertThat(project()
                        .notes("### Features\n\n- Search\n\n### Thanks\n\n- You")
                        .places("PX-N005"))
                .containsExactly("info");
    }

    @Test
    void the_changelog_exists_and_describes_the_version() {
        assertThat(project().without("CHANGELOG.md").places("PX-C001")).containsExactly("warning");
        assertThat(project().file("CHANGELOG.md", "## 1.1.0\n\n- x\n").messages("PX-C002"))
                .containsExactly("CHANGELOG.md has no section for version 1.2.0; its newest version is 1.1.0");
        assertThat(project()
                        .file("CHANGELOG.md", "# Changelog\n\n## 1.2.0\n\n## 1.1.0\n- x\n")
                        .places("PX-C002"))
                .containsExactly("warning CHANGELOG.md:3:1");
        assertThat(project()
                        .bytes("CHANGELOG.md", new byte[] {(byte) 0xC3, 0x28})
                        .places("PX-C001"))
                .containsExactly("warning CHANGELOG.md:1");
    }

    @Test
    void a_changelog_that_is_ahead_of_the_version_is_one_warning() {
        PluginProject project = project().file("CHANGELOG.md", "# Changelog\n\n## 1.3.0\n\n- x\n\n## 1.1.0\n- y\n");

        assertThat(project.places("PX-C003")).containsExactly("warning CHANGELOG.md:3:1");
        assertThat(project.places("PX-C002")).isEmpty();
        assertThat(project.file("CHANGELOG.md", "## 1.2.0\n\n- x\n\n## 1.10.0-rc.1\n- y\n")
                        .messages("PX-C003"))
                .containsExactly("CHANGELOG.md describes version 1.10.0-rc.1, but plugin.yaml has 1.2.0");
    }

    @Test
    void a_changelog_that_ends_with_the_version_is_not_ahead() {
        assertThat(project()
                        .file("CHANGELOG.md", "## Unreleased\n\n## 1.2.0\n\n- x\n\n## 1.1.9\n- y\n")
                        .places("PX-C003"))
                .isEmpty();
    }

    @Test
    void every_reminder_is_reported_at_its_line_of_the_file() {
        PluginProject project =
                project().notesFile("docs/release.md", "\uFEFF\r\n# TBD\r\n\r\n- Search.\r\n- TODO\r\n  - TODO\r\n");

        assertThat(project.places("PX-N003"))
                .containsExactly("error docs/release.md:2:1", "error docs/release.md:5:1", "error docs/release.md:6:3");
        assertThat(project.places("PX-N005")).containsExactly("info docs/release.md");
    }

    @Test
    void notes_of_another_version_are_reported_at_the_heading() {
        assertThat(project()
                        .notesFile("notes.md", "Notes\n\n## 1.1.0\n\n- Notes can be searched.\n")
                        .places("PX-N005"))
                .containsExactly("warning notes.md:3:1");
    }

    @Test
    void a_file_of_notes_that_publish_yml_specifies_is_reported_there() {
        PluginProject project = project()
                .notes(null)
                .publishFile("channel: stable\nnotes: docs/none.md\n")
                .problem(
                        new PrecheckRequest.Problem(PrecheckRequest.Subject.NOTES, "Cannot read", "Correct it.", null));

        assertThat(project.places("PX-N004")).containsExactly("error publish.yml:2:8");
        assertThat(project.places("PX-N001")).isEmpty();
    }

    @Test
    void missing_notes_are_reported_at_the_empty_section() {
        assertThat(project()
                        .notes(null)
                        .file("CHANGELOG.md", "# Changelog\n\n## 1.2.0\n\n## 1.1.0\n\n- Older.\n")
                        .places("PX-N001"))
                .containsExactly("error CHANGELOG.md:3:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"changelog.md", "ChangeLog.md", "docs/CHANGELOG.md", "docs/changelog.md"})
    void a_changelog_in_another_place_or_case_is_read(String path) {
        PluginProject project = project()
                .without("CHANGELOG.md")
                .file(path, "# Changelog\n\n## 1.2.0\n\n- TODO\n\n## 1.1.0\n\n- Older.\n")
                .notes("- TODO");

        assertThat(project.places("PX-C001")).isEmpty();
        assertThat(project.places("PX-C002")).isEmpty();
        assertThat(project.places("PX-N003")).containsExactly("error " + path + ":5:1");
        assertThat(project.file("CHANGELOG.md", "## 1.1.0\n\n- Older.\n").places("PX-C002"))
                .as("the usual place takes precedence")
                .containsExactly("warning CHANGELOG.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"changelog.md", "docs/CHANGELOG.md"})
    void findings_name_the_changelog_that_was_read(String path) {
        PluginProject project = project().without("CHANGELOG.md").notes(null);

        assertThat(project.file(path, "## 1.1.0\n\n- x\n").messages("PX-C002"))
                .containsExactly(path + " has no section for version 1.2.0; its newest version is 1.1.0");
        assertThat(project.file(path, "## 1.3.0\n\n- x\n").messages("PX-C003"))
                .containsExactly(path + " describes version 1.3.0, but plugin.yaml has 1.2.0");
        assertThat(project.file(path, "## 1.2.0\n\n## 1.1.0\n").messages("PX-C002"))
                .containsExactly("The section for version 1.2.0 in " + path + " is empty");
        assertThat(project.bytes(path, new byte[] {(byte) 0xC3, 0x28}).messages("PX-N001"))
                .singleElement()
                .asString()
                .startsWith("The stable release has no release notes, because " + path + " cannot be read");
        assertThat(project.messages("PX-C001")).singleElement().asString().startsWith(path + " cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CHANGELOG.rst",
                "CHANGES.rst",
                "changelog.adoc",
                "docs/changes.rst",
                "HISTORY.md",
                "ChangeLog",
                "NEWS.txt"
            })
    void a_changelog_in_another_format_is_reported_as_unread(String path) {
        PluginProject project =
                project().without("CHANGELOG.md").notes(null).file(path, "1.2.0\n=====\n\n* Notes can be searched.\n");

        assertThat(project.messages("PX-C001")).containsExactly(path + " is not read as the changelog");
        assertThat(project.places("PX-C001")).containsExactly("warning " + path);
        assertThat(project.messages("PX-N001"))
                .containsExactly(
                        "The stable release has no release notes, and " + path + " is not read as the changelog");
    }

    @Test
    void other_files_next_to_a_changelog_are_not_reported() {
        PluginProject project = project().file("HISTORY.md", "# History of the company\n");

        assertThat(project.places("PX-C001")).isEmpty();
        assertThat(project.without("CHANGELOG.md").places("PX-C001")).containsExactly("warning HISTORY.md");
    }

    @Test
    void build_metadata_need_not_be_in_the_heading() {
        PluginProject project = project().manifest("version: 1.2.0", "version: 1.2.0+build.7");

        assertThat(project.places("PX-C002")).isEmpty();
        assertThat(project.manifest("version: 1.2.0", "version: 1.2.1+build.7").places("PX-C002"))
                .hasSize(1);
    }
}
