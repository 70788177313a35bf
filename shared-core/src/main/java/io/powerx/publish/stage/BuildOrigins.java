package io.powerx.publish.stage;

import io.powerx.publish.provenance.BuildOrigin;
import io.powerx.publish.release.ReleaseMetadata.Build;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The origin of a build, as provenance states it. */
final class BuildOrigins {
    private BuildOrigins() {}

    /** @param build null if nothing is known, as outside a CI and a git checkout */
    static BuildOrigin of(@Nullable Build build) {
        if (build == null) {
            return new BuildOrigin(BuildOrigin.LOCAL, null, null, null, null, Map.of());
        }
        Map<String, String> parameters = new LinkedHashMap<>(build.job());
        String ref = parameters.remove("ref");
        return new BuildOrigin(
                builder(build), build.repository(), ref, build.commit(), build.buildUrl(), Map.copyOf(parameters));
    }

    /** The URIs that GitHub and GitLab use in their own provenance, if the CI states enough. */
    private static String builder(Build build) {
        String server = build.job().get("server");
        String runner = build.job().get("runner");
        return switch (String.valueOf(build.builder())) {
            case "github-actions" ->
                withoutSlash(server == null ? "https://github.com" : server) + "/actions/runner"
                        + (runner == null ? "" : "/" + runner);
            case "gitlab-ci" ->
                (build.repository() == null ? "https://gitlab.com" : build.repository())
                        + (runner == null ? "" : "/-/runners/" + runner);
            case "jenkins" -> jenkins(server, build.buildUrl());
            case "null" -> BuildOrigin.LOCAL;
            default -> "https://powerx.io/px-publish/builder/" + build.builder();
        };
    }

    private static String jenkins(@Nullable String server, @Nullable String buildUrl) {
        if (server != null) {
            return withoutSlash(server);
        }
        if (buildUrl == null || !buildUrl.contains("/job/")) {
            return "https://powerx.io/px-publish/builder/jenkins";
        }
        return buildUrl.substring(0, buildUrl.indexOf("/job/"));
    }

    private static String withoutSlash(String address) {
        return address.replaceFirst("/+$", "");
    }
}
