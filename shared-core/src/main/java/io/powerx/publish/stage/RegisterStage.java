package io.powerx.publish.stage;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.Marketplace.Registration;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.PublishRequest;
import io.powerx.publish.marketplace.PublishState;
import io.powerx.publish.marketplace.SignatureBlock;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.sign.DetachedSignature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers the version, or attaches to the same content registered before: by an earlier run, by another run at this moment, or with
 * a signature whose bytes differ.
 */
final class RegisterStage implements Stage {
    @Override
    public String id() {
        return "register";
    }

    @Override
    public String title() {
        return "Register";
    }

    @Override
    public boolean readsOnly() {
        return false;
    }

    @Override
    public List<String> plan(PublishRun run) {
        return List.of(
                "register " + run.plugin().id() + " " + run.plugin().version() + " at "
                        + run.options().target().apiUrl(),
                "idempotency key " + run.requestId());
    }

    @Override
    public String run(PublishRun run) {
        String resume = run.options().mode().resume();
        if (resume != null) {
            requireSameContent(run, resume, run.marketplace().get(resume));
        }
        Attached attached = register(run);
        Publish publish = attached.publish();
        if (resume != null && !resume.equals(publish.publishId())) {
            throw resumeMismatch(resume, "this content belongs to publish " + publish.publishId());
        }
        run.publish(publish);
        run.journal(
                "registered",
                Map.of("publishId", publish.publishId(), "versionId", publish.versionId(), "status", publish.status()));
        run.listener().on(new PublishEvent.Registered(publish.publishId(), publish.versionId(), attached.attached()));
        refuseEnded(run, publish);
        return publish.publishId() + (attached.attached() ? ", going on where it stood" : "");
    }

    private record Attached(Publish publish, boolean attached) {}

    private static Attached register(PublishRun run) {
        return register(run, true);
    }

    /** @param mayRepeat whether to ask once more where another request for the same content may be under way */
    private static Attached register(PublishRun run, boolean mayRepeat) {
        try {
            Registration registration = run.marketplace().register(request(run));
            return new Attached(registration.publish(), registration.replayed());
        } catch (PublishException e) {
            return new Attached(attach(run, e, mayRepeat && e.code() == ErrorCode.PUBLISH_IN_PROGRESS), true);
        }
    }

    private static Publish attach(PublishRun run, PublishException refusal, boolean mayRepeat) {
        boolean versionIsTaken =
                refusal.code() == ErrorCode.VERSION_CONFLICT || refusal.code() == ErrorCode.PUBLISH_IN_PROGRESS;
        Optional<String> holder = refusal.publishId();
        if (versionIsTaken && holder.isPresent()) {
            return sameContentElsewhere(run, holder.get(), refusal, mayRepeat);
        }
        if (mayRepeat) {
            return register(run, false).publish();
        }
        throw refusal;
    }

    private static Publish sameContentElsewhere(
            PublishRun run, String publishId, PublishException refusal, boolean mayRepeat) {
        Publish other = run.marketplace().get(publishId);
        boolean sameContent = integrityDigest(run, other)
                .filter(run.packagePlan().contentDigest()::equals)
                .isPresent();
        if (sameContent && isOnTheChannel(run, other)) {
            return other;
        }
        if (sameContent && mayRepeat) {
            return register(run, false).publish();
        }
        String pending =
                other.awaitsUpload() ? "; its upload has not ended, and withdrawing it gives the version back" : "";
        throw PublishException.of(ErrorCode.VERSION_CONFLICT, refusal.tried(), refusal.found() + pending)
                .advice(refusal.advice().orElse(null))
                .publishId(publishId)
                .link(refusal.link().or(() -> reviewUrl(run, other)).orElse(null))
                .requestId(refusal.requestId().orElse(null))
                .supportUrl(refusal.supportUrl().orElse(null))
                .causedBy(refusal)
                .build();
    }

    private static boolean isOnTheChannel(PublishRun run, Publish publish) {
        return run.marketplace().versions(run.plugin().id(), run.options().channel()).stream()
                .anyMatch(version -> version.versionId().equals(publish.versionId()));
    }

    private static Optional<String> reviewUrl(PublishRun run, Publish publish) {
        try {
            return Optional.ofNullable(
                    run.marketplace().review(publish.versionId()).reviewUrl());
        } catch (PublishException noReviewYet) {
            return Optional.empty();
        }
    }

    private static void refuseEnded(PublishRun run, Publish publish) {
        PublishState state = PublishState.of(publish.status());
        if (state == PublishState.WITHDRAWN) {
            throw PublishException.of(
                            ErrorCode.STATE_REFUSED,
                            "publish " + run.plugin().id() + " " + run.plugin().version(),
                            "this version was withdrawn; publish a new version")
                    .publishId(publish.publishId())
                    .build();
        }
    }

    private static void requireSameContent(PublishRun run, String resume, Publish publish) {
        Optional<String> digest = integrityDigest(run, publish);
        String ours = run.packagePlan().contentDigest();
        if (digest.isPresent() && !digest.get().equals(ours)) {
            throw resumeMismatch(resume, "it holds content digest " + digest.get() + " and the project has " + ours);
        }
        boolean otherArtifacts = publish.uploads().stream()
                .noneMatch(upload -> upload.artifact().equals(integrity(run).name()));
        if (otherArtifacts && !publish.uploads().isEmpty()) {
            throw resumeMismatch(
                    resume,
                    "it is not a publish of " + run.plugin().id() + " "
                            + run.plugin().version());
        }
    }

    private static PublishException resumeMismatch(String resume, String found) {
        return PublishException.of(ErrorCode.RESUME_MISMATCH, "resume publish " + resume, found)
                .publishId(resume)
                .build();
    }

    /** The digest of the integrity artifact is the content digest. */
    private static Optional<String> integrityDigest(PublishRun run, Publish publish) {
        String name = integrity(run).name();
        return publish.uploads().stream()
                .filter(upload -> upload.artifact().equals(name))
                .map(Publish.Upload::sha256)
                .filter(sha256 -> sha256 != null)
                .findFirst();
    }

    private static PublishRequest request(PublishRun run) {
        DetachedSignature signature = run.signature();
        String signed = signature.profile() == SigningProfile.ED25519_PACKAGE
                ? PackStage.packageOf(run.artifacts()).artifact().name()
                : integrity(run).name();
        return new PublishRequest(
                run.requestId(),
                run.metadata(),
                artifacts(run),
                List.of(new SignatureBlock(
                        signed,
                        signature.format(),
                        signature.algorithm(),
                        Base64.getEncoder().encodeToString(signature.value()),
                        signature.certificateChainPem().isEmpty() ? null : signature.certificateChainPem(),
                        signature.publicKey())));
    }

    static List<Artifact> artifacts(PublishRun run) {
        return run.artifacts().stream().map(PackedArtifact::artifact).toList();
    }

    private static Artifact integrity(PublishRun run) {
        return artifacts(run).stream()
                .filter(artifact -> artifact.role() == ArtifactRole.INTEGRITY)
                .findFirst()
                .orElseThrow();
    }
}
