package io.powerx.publish.rollout;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigSection;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.rollout.Rollout.RollbackPlan;
import io.powerx.publish.rollout.Rollout.Tenants;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rollout of a release from publish.yml. It can have the form of PowerXPlugin's online guide, publish-hub
 * specification or create command, or of PowerX's versioning guide; the reference documents only the preferred form.
 */
public final class RolloutReader {
    private static final List<String> CHANNELS =
            Arrays.stream(Channel.values()).map(Channel::wireName).toList();
    private static final List<String> UPGRADES = List.of("none", "patch", "minor", "all");
    private static final Set<String> ROLLOUT_KEYS =
            Set.of("enabled", "strategy", "batches", "stages", "tenantAllowList");

    private final ConfigSection root;
    private final Instant earliest;
    private final Set<String> allowed = new LinkedHashSet<>();

    private RolloutReader(ConfigSection root, Instant earliest) {
        this.root = root;
        this.earliest = earliest;
    }

    /**
     * Reads the rollout of a channel.
     *
     * @param earliest batches must not start before this time; {@link Instant#MIN} for any time
     * @throws io.powerx.publish.error.PublishException {@link io.powerx.publish.error.ErrorCode#CONFIG_INVALID} with
     *     the file, line and column of the error
     */
    public static Rollout read(PublishFile file, Channel channel, Instant earliest) {
        return new RolloutReader(ConfigSection.of(file.document()), earliest).read(channel);
    }

    /** Whether publish.yml says how versions of a channel reach tenants. Tenants, upgrades and a rollback plan do not. */
    public static boolean isConfigured(PublishFile file, Channel channel) {
        ConfigSection root = ConfigSection.of(file.document());
        return root.has("rollout")
                || root.has("rolloutPlan")
                || root.has("window")
                || root.sections("channels").stream()
                        .anyMatch(section -> channel.wireName().equals(section.text("name")) && section.has("rollout"));
    }

    private Rollout read(Channel channel) {
        ConfigSection rollout = rollout(channel).allow(ROLLOUT_KEYS);
        Boolean enabled = rollout.bool("enabled");
        String strategy = rollout.oneOf("strategy", List.of("direct", "canary", "staged"));
        if (rollout.has("batches") && rollout.has("stages")) {
            throw rollout.error("stages", "a rollout cannot have both batches and stages");
        }
        BatchReader reader =
                BatchReader.read(rollout, rollout.has("stages") ? "stages" : "batches", windowStart(), earliest);
        boolean off = Boolean.FALSE.equals(enabled);
        List<Rollout.Batch> batches = off ? List.of() : reader.batches();
        requireConsistent(rollout, strategy, batches, off);
        if (root.section("window").has("start") && batches.isEmpty()) {
            throw root.section("window")
                    .error("start", "a direct rollout has no start; add batches, such as - percentage: 100");
        }
        allowed.addAll(rollout.texts("tenantAllowList"));
        return new Rollout(
                batches.isEmpty() ? "direct" : "canary",
                batches.isEmpty() ? null : batches,
                tenants(),
                autoUpgrade(),
                rollbackPlan());
    }

    /** The rollout of this channel, otherwise the one for all channels. */
    private ConfigSection rollout(Channel channel) {
        ConfigSection own = null;
        Set<String> names = new LinkedHashSet<>();
        for (ConfigSection section : root.sections("channels")) {
            section.allow(Set.of("name", "precheck", "rollout"));
            String name = section.oneOf("name", CHANNELS);
            if (name == null || !names.add(name)) {
                throw section.error(
                        name == null ? "" : "name",
                        name == null ? "a channel has no name" : "a channel is listed twice");
            }
            // Validate the rollouts of all channels, so that errors show up at the first publish to any channel.
            ConfigSection rollout = section.section("rollout").allow(ROLLOUT_KEYS);
            BatchReader.read(rollout, rollout.has("stages") ? "stages" : "batches", null, Instant.MIN);
            if (name.equals(channel.wireName()) && section.has("rollout")) {
                own = rollout;
            }
        }
        if (root.has("rollout") && root.has("rolloutPlan")) {
            throw root.error("rolloutPlan", "both rollout and rolloutPlan are set; keep rollout");
        }
        return own != null ? own : root.section(root.has("rolloutPlan") ? "rolloutPlan" : "rollout");
    }

    private @Nullable Instant windowStart() {
        ConfigSection window = root.section("window").allow(Set.of("start", "end"));
        if (window.has("end")) {
            throw window.error("end", "the Marketplace cannot end a rollout at a time; use batches with waits instead");
        }
        return BatchReader.instant(window, "start", earliest);
    }

    private static void requireConsistent(
            ConfigSection rollout, @Nullable String strategy, List<Rollout.Batch> batches, boolean off) {
        if ("direct".equals(strategy) && batches.size() > 1) {
            throw rollout.error("strategy", "a direct rollout reaches all tenants at once and cannot have batches");
        }
        if (strategy != null && !strategy.equals("direct") && batches.isEmpty() && !off) {
            throw rollout.error("strategy", "a %s rollout needs batches, such as - percentage: 10".formatted(strategy));
        }
    }

    private @Nullable Tenants tenants() {
        ConfigSection tenants = root.section("tenants").allow(Set.of("allow", "deny"));
        ConfigSection filters = root.section("tenantFilters").allow(Set.of("enabled", "tenants"));
        allowed.addAll(tenants.texts("allow"));
        if (!Boolean.FALSE.equals(filters.bool("enabled"))) {
            List<String> filtered = filters.texts("tenants");
            if (filtered.isEmpty() && Boolean.TRUE.equals(filters.bool("enabled"))) {
                throw filters.error("enabled", "the filter is enabled, but lists no tenants");
            }
            allowed.addAll(filtered);
        }
        List<String> denied = tenants.texts("deny").stream().distinct().toList();
        denied.stream().filter(allowed::contains).findFirst().ifPresent(both -> {
            throw tenants.error("deny", "the tenant \"" + both + "\" is both allowed and denied");
        });
        return allowed.isEmpty() && denied.isEmpty() ? null : new Tenants(List.copyOf(allowed), denied);
    }

    private @Nullable String autoUpgrade() {
        if (root.value("autoUpgrade").isBoolean()) {
            return root.value("autoUpgrade").booleanValue() ? "all" : "none";
        }
        return root.oneOf("autoUpgrade", UPGRADES);
    }

    private @Nullable RollbackPlan rollbackPlan() {
        ConfigSection plan =
                root.section("rollbackPlan").allow(Set.of("enabled", "previousVersion", "trigger", "steps"));
        String previous = plan.text("previousVersion");
        if (previous != null && SemanticVersion.parse(previous).isEmpty()) {
            throw plan.error("previousVersion", "\"previousVersion\" is not a version such as 1.2.3");
        }
        String trigger = plan.text("trigger");
        List<String> steps = plan.texts("steps");
        if (trigger == null && Boolean.TRUE.equals(root.bool("autoRollback"))) {
            trigger = "automatic";
        }
        boolean none =
                previous == null && trigger == null && steps.isEmpty() && !Boolean.TRUE.equals(plan.bool("enabled"));
        return none || Boolean.FALSE.equals(plan.bool("enabled"))
                ? null
                : new RollbackPlan(previous, trigger, steps.isEmpty() ? null : steps);
    }
}
