package io.powerx.publish.options;

import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.release.ReleaseMetadata.Build;
import io.powerx.publish.secret.ForeignText;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Facts about the build from GitHub Actions, Jenkins or GitLab. Credentials are removed from URLs. */
public final class BuildFacts {
    private static final int MAX_LENGTH = 500;

    private static final Map<String, String> GITHUB = Map.of(
            "GITHUB_REF", "ref",
            "GITHUB_WORKFLOW_REF", "workflow",
            "GITHUB_EVENT_NAME", "event",
            "GITHUB_RUN_ATTEMPT", "attempt",
            "GITHUB_JOB", "job",
            "GITHUB_SERVER_URL", "server",
            "RUNNER_ENVIRONMENT", "runner");
    private static final Map<String, String> GITLAB = Map.of(
            "CI_COMMIT_REF_NAME", "ref",
            "CI_CONFIG_PATH", "workflow",
            "CI_PIPELINE_SOURCE", "event",
            "CI_PIPELINE_ID", "pipeline",
            "CI_JOB_NAME", "job",
            "CI_SERVER_URL", "server",
            "CI_RUNNER_ID", "runner");
    private static final Map<String, String> JENKINS =
            Map.of("BRANCH_NAME", "ref", "JOB_NAME", "job", "BUILD_NUMBER", "attempt", "JENKINS_URL", "server");

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
                    environment.get("CI_JOB_URL"),
                    job(environment, GITLAB)));
        }
        if (environment.containsKey("JENKINS_URL") && environment.containsKey("BUILD_NUMBER")) {
            return Optional.of(build(
                    environment.get("GIT_COMMIT"),
                    environment.get("GIT_URL"),
                    "jenkins",
                    environment.get("BUILD_URL"),
                    job(environment, JENKINS)));
        }
        return Optional.empty();
    }

    /** The facts of a Jenkins build; null or blank for those that are unknown. */
    public static Build jenkins(@Nullable String commit, @Nullable String repository, @Nullable String buildUrl) {
        return build(commit, repository, "jenkins", buildUrl, Map.of());
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
                : new Build(commit, ci.repository(), ci.builder(), ci.buildUrl(), ci.timestamp(), ci.job());
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
                home == null || run == null ? null : home + "/actions/runs/" + run,
                job(environment, GITHUB));
    }

    private static Build build(
            @Nullable String commit,
            @Nullable String repository,
            String builder,
            @Nullable String buildUrl,
            Map<String, String> job) {
        return new Build(
                clean(commit), withoutCredentials(repository), builder, withoutCredentials(buildUrl), null, job);
    }

    /** @param names of the facts in provenance, by their variables */
    private static Map<String, String> job(Map<String, String> environment, Map<String, String> names) {
        Map<String, String> job = new TreeMap<>();
        names.forEach((variable, name) -> {
            String value = withoutCredentials(environment.get(variable));
            if (value != null) {
                job.put(name, value);
            }
        });
        return job;
    }

    private static @Nullable String clean(@Nullable String text) {
        return text == null || text.isBlank() ? null : ForeignText.oneLine(text, MAX_LENGTH);
    }

    /** Also removes query and fragment, in which CI systems pass tokens. A git address like {@code user@host:path} contains no secret. */
    private static @Nullable String withoutCredentials(@Nullable String address) {
        String clean = clean(address);
        return clean == null || !clean.contains("://") ? clean : Endpoints.withoutDetails(clean);
    }
}
