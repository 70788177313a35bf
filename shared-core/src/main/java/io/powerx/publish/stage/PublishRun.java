package io.powerx.publish.stage;

import io.powerx.publish.event.PublishListener;
import io.powerx.publish.journal.Journal;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.release.ReleaseNotes;
import io.powerx.publish.sign.DetachedSignature;
import io.powerx.publish.sign.Signer;
import io.powerx.publish.sign.SigningContext;
import io.powerx.publish.upload.s3.ArtifactStoreSettings;
import io.powerx.publish.upload.s3.DirectStore;
import io.powerx.publish.workbench.Workbench;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one publish has found out so far. Stages read what earlier ones left and leave what later ones need. */
public final class PublishRun implements AutoCloseable {
    private final PublishOptions options;
    private final Workbench workbench;
    private final Function<SigningContext, Signer> signer;
    private final Marketplace marketplace;
    private final Function<ArtifactStoreSettings, DirectStore> directStore;
    private final PublishListener listener;
    private final Clock clock;
    private final Map<String, Long> timings = new LinkedHashMap<>();

    private @Nullable PluginSnapshot plugin;
    private @Nullable ReleaseNotes notes;
    private @Nullable List<VersionInfo> published;
    private @Nullable PrecheckReport precheck;
    private @Nullable PackRequest packRequest;
    private @Nullable PackagePlan packagePlan;
    private @Nullable UUID requestId;
    private @Nullable Journal journal;
    private @Nullable DetachedSignature signature;
    private @Nullable List<PackedArtifact> artifacts;
    private @Nullable ReleaseMetadata metadata;
    private @Nullable Publish publish;
    private Map<String, List<String>> etags = Map.of();
    private boolean alreadyPublished;
    private @Nullable Review review;
    private @Nullable Instant submittedAt;

    /**
     * @param signer opens the key for a content
     * @param marketplace connects for the plugin whose id is asked for once a request needs the token
     * @param directStore opens the publisher's own store
     */
    public PublishRun(
            PublishOptions options,
            Workbench workbench,
            Function<SigningContext, Signer> signer,
            Function<Supplier<String>, Marketplace> marketplace,
            Function<ArtifactStoreSettings, DirectStore> directStore,
            PublishListener listener,
            Clock clock) {
        this.options = options;
        this.workbench = workbench;
        this.signer = signer;
        this.marketplace = marketplace.apply(() -> plugin().id());
        this.directStore = directStore;
        this.listener = listener;
        this.clock = clock;
    }

    public PublishOptions options() {
        return options;
    }

    public Map<String, Long> timings() {
        return timings;
    }

    public @Nullable PluginSnapshot pluginOrNull() {
        return plugin;
    }

    public @Nullable Publish publishOrNull() {
        return publish;
    }

    public @Nullable Review reviewOrNull() {
        return review;
    }

    public @Nullable Journal journalOrNull() {
        return journal;
    }

    public @Nullable PrecheckReport precheckOrNull() {
        return precheck;
    }

    /** Rules with errors over rules run; empty where the precheck did not run. */
    public Optional<Double> precheckFailureRate() {
        return precheck == null || precheck.rulesRun() == 0
                ? Optional.empty()
                : Optional.of((double) precheck.rulesFailed() / precheck.rulesRun());
    }

    /** Bytes of the package; empty where none was written. */
    public Optional<Long> packageSize() {
        return artifacts == null
                ? Optional.empty()
                : Optional.of(PackStage.packageOf(artifacts).artifact().size());
    }

    public boolean alreadyPublished() {
        return alreadyPublished;
    }

    /** Adds to the journal, once there is one: before the content is known there is nothing to resume. */
    public void journal(String type, Map<String, String> data) {
        if (journal != null) {
            journal.append(type, data);
        }
    }

    /** The latest value of a fact in the journal, of an earlier run too. */
    Optional<String> journalled(String key) {
        return journal == null ? Optional.empty() : journal.latest(key);
    }

    @Override
    public void close() {
        marketplace.close();
        if (journal != null) {
            journal.close();
        }
    }

    Workbench workbench() {
        return workbench;
    }

    /** The signer for the content at hand; its key is opened here. */
    Signer signer() {
        return signer.apply(new SigningContext(
                plugin().id(),
                plugin().version(),
                options.channel().wireName(),
                packagePlan().contentDigest()));
    }

    Marketplace marketplace() {
        return marketplace;
    }

    DirectStore directStore(ArtifactStoreSettings store) {
        return directStore.apply(store);
    }

    PublishListener listener() {
        return listener;
    }

    Clock clock() {
        return clock;
    }

    PluginSnapshot plugin() {
        return Objects.requireNonNull(plugin);
    }

    void plugin(PluginSnapshot found) {
        this.plugin = found;
    }

    ReleaseNotes notes() {
        return Objects.requireNonNull(notes);
    }

    void notes(ReleaseNotes found) {
        this.notes = found;
    }

    /** Null where the Marketplace was not asked. */
    @Nullable
    List<VersionInfo> published() {
        return published;
    }

    void published(List<VersionInfo> versions) {
        this.published = versions;
    }

    void precheck(PrecheckReport report) {
        this.precheck = report;
    }

    PackRequest packRequest() {
        return Objects.requireNonNull(packRequest);
    }

    void packRequest(PackRequest request) {
        this.packRequest = request;
    }

    PackagePlan packagePlan() {
        return Objects.requireNonNull(packagePlan);
    }

    @Nullable
    PackagePlan packagePlanOrNull() {
        return packagePlan;
    }

    void packagePlan(PackagePlan plan) {
        this.packagePlan = plan;
    }

    UUID requestId() {
        return Objects.requireNonNull(requestId);
    }

    @Nullable
    UUID requestIdOrNull() {
        return requestId;
    }

    void requestId(UUID id) {
        this.requestId = id;
    }

    void journal(Journal opened) {
        this.journal = opened;
    }

    DetachedSignature signature() {
        return Objects.requireNonNull(signature);
    }

    @Nullable
    DetachedSignature signatureOrNull() {
        return signature;
    }

    void signature(DetachedSignature made) {
        this.signature = made;
    }

    List<PackedArtifact> artifacts() {
        return Objects.requireNonNull(artifacts);
    }

    @Nullable
    List<PackedArtifact> artifactsOrNull() {
        return artifacts;
    }

    void artifacts(List<PackedArtifact> packed) {
        this.artifacts = packed;
    }

    ReleaseMetadata metadata() {
        return Objects.requireNonNull(metadata);
    }

    @Nullable
    ReleaseMetadata metadataOrNull() {
        return metadata;
    }

    void metadata(ReleaseMetadata assembled) {
        this.metadata = assembled;
    }

    Publish publish() {
        return Objects.requireNonNull(publish);
    }

    void publish(Publish state) {
        this.publish = state;
    }

    Map<String, List<String>> etags() {
        return etags;
    }

    void etags(Map<String, List<String>> ofParts) {
        this.etags = ofParts;
    }

    void markAlreadyPublished() {
        this.alreadyPublished = true;
    }

    void review(Review state) {
        this.review = state;
    }

    @Nullable
    Instant submittedAt() {
        return submittedAt;
    }

    void submittedAt(Instant time) {
        this.submittedAt = time;
    }
}
