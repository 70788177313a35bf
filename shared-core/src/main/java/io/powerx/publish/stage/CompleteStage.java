package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.CompleteRequest;
import io.powerx.publish.marketplace.CompleteRequest.CompletedArtifact;
import io.powerx.publish.marketplace.CompleteRequest.CompletedPart;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.Artifact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Completes the upload: the server assembles the parts and checks size and digest of every artifact. */
final class CompleteStage extends ChangingStage<Uploaded, Completed> {
    /** How often parts are sent to a server that loses them. */
    private static final int ROUNDS = 3;

    CompleteStage() {
        super("complete", "Complete");
    }

    @Override
    List<String> plan(PublishContext context, Hashed content) {
        return List.of("complete the upload: the Marketplace checks size and digest of every artifact");
    }

    @Override
    Optional<StageResult<Completed>> alreadyDone(PublishContext context, Uploaded uploaded) {
        Registered registered = uploaded.registered();
        return registered.publish().awaitsUpload()
                ? Optional.empty()
                : Optional.of(new StageResult<>(
                        new Completed(registered), "the Marketplace has already checked all artifacts"));
    }

    @Override
    StageResult<Completed> run(PublishContext context, Uploaded uploaded) {
        Completed completed = complete(context, uploaded);
        String status = completed.registered().publish().status();
        context.record("uploaded", Map.of("status", status));
        return new StageResult<>(completed, status);
    }

    private static Completed complete(PublishContext context, Uploaded uploaded) {
        Uploaded latest = uploaded;
        for (int round = 1; ; round++) {
            Registered registered = latest.registered();
            try {
                Publish publish =
                        context.marketplace().complete(registered.publish().publishId(), request(latest));
                return new Completed(registered.with(publish));
            } catch (PublishException e) {
                if (e.code() != ErrorCode.PARTS_MISSING || round == ROUNDS) {
                    throw e;
                }
                latest = resend(context, registered);
            }
        }
    }

    private static Uploaded resend(PublishContext context, Registered registered) {
        Registered renewed = registered.with(context.marketplace()
                .renew(
                        registered.publish().publishId(),
                        registered.release().artifacts().artifacts()));
        return new Uploaded(
                renewed, new ReleaseTransfer(context, renewed).send().etags());
    }

    private static CompleteRequest request(Uploaded uploaded) {
        Registered registered = uploaded.registered();
        List<CompletedArtifact> completed = new ArrayList<>();
        for (Artifact artifact : registered.release().artifacts().artifacts()) {
            List<String> etags = uploaded.etags().get(artifact.name());
            // An artifact without upload URLs is in the publisher's store; it is listed for its digest.
            boolean inOwnStore = registered.publish().uploads().stream()
                    .noneMatch(upload -> upload.artifact().equals(artifact.name()));
            if (etags != null || inOwnStore) {
                completed.add(new CompletedArtifact(
                        artifact.name(), artifact.sha256(), etags == null ? List.of() : parts(etags)));
            }
        }
        return new CompleteRequest(completed);
    }

    private static List<CompletedPart> parts(List<String> etags) {
        List<CompletedPart> parts = new ArrayList<>();
        for (int i = 0; i < etags.size(); i++) {
            parts.add(new CompletedPart(i + 1, etags.get(i)));
        }
        return parts;
    }
}
