package io.powerx.publish.marketplace.core;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCategory;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RateLimitGate;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.ApiCalls;
import io.powerx.publish.marketplace.ArtifactIntake;
import io.powerx.publish.marketplace.CompleteRequest;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.PublishRequest;
import io.powerx.publish.marketplace.PublishState;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewRequest;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * PowerX core's release registry, {@code /internal/plugins/releases}. A second registration of a version silently
 * replaces the content of the first one and resets its gates. So this class searches before it registers, distinguishes publishes by their
 * labels, and searches again before it repeats a request whose reply was lost. Safe for use by many threads.
 */
public final class CoreRegistry implements Marketplace {
    private static final Set<ErrorCode> MAY_HAVE_SUCCEEDED =
            Set.of(ErrorCode.CHECKSUM_MISMATCH, ErrorCode.SIGNATURE_INVALID, ErrorCode.NOT_OFFERED);

    private final Timing timing;
    private final OkHttpClient client;
    private final CoreSettings settings;
    private final Redactor redactor;
    private final CoreCalls releases;
    private final CoreIntake intake;
    /** Candidates by id: some replies contain only a part of a candidate. */
    private final Map<String, Candidate> known = new ConcurrentHashMap<>();

    public CoreRegistry(
            URI base,
            Supplier<Secret> token,
            CoreSettings settings,
            HttpSettings http,
            @Nullable TraceContext trace,
            RetrySettings retry,
            Timing timing,
            PublishListener listener,
            Redactor redactor) {
        this.timing = timing;
        this.settings = settings;
        this.redactor = redactor;
        this.client = TraceContext.on(HttpClients.create(http), trace);
        Retrier retrier = new Retrier(retry, timing, new RateLimitGate(timing), listener);
        ApiCalls calls = new ApiCalls(base, client, retrier, timing.clock(), new CoreDialect(redactor));
        this.releases = new CoreCalls(calls, token, settings.tenant());
        this.intake = new CoreIntake(this, releases, settings, listener);
    }

    @Override
    public Registration register(PublishRequest request) {
        Optional<Candidate> existing = find(request);
        if (existing.isPresent()) {
            return new Registration(attach(existing.get(), request), true);
        }
        Candidate created = orSeen(
                () -> releases.create(CoreRequestBody.body(request, settings), () -> findOrNull(request)),
                () -> findOrNull(request));
        CoreRequestBody.requireTenant(created, settings.tenant(), redactor);
        // A new candidate has no package, although the reply does not contain the number.
        return new Registration(CoreViews.publish(remembered(created), PublishState.AWAITING_UPLOAD), false);
    }

    /**
     * The candidate of this request: one with the same content, or the only one of the version if its gates failed, whose content
     * this request corrects.
     *
     * @throws PublishException {@link ErrorCode#VERSION_CONFLICT} if only other content has the version
     */
    private Optional<Candidate> find(PublishRequest request) {
        List<Candidate> sameVersion =
                listed(request.metadata().pluginId(), request.metadata().version());
        Optional<Candidate> same = sameVersion.stream()
                .filter(candidate -> isOf(candidate, request))
                .findFirst();
        if (same.isEmpty() && sameVersion.size() == 1 && awaitsCorrection(sameVersion.get(0), request)) {
            return Optional.of(sameVersion.get(0));
        }
        if (same.isEmpty() && !sameVersion.isEmpty()) {
            throw CoreRequestBody.conflict(
                    request, sameVersion.get(0), settings.tenant() == null && sameVersion.size() > 1);
        }
        return same;
    }

    private @Nullable Candidate findOrNull(PublishRequest request) {
        return find(request).orElse(null);
    }

    private static boolean awaitsCorrection(Candidate candidate, PublishRequest request) {
        return CoreViews.state(candidate) == PublishState.NEEDS_CHANGES
                && !candidate.label(Candidate.REQUEST_ID).isEmpty()
                && candidate
                        .label(Candidate.CHANNEL)
                        .equals(request.metadata().channel().wireName());
    }

    private static boolean isOf(Candidate candidate, PublishRequest request) {
        return candidate
                .label(Candidate.REQUEST_ID)
                .equals(request.publishRequestId().toString());
    }

    /**
     * Continues with a candidate. Its labels are updated to this run's, and content that its gates rejected is replaced; registering it
     * again would reset its gates.
     */
    private Publish attach(Candidate candidate, PublishRequest request) {
        PublishState state = CoreViews.state(candidate);
        if (state != PublishState.AWAITING_UPLOAD && state != PublishState.NEEDS_CHANGES) {
            return CoreViews.publish(candidate, state);
        }
        Map<String, String> labels = new LinkedHashMap<>(candidate.labels());
        labels.putAll(CoreRequestBody.labels(request, settings));
        if (!isOf(candidate, request)) {
            labels.put(Candidate.EARLIER_PACKAGES, Long.toString(candidate.packages()));
            releases.update(candidate.id(), CoreRequestBody.correction(request, labels));
        } else if (!labels.equals(candidate.labels())) {
            releases.update(candidate.id(), Map.of("labels", labels));
        }
        Candidate current = remembered(CoreRequestBody.relabelled(candidate, labels));
        // Gates that failed run again: what they check may have changed.
        PublishState now = CoreViews.state(current);
        return CoreViews.publish(current, now == PublishState.NEEDS_CHANGES ? PublishState.UPLOADED : now);
    }

