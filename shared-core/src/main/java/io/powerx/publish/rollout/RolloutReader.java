package io.powerx.publish.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigProblems;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rollout of a release from publish.yml. It can have the form of PowerXPlugin's online guide, publish-hub
 * specification or create command, or of PowerX's versioning guide; the reference documents only the preferred form.
 */
public final class RolloutReader {
    private static final List<String> CHANNELS =
            Arrays.stream(Channel.values()).map(Channel::wireName).toList();
    private static final List<String> STRATEGIES = List.of("direct", "canary", "staged");
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
     *     the file, line and column of the first error and the others attached
     */
    public static Rollout read(PublishFile file, Channel channel, Instant earliest) {
        ConfigProblems problems = new ConfigProblems();
        Rollout rollout = read(file, channel, earliest, problems);
        ConfigProblems.requireNone(problems.all());
        return rollout;
    }

    /**
     * Reads the rollout of a channel.
     *
     * @param problems receives all errors; if there are any, the result must not be used
     */
    public static Rollout read(PublishFile file, Channel channel, Instant earliest, ConfigProblems problems) {
        return new RolloutReader(ConfigSection.of(file.document(), problems), earliest).read(channel);
    }

    /** Whether publish.yml specifies how versions of a channel reach tenants. Tenants, upgrades and a rollback plan do not. */
    public static boolean isConfigured(PublishFile file, Channel channel) {
        JsonNode root = file.document().root();
        boolean general =
                Stream.of("/rollout", "/rolloutPlan", "/window").anyMatch(pointer -> isChosen(root.at(pointer)));
        return general
                || StreamSupport.stream(root.path("channels").spliterator(), false)
                        .anyMatch(section ->
                                channel.wireName().equals(section.path("name").asText())
                                        && isChosen(section.path("rollout")));
    }

    private static boolean isChosen(JsonNode rollout) {
        return rollout.properties().stream()
                .anyMatch(property -> !property.getKey().equals("tenantAllowList")
                        && !property.getValue().isNull());
    }

