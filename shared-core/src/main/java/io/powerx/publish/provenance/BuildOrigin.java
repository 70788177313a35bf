package io.powerx.publish.provenance;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a release was built, as far as the CI states it. Nothing in it is a secret.
 *
 * @param builder URI of the CI system or of its kind of runner
 * @param source URL of the repository; null if unknown
 * @param ref such as {@code refs/heads/main}; null if unknown
 * @param commit in hex; null if unknown
 * @param invocation URL of the job; null outside a CI
 * @param parameters what else the CI states about the job, such as its workflow
 */
public record BuildOrigin(
        String builder,
        @Nullable String source,
        @Nullable String ref,
        @Nullable String commit,
        @Nullable String invocation,
        Map<String, String> parameters) {
    /** The builder of a release that was not built by a CI. */
    public static final String LOCAL = "https://powerx.io/px-publish/builder/local";
}
