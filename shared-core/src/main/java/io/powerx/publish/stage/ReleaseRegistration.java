package io.powerx.publish.stage;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Marketplace.Registration;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.PublishRequest;
import io.powerx.publish.marketplace.SignatureBlock;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.sign.DetachedSignature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Registers a release, or attaches to an earlier registration of the same content: by an earlier or a concurrent run, or with a signature
 * whose bytes differ.
 */
final class ReleaseRegistration {
    /** The second attempt is for a registration of the same content that was in progress at the first. */
    private static final int ATTEMPTS = 2;

    private final PublishContext context;
    private final SignedRelease release;

    ReleaseRegistration(PublishContext context, SignedRelease release) {
        this.context = context;
        this.release = release;
    }

    /** @throws PublishException {@link ErrorCode#VERSION_CONFLICT} if other content has the version, and the errors of a registration */
    Registration registerOrAttach() {
        PublishRequest request = request();
        for (int attempt = 1; ; attempt++) {
            try {
                Registration registration = context.marketplace().register(request);
                return new Registration(registration.publish(), attempt > 1 || registration.replayed());
            } catch (PublishException refusal) {
                Optional<Publish> holder = holder(refusal);
                boolean sameContent = holder.filter(this::hasTheSameContent).isPresent();
                if (sameContent && isOnTheChannel(holder.get())) {
                    return new Registration(holder.get(), true);
                }
                boolean inProgress =
                        refusal.code() == ErrorCode.PUBLISH_IN_PROGRESS && (sameContent || holder.isEmpty());
                if (!inProgress || attempt == ATTEMPTS) {
                    throw holder.map(other -> new VersionHolder(context.marketplace()).restated(refusal, other))
                            .orElse(refusal);
                }
            }
        }
    }

    /** The publish that has the version; empty if the registration was refused for another reason, or the server does not report the publish. */
    private Optional<Publish> holder(PublishException refusal) {
        return switch (refusal.code()) {
            case VERSION_CONFLICT, PUBLISH_IN_PROGRESS -> refusal.publishId().map(context.marketplace()::get);
            default -> Optional.empty();
        };
    }

    private boolean hasTheSameContent(Publish other) {
        return announcedDigest(other, release.artifacts().integrity().artifact())
                .filter(release.hashed().plan().contentDigest()::equals)
                .isPresent();
    }

    private boolean isOnTheChannel(Publish publish) {
        return context
                .marketplace()
                .versions(release.plugin().id(), context.options().channel())
                .stream()
                .anyMatch(version -> version.versionId().equals(publish.versionId()));
    }

    private PublishRequest request() {
        DetachedSignature signature = release.signature();
        PackedArtifacts artifacts = release.artifacts();
        PackedArtifact signed =
                signature.profile() == SigningProfile.ED25519_PACKAGE ? artifacts.packageFile() : artifacts.integrity();
        return new PublishRequest(
                release.hashed().requestId(),
                release.metadata(),
                artifacts.artifacts(),
                List.of(new SignatureBlock(
                        signed.artifact().name(),
                        signature.format(),
                        signature.algorithm(),
                        Base64.getEncoder().encodeToString(signature.value()),
                        signature.certificateChainPem().isEmpty() ? null : signature.certificateChainPem(),
                        signature.publicKey())));
    }

    /** The digest of a publish's integrity list, as it was announced; it is the digest of the content. */
    static Optional<String> announcedDigest(Publish publish, Artifact integrity) {
        return publish.uploads().stream()
                .filter(upload -> upload.artifact().equals(integrity.name()))
                .map(Publish.Upload::sha256)
                .filter(sha256 -> sha256 != null)
                .findFirst();
    }
}
