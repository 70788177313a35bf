package io.powerx.publish.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.git.GitHistory;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.GitRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitNotesTest {
    @TempDir
    Path folder;

    private GitRepository repository;

    @BeforeEach
    void start_a_repository() throws Exception {
        repository = GitRepository.in(folder);
    }

    private void commit(String message) throws Exception {
        repository.commit("plugins/note/file", message);
    }

    private void release(String tag) throws Exception {
        commit("chore: release");
        repository.git("tag", tag);
    }

    private Optional<String> notes(String version) {
        return notes(folder.resolve("plugins/note"), version);
    }

    private static Optional<String> notes(Path project, String version) {
        try (GitHistory history = GitHistory.of(project).orElseThrow()) {
            SemanticVersion described = SemanticVersion.parse(version).orElseThrow();
            return CommitNotes.of(history, VersionTag.before(described, history.tags(), project, "com.acme.note"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void changes_since_the_previous_version_are_grouped_with_breaking_changes_first() throws Exception {
        commit("feat: old");
        release("v1.0.0");
        commit("fix(editor): keep the cursor (#12)");
        commit("feat: a calendar");
        commit("Translate the menu");
        commit("perf: load lists in pages");
        commit("feat(api)!: drop v1\n\nBREAKING CHANGE: clients must call v2");
        commit("chore: tidy up");

        assertThat(notes("1.1.0")).contains("""
                ### Breaking changes

                - **api:** drop v1\\
                  clients must call v2

                ### Features

                - a calendar

                ### Fixes

                - **editor:** keep the cursor (#12)

                ### Performance

                - load lists in pages

                ### Other changes

                - Translate the menu""");
    }

    @Test
    void links_and_co_authors_are_kept_without_addresses() throws Exception {
        commit("""
                fix: keep the cursor

                Closes: #12
                Refs: https://example.org/13
                Co-authored-by: Grace Hopper <grace@example.org>
                Co-authored-by: renovate[bot] <bot@example.org>
                """);

        assertThat(notes("1.0.0"))
                .contains("### Fixes\n\n- keep the cursor (#12, https://example.org/13), with Grace Hopper");
    }

    @Test
    void merges_and_commits_of_bots_are_left_out() throws Exception {
        commit("feat: a calendar");
        repository.git("checkout", "-q", "-b", "side");
        repository.commit("plugins/note/side", "fix: keep the cursor");
        repository.commit("plugins/note/side", "fix(deps): bump x from 1 to 2", "dependabot[bot]");
        repository.git("checkout", "-q", "main");
        commit("fix: a typo");
        repository.git("merge", "-q", "--no-ff", "-m", "Merge pull request #7 from side", "side");

        assertThat(notes("1.0.0").orElseThrow())
                .contains("a calendar", "keep the cursor", "a typo")
                .doesNotContain("Merge", "bump");
    }

    @Test
    void a_change_that_was_reverted_is_left_out_with_its_revert() throws Exception {
        commit("feat: a calendar");
        commit("fix: a typo");
        repository.git("revert", "--no-edit", "HEAD");

        assertThat(notes("1.0.0")).contains("### Features\n\n- a calendar");
    }

    @Test
    void the_revert_of_an_earlier_version_is_a_change() throws Exception {
        commit("feat: a calendar");
        repository.git("tag", "v1.0.0");
        repository.git("revert", "--no-edit", "HEAD");

        assertThat(notes("1.0.1").orElseThrow()).contains("Revert \"feat: a calendar\"");
    }

    @Test
    void internal_changes_are_listed_only_if_there_is_nothing_else() throws Exception {
        commit("chore: tidy up");
        assertThat(notes("1.0.0")).contains("### Internal changes\n\n- tidy up");

        commit("fix: a typo");
        assertThat(notes("1.0.0")).contains("### Fixes\n\n- a typo");
    }

    @Test
    void a_stable_version_is_described_since_the_previous_stable_version() throws Exception {
        release("v1.0.0");
        commit("feat: a calendar");
        release("v1.1.0-beta.1");
        commit("fix: a typo");

        assertThat(notes("1.1.0").orElseThrow()).contains("a calendar", "a typo");
        assertThat(notes("1.1.0-beta.2")).contains("### Fixes\n\n- a typo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1.0.0",
                "1.0.0",
                "release-1.0.0",
                "note-v1.0.0",
                "note@1.0.0",
                "note/v1.0.0",
                "com.acme.note-1.0.0"
            })
    void usual_forms_of_tags_are_found(String tag) throws Exception {
        commit("feat: old");
        release(tag);
        commit("fix: a typo");

        assertThat(notes("1.0.1")).contains("### Fixes\n\n- a typo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-v1.0.0", "v1.0.1", "v2.0.0", "nightly", "v1", "v1.0.0-broken.01"})
    void other_tags_do_not_count(String tag) throws Exception {
        commit("feat: old");
        release(tag);
        commit("fix: a typo");

        assertThat(notes("1.0.1").orElseThrow()).contains("- old", "- a typo");
    }

    @Test
    void commits_of_other_projects_in_the_repository_do_not_count() throws Exception {
        commit("fix: a typo");
        repository.commit("plugins/other/file", "feat: something else");

        assertThat(notes("1.0.0")).contains("### Fixes\n\n- a typo");
    }

    @Test
    void a_shallow_checkout_without_the_previous_version_has_no_notes() throws Exception {
        commit("feat: old");
        release("v1.0.0");
        commit("fix: a typo");
        repository.git(
                "clone",
                "-q",
                "--depth",
                "1",
                "file://" + folder,
                folder.resolve("shallow").toString());

        assertThat(notes(folder.resolve("shallow/plugins/note"), "1.0.1")).isEmpty();
        assertThat(notes("1.0.1")).isPresent();
    }

    @Test
    void hostile_messages_stay_on_their_line() throws Exception {
        commit("fix: \u202Ereversed\u0007 text\n\nBREAKING CHANGE: # no heading");

        assertThat(notes("1.0.0").orElseThrow().lines())
                .containsExactly("### Breaking changes", "", "- reversed text\\", "  # no heading");
    }

    @Test
    void of_very_many_changes_the_newest_are_listed_and_the_rest_counted() throws Exception {
        StringBuilder stream = new StringBuilder();
        for (int i = 1; i <= 205; i++) {
            stream.append("commit refs/heads/main\ncommitter Ada <a@example.org> ")
                    .append(1_700_000_000 + i)
                    .append(" +0000\ndata <<E\nfix: number ")
                    .append(i)
                    .append("\nE\nM 100644 inline plugins/note/file\ndata <<E\n")
                    .append(i)
                    .append("\nE\n\n");
        }
        Path file = Files.writeString(folder.resolve("stream"), stream);
        ExternalTool.run(folder, "sh", "-c", "git fast-import --quiet < " + file)
                .succeeded();

        assertThat(notes("1.0.0").orElseThrow())
                .contains("number 205\n", "number 6\n")
                .doesNotContain("number 5\n")
                .endsWith("and 5 more changes");
    }

    @Test
    void a_revert_without_the_id_is_recognized_by_the_title() throws Exception {
        release("v1.0.0");
        commit("feat: a calendar");
        commit("fix: the clock (#12)");
        commit("feat: search");
        commit("revert: feat: a calendar");
        commit("Revert \"fix: the clock (#12)\"\n\nThis reverts commit 0123456789abcdef.");
        commit("revert: feat: what an earlier version has");
        commit("fixup! feat: search");

        assertThat(notes("1.0.1").orElseThrow())
                .contains("search", "Revert feat: what an earlier version has")
                .doesNotContain("calendar", "clock", "fixup");
    }
}
