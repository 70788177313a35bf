package io.powerx.publish.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.release.ReleaseMetadata.Build;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildFactsTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void github_variables_contain_commit_repository_and_run() {
        assertThat(BuildFacts.of(Map.of(
                        "GITHUB_ACTIONS", "true",
                        "GITHUB_SHA", COMMIT,
                        "GITHUB_SERVER_URL", "https://git.example",
                        "GITHUB_REPOSITORY", "team/note",
                        "GITHUB_RUN_ID", "42")))
                .contains(new Build(
                        COMMIT,
                        "https://git.example/team/note",
                        "github-actions",
                        "https://git.example/team/note/actions/runs/42",
                        null,
                        Map.of("server", "https://git.example")));
    }

    @Test
    void gitlab_and_jenkins_variables_are_read() {
        assertThat(BuildFacts.of(Map.of("GITLAB_CI", "true", "CI_PROJECT_URL", "https://git.example/team/note")))
                .contains(new Build(null, "https://git.example/team/note", "gitlab-ci", null, null));
        assertThat(BuildFacts.of(Map.of(
                        "JENKINS_URL", "https://ci.example/",
                        "BUILD_NUMBER", "7",
                        "BUILD_URL", "https://ci.example/job/note/7/",
                        "GIT_COMMIT", COMMIT)))
                .contains(new Build(
                        COMMIT,
                        null,
                        "jenkins",
                        "https://ci.example/job/note/7/",
                        null,
                        Map.of("server", "https://ci.example/", "attempt", "7")));
    }

    @Test
    void credentials_are_removed_from_urls() {
        Build build = BuildFacts.of(Map.of(
                        "GITLAB_CI", "true",
                        "CI_PROJECT_URL", "https://ci-token:canary@git.example:8443/team/note.git?token=canary#canary",
                        "CI_JOB_URL", "https://user:canary@bad host/"))
                .orElseThrow();

        assertThat(build.repository()).isEqualTo("https://git.example:8443/team/note.git");
        assertThat(build.buildUrl()).isNull();
    }

    @Test
    void hostile_values_become_one_bounded_line() {
        Build build = BuildFacts.of(Map.of("GITLAB_CI", "true", "CI_COMMIT_SHA", "a\u001b[31m\nb" + "x".repeat(10_000)))
                .orElseThrow();

        assertThat(build.commit()).startsWith("a [31m b").hasSizeLessThan(600);
    }

    @Test
    void outside_a_ci_there_are_no_facts() {
        assertThat(BuildFacts.of(Map.of("GIT_COMMIT", COMMIT, "BUILD_NUMBER", "7")))
                .isEmpty();
    }
}
