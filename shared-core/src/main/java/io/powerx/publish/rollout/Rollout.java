package io.powerx.publish.rollout;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a version reaches its tenants (contract, PublishRequest.metadata.rollout).
 *
 * @param strategy direct or canary
 * @param batches null for a direct rollout
 * @param tenants null for all tenants
 * @param autoUpgrade none, patch, minor or all; null for the Marketplace's default
 * @param proposed true if publish.yml has no rollout and this one follows from the risk; otherwise null
 */
public record Rollout(
        String strategy,
        @Nullable List<Batch> batches,
        @Nullable Tenants tenants,
        @Nullable String autoUpgrade,
        @Nullable RollbackPlan rollbackPlan,
        @Nullable Boolean proposed)
        implements Serializable {
    /** A rollout that publish.yml has. */
    public Rollout(
            String strategy,
            @Nullable List<Batch> batches,
            @Nullable Tenants tenants,
            @Nullable String autoUpgrade,
            @Nullable RollbackPlan rollbackPlan) {
        this(strategy, batches, tenants, autoUpgrade, rollbackPlan, null);
    }

    /** @param delay ISO 8601 duration before the next batch */
    public record Batch(
            int percentage,
            @Nullable Instant startAt,
            @JsonProperty("wait") @Nullable String delay) implements Serializable {}

    public record Tenants(List<String> allow, List<String> deny) implements Serializable {}

    public record RollbackPlan(
            @Nullable String previousVersion,
            @Nullable String trigger,
            @Nullable List<String> steps) implements Serializable {}
}
