package io.powerx.publish.stage;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Marketplace.Registration;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.PublishRequest;
import io.powerx.publish.marketplace.SignatureBlock;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactNames;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.pack.ReleasePlan;
import io.powerx.publish.sign.DetachedSignature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
        return announcedDigest(other, release.hashed().checked().packRequests().get(0))
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
        List<DetachedSignature> signatures = release.signatures().all();
        PackedArtifacts artifacts = release.artifacts();
        List<PackedArtifact> signed = release.signatures().first().profile() == SigningProfile.ED25519_PACKAGE
                ? artifacts.packages()
                : artifacts.integrityLists();
        List<SignatureBlock> blocks = new ArrayList<>();
        for (int i = 0; i < signatures.size(); i++) {
            blocks.add(block(signed.get(i).artifact(), signatures.get(i)));
        }
        return new PublishRequest(
                release.hashed().requestId(), release.metadata(), artifacts.artifacts(), List.copyOf(blocks));
    }

    private static SignatureBlock block(Artifact signed, DetachedSignature signature) {
        return new SignatureBlock(
                signed.name(),
                signature.format(),
                signature.algorithm(),
                Base64.getEncoder().encodeToString(signature.value()),
                signature.certificateChainPem().isEmpty() ? null : signature.certificateChainPem(),
                signature.publicKey());
    }

    /**
     * The content digest of a publish, which follows from its integrity lists as they were announced.
     *
     * @param request of the same version
     * @return empty if the publish has no lists of this version, or they are in the publisher's own store
     */
    static Optional<String> announcedDigest(Publish publish, PackRequest request) {
        String prefix = ArtifactNames.of(request, "");
        Map<String, String> lists = publish.uploads().stream()
                .filter(upload -> upload.sha256() != null)
                .filter(upload -> upload.artifact().startsWith(prefix)
                        && upload.artifact().endsWith(ArtifactNames.INTEGRITY))
                .collect(Collectors.toMap(
                        upload -> ArtifactNames.platform(request, upload.artifact()),
                        Publish.Upload::sha256,
                        (first, second) -> first));
        return lists.isEmpty() ? Optional.empty() : Optional.of(ReleasePlan.contentDigest(lists));
    }
}
