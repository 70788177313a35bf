package io.powerx.publish.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHistoryTest {
    @TempDir
    Path folder;

    private static GitHistory history(Path project) {
        return GitHistory.of(project).orElseThrow();
    }

    private static List<String> messages(List<Commit> commits) {
        return commits.stream().map(commit -> commit.message().strip()).toList();
    }

    @Test
    void a_folder_outside_a_checkout_has_no_history() {
        assertThat(GitHistory.of(folder)).isEmpty();
    }

    @Test
    void a_checkout_without_a_commit_has_no_history() throws Exception {
        GitRepository.in(folder);
        assertThat(GitHistory.of(folder)).isEmpty();
    }

    @Test
    void a_repository_with_sha256_ids_has_no_history_that_can_be_read() throws Exception {
        GitRepository.in(folder).git("init", "-q", "--object-format=sha256", "other");
        assertThat(GitHistory.of(folder.resolve("other"))).isEmpty();
    }

    @Test
    void a_damaged_repository_has_no_history() throws Exception {
        GitRepository.in(folder).commit("a", "first");
        Files.writeString(folder.resolve(".git/config"), "[core\nrepositoryformatversion = x");
        assertThat(GitHistory.of(folder)).isEmpty();
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @ValueSource(strings = {"HEAD", "config", "packed-refs", "index"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_repository_with_a_pipe_has_no_history(String name) throws Exception {
        GitRepository.in(folder).commit("a", "first");
        assertThat(GitHistory.of(folder)).isPresent();

        Files.deleteIfExists(folder.resolve(".git").resolve(name));
        ExternalTool.run(folder, "mkfifo", ".git/" + name).succeeded();

        assertThat(GitHistory.of(folder)).isEmpty();
        assertThat(GitCheckout.of(folder)).isNotNull();
    }

    @Test
    void commits_are_listed_newest_first_with_their_authors() throws Exception {
        GitRepository repository = GitRepository.in(folder);
        String first = repository.commit("a", "first", "Grace Hopper");
        String second = repository.commit("a", "second\n\nwith a body");

        try (GitHistory history = history(folder)) {
            assertThat(history.commitsSince(null))
                    .containsExactly(
                            new Commit(second, "second\n\nwith a body\n", "Ada Lovelace", List.of(first)),
                            new Commit(first, "first\n", "Grace Hopper", List.of()));
            assertThat(history.committed()).isEqualTo(GitRepository.FIRST_COMMIT.plusSeconds(3600));
        }
    }

    @Test
    void commits_since_another_exclude_it_and_what_it_contains() throws Exception {
        GitRepository repository = GitRepository.in(folder);
        repository.commit("a", "first");
        String second = repository.commit("a", "second");
        repository.commit("a", "third");

        try (GitHistory history = history(folder)) {
            assertThat(messages(history.commitsSince(second))).containsExactly("third");
        }
    }

    @Test
    void commits_of_a_project_in_a_subfolder_are_those_that_changed_it() throws Exception {
        GitRepository repository = GitRepository.in(folder);
        repository.commit("plugins/note/a", "note");
        repository.commit("plugins/other/a", "other");

        try (GitHistory note = history(folder.resolve("plugins/note"));
                GitHistory all = history(folder)) {
            assertThat(messages(note.commitsSince(null))).containsExactly("note");
            assertThat(messages(all.commitsSince(null))).containsExactly("other", "note");
        }
    }

    @Test
    void tags_are_those_that_head_contains() throws Exception {
        GitRepository repository = GitRepository.in(folder);
        String first = repository.commit("a", "first");
        repository.git("tag", "v1.0.0");
        repository.git("checkout", "-q", "-b", "side");
        repository.commit("a", "on the side");
        repository.git("tag", "v9.0.0");
        repository.git("checkout", "-q", "main");
        String second = repository.commit("a", "second");
        repository.git("tag", "-a", "-m", "annotated", "note/v1.1.0");

        try (GitHistory history = history(folder)) {
            assertThat(history.tags()).containsOnly(Map.entry("v1.0.0", first), Map.entry("note/v1.1.0", second));
        }
    }

    @Test
    void a_shallow_checkout_is_reported() throws Exception {
        GitRepository repository = GitRepository.in(folder.resolve("full"));
        repository.commit("a", "first");
        repository.commit("a", "second");
        repository.git("clone", "-q", "--depth", "1", "file://" + folder.resolve("full"), "../shallow");

        try (GitHistory shallow = history(folder.resolve("shallow"));
                GitHistory full = history(folder.resolve("full"))) {
            assertThat(shallow.isShallow()).isTrue();
            assertThat(messages(shallow.commitsSince(null))).containsExactly("second");
            assertThat(full.isShallow()).isFalse();
        }
    }

    @Test
    void reading_changes_nothing_in_the_repository_and_runs_no_program_that_it_configures() throws Exception {
        GitRepository repository = GitRepository.in(folder);
        repository.commit("a", "first");
        Path trace = folder.resolve("trace");
        for (String key : List.of("core.fsmonitor", "core.pager", "core.sshCommand", "core.hooksPath")) {
            repository.git("config", key, "touch " + trace);
        }
        List<String> before = listing();

        try (GitHistory history = history(folder)) {
            assertThat(history.commitsSince(null)).hasSize(1);
        }

        assertThat(listing()).isEqualTo(before);
        assertThat(trace).doesNotExist();
    }

    private List<String> listing() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
