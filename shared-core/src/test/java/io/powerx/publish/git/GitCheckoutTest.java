package io.powerx.publish.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.testing.ExternalTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitCheckoutTest {
    @TempDir
    Path folder;

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String OTHER = "f".repeat(40);

    private Path write(String path, String text) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private String commit() {
        return GitCheckout.of(folder).map(GitCheckout::commit).orElse(null);
    }

    @Test
    void a_folder_outside_a_checkout_has_no_commit() {
        // The folder for temporary files is not in a checkout.
        assertThat(commit()).isNull();
    }

    @Test
    void the_commit_of_the_current_branch_is_found_from_a_subfolder() throws Exception {
        write(".git/HEAD", "ref: refs/heads/feature/x\n");
        write(".git/refs/heads/feature/x", COMMIT + "\n");
        Path below = Files.createDirectories(folder.resolve("plugins/note"));
        assertThat(GitCheckout.of(below)).map(GitCheckout::commit).contains(COMMIT);
    }

    @Test
    void a_detached_head_is_the_commit() throws Exception {
        write(".git/HEAD", COMMIT + "\n");
        assertThat(commit()).isEqualTo(COMMIT);
    }

    @Test
    void a_loose_ref_takes_precedence_over_a_packed_ref() throws Exception {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(
                ".git/packed-refs",
                "# pack-refs with: peeled\n" + OTHER + " refs/heads/mainline\n" + COMMIT + " refs/heads/main\n^" + OTHER
                        + "\n");
        assertThat(commit()).isEqualTo(COMMIT);
        write(".git/refs/heads/main", OTHER + "\n");
        assertThat(commit()).isEqualTo(OTHER);
    }

    @Test
    void a_branch_without_a_commit_has_no_commit() throws Exception {
        write(".git/HEAD", "ref: refs/heads/main\n");
        assertThat(commit()).isNull();
        assertThat(GitCheckout.of(folder)).isPresent();
    }

    @Test
    void a_worktree_finds_its_refs_in_the_common_folder() throws Exception {
        write("main/.git/worktrees/wt/HEAD", "ref: refs/heads/topic\n");
        write("main/.git/worktrees/wt/commondir", "../..\n");
        write("main/.git/refs/heads/topic", COMMIT + "\n");
        write("main/.git/config", "[remote \"origin\"]\n\turl = https://example.org/a/b.git\n");
        write("wt/.git", "gitdir: ../main/.git/worktrees/wt\n");
        assertThat(GitCheckout.of(folder.resolve("wt")))
                .contains(new GitCheckout(COMMIT, "https://example.org/a/b.git"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ref: refs/../../secret", "ref: /etc/passwd", "ref: refs/heads/..", "ref:", "garbage", ""})
    void a_hostile_head_reads_no_other_file(String head) throws Exception {
        write("secret", COMMIT);
        write(".git/HEAD", head);
        assertThat(GitCheckout.of(folder)).isPresent();
        assertThat(commit()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "https://user:hunter2@example.org/a/b.git | https://example.org/a/b.git",
                "https://ghp_token@example.org:8443/a/b?x=secret#y | https://example.org:8443/a/b",
                "ssh://git@example.org:2222/a/b.git | ssh://example.org:2222/a/b.git",
                "git@example.org:a/b.git | ssh://example.org/a/b.git",
                "example.org:/a/b.git | ssh://example.org/a/b.git",
                "/srv/git/a.git | ",
                "../a.git | ",
                "file:///srv/git/a.git | ",
                "C:\\git\\a | ",
                "https://bad host/x | "
            },
            delimiter = '|')
    void the_repository_contains_no_credentials_and_is_never_a_local_folder(String url, String expected) {
        assertThat(GitCheckout.withoutCredentials(url)).isEqualTo(expected);
    }

    @Test
    void origin_is_preferred_to_other_remotes() throws Exception {
        write(".git/HEAD", COMMIT);
        write(
                ".git/config",
                "[core]\n\turl = https://no.example/x\n[remote \"fork\"]\n\turl = https://fork.example/x\n[remote \"origin\"]\n\tfetch = +refs/*\n\turl = \"https://origin.example/x\"\n");
        assertThat(GitCheckout.of(folder)).map(GitCheckout::repository).contains("https://origin.example/x");
    }

    @Test
    void the_result_agrees_with_git() throws Exception {
        git("init", "--quiet", "--initial-branch=main");
        git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--allow-empty", "--message=x");
        git("remote", "add", "origin", "https://me:secret@example.org/a/b.git");
        git("pack-refs", "--all");
        assertThat(GitCheckout.of(folder))
                .contains(new GitCheckout(git("rev-parse", "HEAD"), "https://example.org/a/b.git"));
    }

    private String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        return ExternalTool.run(folder, Map.of(), command).succeeded().output().strip();
    }

    @Test
    void a_project_is_located_relative_to_the_closest_checkout() throws Exception {
        write("outer/.git/HEAD", COMMIT);
        write("outer/inner/.git", "gitdir: elsewhere");
        Path project = folder.resolve("outer/inner/plugins/note");

        assertThat(GitCheckout.folderOf(project, null, folder)).isEqualTo("plugins/note");
        assertThat(GitCheckout.folderOf(folder.resolve("outer/inner"), null, folder))
                .isEmpty();
    }

    @Test
    void a_project_outside_a_checkout_is_located_relative_to_the_given_folder() {
        Path project = folder.resolve("work/plugins/note");

        assertThat(GitCheckout.folderOf(project, null, folder.resolve("work"))).isEqualTo("plugins/note");
        assertThat(GitCheckout.folderOf(project, null, folder.resolve("other"))).isEmpty();
    }

    @Test
    void a_checkout_above_the_highest_folder_is_ignored() throws Exception {
        write(".git/HEAD", COMMIT);
        Path project = folder.resolve("work/job/note");

        assertThat(GitCheckout.folderOf(project, folder.resolve("work"), folder.resolve("work/job")))
                .isEqualTo("note");
    }
}
