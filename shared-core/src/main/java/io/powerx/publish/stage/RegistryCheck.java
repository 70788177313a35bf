package io.powerx.publish.stage;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.PreflightReply;
import io.powerx.publish.marketplace.PreflightRequest;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.PrecheckRequest.Subject;
import io.powerx.publish.precheck.RegistryState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the Marketplace what it knows about a plugin, and whether it would register the version. */
final class RegistryCheck {
    private static final int MAX_DEPENDENCIES = 200;
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,199}";

    private final Marketplace marketplace;
    private final Clock clock;
    private final BiConsumer<Subject, PublishException> problems;

    /** @param problems receives what prevents the registration */
    RegistryCheck(Marketplace marketplace, Clock clock, BiConsumer<Subject, PublishException> problems) {
        this.marketplace = marketplace;
        this.clock = clock;
        this.problems = problems;
    }

    /**
     * What the Marketplace reported.
     *
     * @param published the versions of the channel, newest first
     */
    record Answer(List<VersionInfo> published, RegistryState state) {}

    /**
     * Asks for everything that concerns a version.
     *
     * @param contentDigest hashes the content, if that is possible; only called if the version exists
     * @param knownPublish id of a publish of this version, such as that in the receipt; null if none is known
     * @throws PublishException if the Marketplace cannot be reached or rejects the request
     */
    Answer ask(
            PluginSnapshot plugin,
            Channel channel,
            Supplier<Optional<String>> contentDigest,
            @Nullable String knownPublish) {
        List<VersionInfo> published = marketplace.versions(plugin.id(), channel);
        List<VersionInfo> all = new ArrayList<>(published);
        PreflightRequest request = request(plugin, channel, null);
        Instant before = clock.instant();
        PreflightReply reply = preflight(request);
        Duration skew = reply == null ? null : skew(before, clock.instant(), reply.time());
        if (reply == null || channel == Channel.BETA) {
            all.addAll(marketplace.versions(plugin.id(), channel == Channel.BETA ? Channel.STABLE : Channel.BETA));
        }
        if (reply != null && !reply.permitted()) {
            problems.accept(
                    Subject.PERMISSION,
                    PublishException.of(
                            ErrorCode.MISSING_PERMISSION,
                            "publish " + plugin.id(),
                            "the Marketplace reports that the token does not have plugin:publish on this plugin"));
        }
        if (reply != null && reply.version() == PreflightReply.State.TAKEN) {
            String digest = contentDigest.get().orElse(null);
            reply = digest == null ? reply : again(request(plugin, channel, digest), reply);
            if (digest != null && reply.version() == PreflightReply.State.TAKEN) {
                problems.accept(Subject.VERSION, taken(plugin, all, knownPublish));
            }
        }
        return new Answer(published, new RegistryState(listed(all), preflight(reply, skew)));
    }

    private PreflightReply again(PreflightRequest request, PreflightReply first) {
        PreflightReply second = preflight(request);
        return second == null ? first : second;
    }

    /** Null if there is no preflight. A broken one is a problem of the Marketplace that must not prevent a publish. */
    private @Nullable PreflightReply preflight(PreflightRequest request) {
        // The Marketplace would only repeat what the precheck reports with its line.
        if (SemanticVersion.parse(request.version()).isEmpty()) {
            return null;
        }
        try {
            return marketplace.preflight(request).orElse(null);
        } catch (PublishException e) {
            if (e.code() != ErrorCode.PROTOCOL_ERROR && e.code() != ErrorCode.CONTRACT_VIOLATED) {
                throw e;
            }
            problems.accept(Subject.PREFLIGHT, e);
            return null;
        }
    }

    private static PreflightRequest request(PluginSnapshot plugin, Channel channel, @Nullable String contentDigest) {
        Map<String, PreflightRequest.Dependency> dependencies = new LinkedHashMap<>();
        for (PluginSnapshot.Dependency dependency : plugin.dependencies()) {
            String range = dependency.range() == null ? "*" : dependency.range();
            if (dependency.id().matches(ID)
                    && !dependency.id().equals(plugin.id())
                    && VersionRange.parse(range).isPresent()
                    && dependencies.size() < MAX_DEPENDENCIES) {
                dependencies.putIfAbsent(dependency.id(), new PreflightRequest.Dependency(dependency.id(), range));
            }
        }
        return new PreflightRequest(
                plugin.id(), plugin.version(), channel, contentDigest, List.copyOf(dependencies.values()));
    }

    /** The time in the reply was read at some moment between the two. */
    private static @Nullable Duration skew(Instant before, Instant after, @Nullable Instant there) {
        if (there == null) {
            return null;
        }
        if (there.isBefore(before)) {
            return Duration.between(there, before);
        }
        return there.isAfter(after) ? Duration.between(there, after) : Duration.ZERO;
    }

    private PublishException taken(PluginSnapshot plugin, List<VersionInfo> all, @Nullable String knownPublish) {
        PublishException conflict = PublishException.of(
                ErrorCode.VERSION_CONFLICT,
                "publish " + plugin.id() + " " + plugin.version(),
                "the Marketplace has this version with different content");
        return new VersionHolder(marketplace)
                .describe(conflict, plugin.version(), all, Optional.ofNullable(knownPublish));
    }

    private static List<RegistryState.Listed> listed(List<VersionInfo> versions) {
        return versions.stream()
                .map(version -> new RegistryState.Listed(
                        version.version(),
                        version.channel(),
                        !version.neverLive(),
                        version.status().equals("approved")))
                .toList();
    }

    private static RegistryState.@Nullable Preflight preflight(
            @Nullable PreflightReply reply, @Nullable Duration skew) {
        return reply == null
                ? null
                : new RegistryState.Preflight(
                        RegistryState.VersionState.valueOf(reply.version().name()),
                        reply.newest(),
                        reply.dependencies().stream()
                                .map(d -> new RegistryState.Dependency(d.id(), d.known(), d.satisfied(), d.newest()))
                                .toList(),
                        reply.limitBytes(),
                        skew);
    }
}