    @Override
    public Publish get(String publishId) {
        Candidate candidate = withPackageCount(publishId);
        return CoreViews.publish(candidate, CoreViews.state(candidate));
    }

    /** The current state: this registry has no signed URLs to renew. */
    @Override
    public Publish renew(String publishId, List<Artifact> artifacts) {
        return get(publishId);
    }

    /** Checks that the candidate still belongs to this publish and that the registry has its package. */
    @Override
    public Publish complete(String publishId, CompleteRequest request) {
        Candidate candidate = withPackageCount(publishId);
        String digest = candidate.label(Candidate.CONTENT_DIGEST);
        if (request.artifacts().stream().noneMatch(artifact -> artifact.sha256().equals(digest))) {
            throw CoreRequestBody.overwritten(candidate);
        }
        if (candidate.lacksPackage()) {
            throw PublishException.of(
                            ErrorCode.PARTS_MISSING,
                            "complete the upload",
                            "the registry has no package of the candidate")
                    .publishId(publishId);
        }
        return CoreViews.publish(candidate, PublishState.UPLOADED);
    }

    /** Runs the gates. A candidate that passes waits for an administrator; the review of one that fails has the reasons. */
    @Override
    public Review submit(String versionId, ReviewRequest request) {
        CoreCalls.Gates gates = releases.gates(versionId);
        return gates.status().equals("failed")
                ? CoreViews.review(
                        versionId,
                        ReviewState.NEEDS_CHANGES,
                        CoreViews.gatesFailed(gates.violations()),
                        timing.clock().instant())
                : CoreViews.review(
                        versionId, ReviewState.QUEUED, null, timing.clock().instant());
    }

    @Override
    public Review review(String versionId) {
        return CoreViews.review(candidate(versionId), timing.clock().instant());
    }

    @Override
    public VersionInfo changeStatus(String versionId, String status, String reason) {
        if (!status.equals(ReviewState.WITHDRAWN.wireName())) {
            throw PublishException.of(
                            ErrorCode.NOT_OFFERED,
                            "set the version's status to " + status,
                            "PowerX core's registry cannot pause reviews: a candidate waits until it is approved or withdrawn")
                    .publishId(versionId);
        }
        Candidate candidate = candidate(versionId);
        Map<String, String> labels = new LinkedHashMap<>(candidate.labels());
        labels.put(Candidate.WITHDRAWN_BECAUSE, reason);
        releases.update(versionId, Map.of("labels", labels));
        releases.delete(versionId);
        known.remove(versionId);
        return CoreViews.version(candidate, status);
    }

    @Override
    public List<VersionInfo> versions(String pluginId, Channel channel) {
        return listed(pluginId, null).stream()
                .filter(candidate -> CoreViews.channel(candidate).equals(Optional.of(channel)))
                .filter(candidate -> CoreViews.state(candidate) != PublishState.AWAITING_UPLOAD)
                .map(candidate ->
                        CoreViews.version(candidate, CoreViews.state(candidate).wireName()))
                .toList();
    }

    @Override
    public Optional<ArtifactIntake> intake() {
        return Optional.of(intake);
    }

    /** The candidate with the number of its packages, which only lists contain. */
    Candidate withPackageCount(String id) {
        Candidate partial = Optional.ofNullable(known.get(id)).orElseGet(() -> candidate(id));
        return listed(partial.pluginId(), partial.version()).stream()
                .filter(listed -> listed.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
    }

    private Candidate candidate(String id) {
        return remembered(releases.get(id).orElseThrow(() -> unknown(id)));
    }

    private static PublishException unknown(String id) {
        return PublishException.of(
                ErrorCode.PUBLISH_NOT_FOUND,
                "find release candidate " + id,
                "the registry has no such candidate; withdrawn candidates are deleted");
    }

    private List<Candidate> listed(String pluginId, @Nullable String version) {
        List<Candidate> found = releases.list(pluginId, version);
        found.forEach(candidate -> {
            remembered(candidate);
            intake.noteAcceptedKey(candidate);
        });
        return found;
    }

    private Candidate remembered(Candidate candidate) {
        known.put(candidate.id(), candidate);
        return candidate;
    }

    /** Searches again if the last attempt may have taken effect although it failed. */
    static <T> T orSeen(Supplier<T> act, Supplier<@Nullable T> seen) {
        try {
            return act.get();
        } catch (PublishException e) {
            if (e.code().category() != ErrorCategory.NETWORK && !MAY_HAVE_SUCCEEDED.contains(e.code())) {
                throw e;
            }
            T effect = null;
            try {
                effect = seen.get();
            } catch (PublishException blind) {
                e.addSuppressed(blind);
            }
            if (effect == null) {
                throw e;
            }
            return effect;
        }
    }

    /** Cancels requests in progress and closes the connections. */
    @Override
    public void close() {
        HttpClients.close(client);
    }
}
