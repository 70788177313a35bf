package io.powerx.publish.stage;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.FindingCounts;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sign.DetachedSignature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assembles the receipt of a publish that succeeded or failed. */
public final class ReceiptAssembler {
    private final PublishOptions options;
    private final RunRecord progress;
    private final int retries;
    private final Vocabulary vocabulary;
    private final Receipt.Run run;

    /**
     * @param retries request attempts beyond the first
     * @param vocabulary the front end's words, for the remedy of a failure
     * @param run the run that writes the receipt
     */
    public ReceiptAssembler(
            PublishOptions options, RunRecord progress, int retries, Vocabulary vocabulary, Receipt.Run run) {
        this.options = options;
        this.progress = progress;
        this.retries = retries;
        this.vocabulary = vocabulary;
        this.run = run;
    }

    public Receipt succeeded(Submitted submitted) {
        return receipt(submitted.registered(), submitted, null);
    }

    /** Empty if the publish had no id yet: there is nothing to find with a receipt. */
    public Optional<Receipt> failed(PublishException failure) {
        return progress.find(Registered.class)
                .map(registered ->
                        receipt(registered, progress.find(Submitted.class).orElse(null), failure));
    }

    private Receipt receipt(Registered registered, @Nullable Submitted submitted, @Nullable PublishException failure) {
        SignedRelease release = registered.release();
        PluginSnapshot plugin = release.plugin();
        List<Receipt.PublishedPackage> packages = packages(release);
        ReleaseMetadata metadata = release.metadata();
        Review review = submitted == null ? null : submitted.review();
        return new Receipt(
                Receipt.SCHEMA_ID,
                Receipt.SCHEMA_VERSION,
                registered.publish().publishId(),
                registered.publish().versionId(),
                review == null ? null : review.reviewQueueId(),
                review == null ? null : review.nextCheckAt(),
                status(registered.publish(), review, failure),
                new Receipt.Plugin(plugin.id(), plugin.name(), plugin.version()),
                options.channel(),
                release.hashed().requestId(),
                release.hashed().plan().contentDigest(),
                submitted == null ? null : submitted.at(),
                review == null ? null : review.reviewUrl(),
                submitted != null && submitted.alreadyPublished(),
                artifacts(registered),
                packages,
                packages.get(0).integrity(),
                packages.get(0).signature(),
                release.signatures().chain(),
                metadata.risk(),
                metadata.rollout(),
                precheck(release.hashed().checked()),
                Collections.unmodifiableMap(new LinkedHashMap<>(progress.timings())),
                retries,
                options.client(),
                options.target().apiUrl().toString(),
                run,
                failure == null ? null : Receipt.Failure.of(failure, progress.phase(), vocabulary));
    }

    private static String status(Publish publish, @Nullable Review review, @Nullable PublishException failure) {
        if (review != null) {
            return review.status();
        }
        if (failure != null) {
            return failure.code() == ErrorCode.INTERRUPTED ? "interrupted" : "failed";
        }
        return publish.status();
    }

    private static List<Receipt.PublishedPackage> packages(SignedRelease release) {
        List<Receipt.PublishedPackage> packages = new ArrayList<>();
        List<PackagePlan> plans = release.hashed().plan().packages();
        for (int i = 0; i < plans.size(); i++) {
            PackagePlan plan = plans.get(i);
            String name = release.artifacts().packages().get(i).artifact().name();
            packages.add(new Receipt.PublishedPackage(
                    name,
                    plan.platform(),
                    new Receipt.Integrity(
                            PackageLayout.INTEGRITY,
                            plan.contentDigest(),
                            plan.entries().size()),
                    signature(name, release.signatures().all().get(i))));
        }
        return packages;
    }

    /** The file with the signature is in the package or next to it. */
    private static Receipt.Signature signature(String packageName, DetachedSignature signature) {
        return new Receipt.Signature(
                signature.profile() == SigningProfile.ED25519_PACKAGE ? packageName + ".sig" : PackageLayout.SIGNATURE,
                signature.profile().wireName(),
                signature.algorithm());
    }

    private static List<Artifact> artifacts(Registered registered) {
        Map<String, String> downloads = registered.publish().uploads().stream()
                .filter(upload -> upload.downloadUrl() != null)
                .collect(Collectors.toMap(
                        Publish.Upload::artifact, Publish.Upload::downloadUrl, (first, second) -> first));
        return registered.release().artifacts().artifacts().stream()
                .map(artifact -> downloads.containsKey(artifact.name())
                        ? artifact.withUrl(downloads.get(artifact.name()))
                        : artifact)
                .toList();
    }

    private Receipt.@Nullable Precheck precheck(Checked checked) {
        PublishOptions.Mode mode = options.mode();
        if (checked.report() == null) {
            return mode.skipReason() == null
                    ? null
                    : new Receipt.Precheck(0, 0, 0, false, mode.skipReason(), null, null);
        }
        FindingCounts counts = checked.report().counts();
        return new Receipt.Precheck(
                (int) counts.errors(),
                (int) counts.warnings(),
                checked.report().suppressed().size(),
                mode.precheckBlocks(),
                null,
                checked.report().lineCoverage(),
                checked.report().packages());
    }
}
