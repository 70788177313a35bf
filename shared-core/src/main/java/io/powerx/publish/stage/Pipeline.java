package io.powerx.publish.stage;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.PackagePlatform;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.upload.s3.ArtifactStoreSettings;
import java.util.List;

/** Runs the stages of a publish in order. */
public final class Pipeline {
    private final PublishContext context;
    private final StageRunner runner;
    private final boolean signsThePackage;

    /**
     * @param progress records timings and outputs of the stages
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if the registry does not verify signatures of the chosen profile
     */
    public Pipeline(PublishContext context, RunRecord progress) {
        SigningProfile profile = context.options().signing().profile();
        this.signsThePackage = profile == SigningProfile.ED25519_PACKAGE;
        requireSupported(profile, context.options().target().api());
        requireSupported(
                context.options().file().artifacts().platforms(),
                context.options().target().api());
        this.context = context;
        this.runner = new StageRunner(context, progress);
    }

    /** Runs all stages. */
    public Submitted publish() {
        Inspected inspected = runner.run(new InspectStage(), context.options());
        Checked checked = runner.run(new PrecheckStage(), inspected);
        // Describing the release reads the rollout, whose errors must stop a publish before a key is used.
        ReleaseMetadata metadata = runner.run(new MetadataStage(), checked);
        Hashed hashed = runner.run(new HashStage(), checked);
        SignedRelease release = signsThePackage ? packThenSign(hashed, metadata) : signThenPack(hashed, metadata);
        ArtifactStoreSettings store = context.options().store();
        if (store != null) {
            release = runner.run(new StoreStage(store), release);
        }
        Registered registered = runner.run(new RegisterStage(), release);
        Uploaded uploaded = runner.run(new UploadStage(), registered);
        Completed completed = runner.run(new CompleteStage(), uploaded);
        return runner.run(new SubmitStage(), completed);
    }

    /** Signs the integrity lists; the signatures are in the packages. */
    private SignedRelease signThenPack(Hashed hashed, ReleaseMetadata metadata) {
        ReleaseSignatures signatures = runner.run(new SignStage(), hashed);
        Packed packed = runner.run(new PackStage(signatures), hashed);
        Packed described = runner.run(new EvidenceStage(signatures, metadata), packed);
        return new SignedRelease(described, signatures, metadata);
    }

    /** Signs the finished package; the signature is a file next to it. */
    private SignedRelease packThenSign(Hashed hashed, ReleaseMetadata metadata) {
        Packed packed = runner.run(new PackStage(null), hashed);
        ReleaseSignatures signatures = runner.run(new SignPackageStage(), packed);
        return new SignedRelease(packed, signatures, metadata);
    }

    /** What {@link #publish} would do: runs the stages that only read and gets the plans of the others. */
    public List<StagePlan> plan() {
        DryRun dryRun = new DryRun(context, runner);
        Inspected inspected = dryRun.read(new InspectStage(), context.options());
        Checked checked = dryRun.read(new PrecheckStage(), inspected);
        ReleaseMetadata metadata = dryRun.read(new MetadataStage(), checked);
        Hashed hashed = dryRun.read(new HashStage(), checked);
        if (signsThePackage) {
            dryRun.plan(new PackStage(null), hashed);
            dryRun.plan(new SignPackageStage(), hashed);
        } else {
            ReleaseSignatures signatures = dryRun.read(new SignStage(), hashed);
            dryRun.plan(new PackStage(signatures), hashed);
            dryRun.plan(new EvidenceStage(signatures, metadata), hashed);
        }
        ArtifactStoreSettings store = context.options().store();
        if (store != null) {
            dryRun.plan(new StoreStage(store), hashed);
        }
        VersionOutlook outlook = VersionOutlook.of(context, hashed);
        dryRun.plan(new RegisterStage(), hashed, outlook);
        dryRun.plan(new UploadStage(), hashed, outlook);
        dryRun.plan(new CompleteStage(), hashed, outlook);
        dryRun.plan(new SubmitStage(), hashed, outlook);
        return dryRun.plans();
    }

    /** PowerX core's registry has one package for each version. */
    static void requireSupported(List<PackagePlatform> platforms, ApiGeneration api) {
        if (api == ApiGeneration.CORE && !platforms.isEmpty()) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "publish packages for platforms",
                    "PowerX core's registry has one package for each version, and artifacts.platforms is set");
        }
    }

    /** Each registry verifies only its own kind of signatures. */
    static void requireSupported(SigningProfile profile, ApiGeneration api) {
        boolean forCore = profile == SigningProfile.ED25519_PACKAGE;
        if (forCore != (api == ApiGeneration.CORE)) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "sign with the profile " + profile.wireName(),
                    forCore
                            ? "it is for PowerX core's registry, but this publish goes to a Marketplace"
                            : "PowerX core's registry verifies only signatures of the profile "
                                    + SigningProfile.ED25519_PACKAGE.wireName());
        }
    }
}
