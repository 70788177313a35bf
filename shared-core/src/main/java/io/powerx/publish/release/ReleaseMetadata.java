package io.powerx.publish.release;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.powerx.publish.config.Channel;
import io.powerx.publish.rollout.Rollout;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metadata of a release that is sent to the Marketplace (contract, PublishRequest.metadata). */
public record ReleaseMetadata(
        String pluginId,
        String name,
        String version,
        Channel channel,
        @Nullable String hostRange,
        List<String> permissions,
        List<Dependency> dependencies,
        @Nullable Notes releaseNotes,
        Risk risk,
        @JsonIgnoreProperties("proposed") Rollout rollout,
        @Nullable Quality quality,
        @Nullable Build build)
        implements Serializable {

    public record Dependency(
            String id, @Nullable String range, @Nullable Boolean optional) implements Serializable {}

    /**
     * @param format always {@code markdown}
     * @param generated whether the notes were generated
     */
    public record Notes(
            String format, String text, @Nullable Boolean generated) implements Serializable {}

    /** @param level low, medium, high or critical */
    public record Risk(String level, List<Reason> reasons) implements Serializable {
        public record Reason(String code, @Nullable String detail) implements Serializable {}
    }

    /** @param lineCoverage percent */
    public record Quality(
            @Nullable Tests tests,
            @Nullable Double lineCoverage,
            @Nullable Precheck precheck) implements Serializable {
        public record Tests(int total, int failed, int skipped) implements Serializable {}

        public record Precheck(int errors, int warnings, int suppressed, boolean skipped) implements Serializable {}
    }

    /** @param job what else the CI states about the job, by name, for the provenance; not sent to the Marketplace */
    public record Build(
            @Nullable String commit,
            @Nullable String repository,
            @Nullable String builder,
            @Nullable String buildUrl,
            @Nullable Instant timestamp,
            @JsonIgnore Map<String, String> job)
            implements Serializable {
        public Build {
            job = Map.copyOf(job);
        }

        public Build(
                @Nullable String commit,
                @Nullable String repository,
                @Nullable String builder,
                @Nullable String buildUrl,
                @Nullable Instant timestamp) {
            this(commit, repository, builder, buildUrl, timestamp, Map.of());
        }
    }
}
