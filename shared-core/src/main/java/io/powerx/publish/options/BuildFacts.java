package io.powerx.publish.options;

import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.release.ReleaseMetadata.Build;
import io.powerx.publish.secret.ForeignText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts about the build from GitHub Actions, Jenkins or GitLab. Credentials are removed from URLs. */
public final class BuildFacts {
    private static final int LONGEST = 500;

    private BuildFacts() {}

    /** The facts in environment variables; empty outside the known CIs. */
    public static Optional<Build> of(Map<String, String> environment) {
        if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
            return Optional.of(github(environment));
        }
        if ("true".equals(environment.get("GITLAB_CI"))) {
            return Optional.of(build(
                    environment.get("CI_COMMIT_SHA"),
                    environment.get("CI_PROJECT_URL"),
                    "gitlab-ci",
                    environment.get("CI_JOB_URL")));
        }
        if (environment.containsKey("JENKINS_URL") && environment.containsKey("BUILD_NUMBER")) {
            return Optional.of(
                    jenkins(environment.get("GIT_COMMIT"), environment.get("GIT_URL"), environment.get("BUILD_URL")));
        }
        return Optional.empty();
    }

    /** The facts of a Jenkins build; null or blank for those that are unknown. */
    public static Build jenkins(@Nullable String commit, @Nullable String repository, @Nullable String buildUrl) {
        return build(commit, repository, "jenkins", buildUrl);
    }

    /**
     * The facts with the configured commit, which overrides the CI's.
     *
     * @param ci null outside a CI
     */
    public static @Nullable Build named(@Nullable Build ci, ResolvedConfig config) {
        String commit = clean(config.text(Setting.COMMIT).orElse(null));
        if (commit == null) {
            return ci;
        }
        return ci == null
                ? new Build(commit, null, null, null, null)
                : new Build(commit, ci.repository(), ci.builder(), ci.buildUrl(), ci.timestamp());
    }

    private static Build github(Map<String, String> environment) {
        String server = environment.get("GITHUB_SERVER_URL");
        String repository = environment.get("GITHUB_REPOSITORY");
        String run = environment.get("GITHUB_RUN_ID");
        String home = server == null || repository == null ? null : server + "/" + repository;
        return build(
                environment.get("GITHUB_SHA"),
                home,
                "github-actions",
                home == null || run == null ? null : home + "/actions/runs/" + run);
    }

    private static Build build(
            @Nullable String commit, @Nullable String repository, String builder, @Nullable String buildUrl) {
        return new Build(clean(commit), withoutCredentials(repository), builder, withoutCredentials(buildUrl), null);
    }

    private static @Nullable String clean(@Nullable String text) {
        return text == null || text.isBlank() ? null : ForeignText.oneLine(text, LONGEST);
    }

    /** Also removes query and fragment, in which CI systems pass tokens. A git address like {@code user@host:path} contains no secret. */
    private static @Nullable String withoutCredentials(@Nullable String address) {
        String clean = clean(address);
        return clean == null || !clean.contains("://") ? clean : Endpoints.withoutDetails(clean);
    }
}