    private Rollout read(Channel channel) {
        ConfigSection rollout = rollout(channel).allow(ROLLOUT_KEYS);
        Boolean enabled = rollout.bool("enabled");
        String strategy = rollout.oneOf("strategy", STRATEGIES);
        List<Rollout.Batch> written = BatchReader.read(rollout, batchKey(rollout), windowStart(), earliest);
        boolean off = Boolean.FALSE.equals(enabled);
        List<Rollout.Batch> batches = off ? List.of() : written;
        requireConsistent(rollout, strategy, off);
        if (root.section("window").has("start") && (off || !hasBatches(rollout))) {
            root.section("window")
                    .report("start", "a direct rollout has no start; add batches, such as - percentage: 100");
        }
        allow(rollout, "tenantAllowList");
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
            if (!section.has("name")) {
                section.report("", "a channel has no name");
            } else if (name != null && !names.add(name)) {
                section.report("name", "a channel is listed twice");
            }
            // Validate the rollouts of all channels, so that errors show up at the first publish to any channel.
            ConfigSection rollout = section.section("rollout");
            if (channel.wireName().equals(name) && section.has("rollout")) {
                own = rollout;
            } else {
                validate(rollout);
            }
        }
        if (root.has("rollout") && root.has("rolloutPlan")) {
            root.report("rolloutPlan", "both rollout and rolloutPlan are set; keep rollout");
        }
        ConfigSection general = root.section(root.has("rollout") ? "rollout" : "rolloutPlan");
        if (own != null) {
            validate(general);
        }
        return own != null ? own : general;
    }

    /** Validates a rollout that this publish does not use. */
    private static void validate(ConfigSection rollout) {
        rollout.allow(ROLLOUT_KEYS);
        Boolean enabled = rollout.bool("enabled");
        String strategy = rollout.oneOf("strategy", STRATEGIES);
        BatchReader.read(rollout, batchKey(rollout), null, Instant.MIN);
        requireConsistent(rollout, strategy, Boolean.FALSE.equals(enabled));
    }

    private static String batchKey(ConfigSection rollout) {
        return rollout.has("stages") && !rollout.has("batches") ? "stages" : "batches";
    }

    private static boolean hasBatches(ConfigSection rollout) {
        return rollout.has("batches") || rollout.has("stages");
    }

    private @Nullable Instant windowStart() {
        ConfigSection window = root.section("window").allow(Set.of("start", "end"));
        if (window.has("end")) {
            window.report("end", "the Marketplace cannot end a rollout at a time; use batches with waits instead");
        }
        if (root.isMapping("window") && !window.has("start")) {
            window.report("", "a window has no start");
        }
        return BatchReader.instant(window, "start", earliest);
    }

    private static void requireConsistent(ConfigSection rollout, @Nullable String strategy, boolean off) {
        if (rollout.has("batches") && rollout.has("stages")) {
            rollout.report("stages", "a rollout cannot have both batches and stages");
        }
        int batches = rollout.value(batchKey(rollout)).size();
        if ("direct".equals(strategy) && batches > 1) {
            rollout.report("strategy", "a direct rollout reaches all tenants at once and cannot have batches");
        }
        if (hasBatches(rollout) || off) {
            return;
        }
        if (strategy != null && !strategy.equals("direct")) {
            rollout.report("strategy", "a %s rollout needs batches, such as - percentage: 10".formatted(strategy));
        } else if (!rollout.has("strategy") && rollout.has("enabled")) {
            rollout.report("enabled", "the rollout is enabled, but has neither batches nor strategy: direct");
        } else if (rollout.isEmpty()) {
            rollout.report("", "the rollout is empty; add batches or strategy: direct, or remove it");
        }
    }

    private @Nullable Tenants tenants() {
        ConfigSection tenants = root.section("tenants").allow(Set.of("allow", "deny"));
        ConfigSection filters = root.section("tenantFilters").allow(Set.of("enabled", "tenants"));
        allow(tenants, "allow");
        Boolean enabled = filters.bool("enabled");
        if (Boolean.TRUE.equals(enabled)
                && filters.value("tenants").isEmpty()
                && !filters.value("tenants").isTextual()) {
            filters.report("enabled", "the filter is enabled, but lists no tenants");
        } else if (!Boolean.FALSE.equals(enabled)) {
            allow(filters, "tenants");
        }
        List<String> denied = tenants.texts("deny").stream().distinct().toList();
        denied.stream()
                .filter(allowed::contains)
                .forEach(both -> tenants.report("deny", "the tenant \"" + both + "\" is both allowed and denied"));
        return allowed.isEmpty() && denied.isEmpty() ? null : new Tenants(List.copyOf(allowed), denied);
    }

    /** An empty list would allow all tenants, although it reads as if it allowed none. */
    private void allow(ConfigSection section, String key) {
        allowed.addAll(section.texts(key));
        if (section.value(key).isArray() && section.value(key).isEmpty()) {
            section.report(key, "\"" + key + "\" lists no tenants; remove it to allow all tenants");
        }
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
        Boolean enabled = plan.bool("enabled");
        String previous = plan.text("previousVersion");
        if (previous != null && SemanticVersion.parse(previous).isEmpty()) {
            plan.report("previousVersion", "\"previousVersion\" is not a version such as 1.2.3");
        }
        String trigger = plan.text("trigger");
        List<String> steps = plan.texts("steps");
        if (Boolean.TRUE.equals(root.bool("autoRollback"))) {
            if (Boolean.FALSE.equals(enabled) || plan.has("trigger")) {
                root.report(
                        "autoRollback",
                        "\"autoRollback\" contradicts rollbackPlan.%s; keep one of them"
                                .formatted(plan.has("trigger") ? "trigger" : "enabled"));
            }
            trigger = "automatic";
        }
        boolean none = previous == null && trigger == null && steps.isEmpty() && !Boolean.TRUE.equals(enabled);
        return none || Boolean.FALSE.equals(enabled)
                ? null
                : new RollbackPlan(previous, trigger, steps.isEmpty() ? null : steps);
    }
}
