package io.powerx.publish.stage;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sign.DetachedSignature;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the receipt from what a run has found out, however far it came. */
public final class ReceiptAssembler {
    private ReceiptAssembler() {}

    /**
     * @param failure what ended the publish; null where it ended well
     * @param phase the stage that failed
     * @param retries request attempts beyond the first
     */
    public static Receipt of(
            PublishRun run,
            @Nullable PublishException failure,
            @Nullable String phase,
            int retries,
            Vocabulary vocabulary) {
        PublishOptions options = run.options();
        PluginSnapshot plugin = run.plugin();
        Publish publish = run.publishOrNull();
        Review review = run.reviewOrNull();
        PackagePlan plan = run.packagePlanOrNull();
        DetachedSignature signature = run.signatureOrNull();
        ReleaseMetadata metadata = run.metadataOrNull();
        return new Receipt(
                Receipt.SCHEMA_ID,
                Receipt.SCHEMA_VERSION,
                publish == null ? null : publish.publishId(),
                publish == null ? null : publish.versionId(),
                review == null ? null : review.reviewQueueId(),
                review == null ? null : review.nextCheckAt(),
                status(publish, review, failure),
                new Receipt.Plugin(plugin.id(), plugin.name(), plugin.version()),
                options.channel(),
                run.requestIdOrNull(),
                plan == null ? null : plan.contentDigest(),
                run.submittedAt(),
                review == null ? null : review.reviewUrl(),
                run.alreadyPublished(),
                artifacts(run),
                plan == null
                        ? null
                        : new Receipt.Integrity(
                                "integrity.txt",
                                plan.contentDigest(),
                                plan.entries().size()),
                signature == null
                        ? null
                        : new Receipt.Signature(
                                signatureFile(run, signature),
                                signature.profile().wireName(),
                                signature.algorithm()),
                signature == null ? List.of() : signature.chain(),
                metadata == null ? null : metadata.risk(),
                metadata == null ? null : metadata.rollout(),
                precheck(run),
                Map.copyOf(run.timings()),
                retries,
                options.client(),
                options.target().apiUrl().toString(),
                failure == null ? null : failure(failure, phase, vocabulary));
    }

    private static String status(
            @Nullable Publish publish, @Nullable Review review, @Nullable PublishException failure) {
        if (review != null) {
            return review.status();
        }
        if (failure != null) {
            return failure.code() == ErrorCode.INTERRUPTED ? "interrupted" : "failed";
        }
        return publish == null ? "failed" : publish.status();
    }

    /** In the package, or beside it where it is over the package itself. */
    private static String signatureFile(PublishRun run, DetachedSignature signature) {
        return signature.profile() == SigningProfile.ED25519_PACKAGE
                ? UploadStage.packed(run).artifact().name() + ".sig"
                : "manifest.signature";
    }

    private static List<Artifact> artifacts(PublishRun run) {
        List<PackedArtifact> packed = run.artifactsOrNull();
        if (packed == null) {
            return List.of();
        }
        Publish publish = run.publishOrNull();
        Map<String, String> downloads = publish == null
                ? Map.of()
                : publish.uploads().stream()
                        .filter(upload -> upload.downloadUrl() != null)
                        .collect(Collectors.toMap(
                                Publish.Upload::artifact, Publish.Upload::downloadUrl, (first, second) -> first));
        return packed.stream()
                .map(PackedArtifact::artifact)
                .map(artifact -> downloads.containsKey(artifact.name())
                        ? artifact.withUrl(downloads.get(artifact.name()))
                        : artifact)
                .toList();
    }

    private static Receipt.@Nullable Precheck precheck(PublishRun run) {
        PublishOptions.Mode mode = run.options().mode();
        PrecheckReport report = run.precheckOrNull();
        if (report == null) {
            return mode.skipReason() == null ? null : new Receipt.Precheck(0, 0, false, mode.skipReason());
        }
        return new Receipt.Precheck(
                (int) report.count(Severity.ERROR), (int) report.count(Severity.WARNING), mode.precheckBlocks(), null);
    }

    private static Receipt.Failure failure(PublishException failure, @Nullable String phase, Vocabulary vocabulary) {
        ErrorCode code = failure.code();
        return new Receipt.Failure(
                code.wireName(),
                code.category().wireName(),
                failure.getMessage(),
                failure.remedy(vocabulary),
                phase,
                failure.requestId().orElse(null),
                failure.supportUrl().orElse(null));
    }
}
