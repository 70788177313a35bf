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

/** Has the server assemble the parts and check size and digest of every artifact. */
final class CompleteStage implements Stage {
    /** A server that forgot parts gets them again, this often. */
    private static final int ROUNDS = 3;

    @Override
    public String id() {
        return "complete";
    }

    @Override
    public String title() {
        return "Complete";
    }

    @Override
    public boolean readsOnly() {
        return false;
    }

    @Override
    public List<String> plan(PublishRun run) {
        return List.of("have the Marketplace check size and digest of every artifact");
    }

    @Override
    public Optional<String> alreadyDone(PublishRun run) {
        return run.publish().awaitsUpload() ? Optional.empty() : Optional.of("the Marketplace has checked everything");
    }

    @Override
    public String run(PublishRun run) {
        Publish publish = complete(run, 1);
        run.publish(publish);
        run.journal("uploaded", Map.of("status", publish.status()));
        return publish.status();
    }

    private static Publish complete(PublishRun run, int round) {
        try {
            return run.marketplace().complete(run.publish().publishId(), request(run));
        } catch (PublishException e) {
            if (e.code() != ErrorCode.PARTS_MISSING || round == ROUNDS) {
                throw e;
            }
            Publish renewed = run.marketplace().renew(run.publish().publishId(), RegisterStage.artifacts(run));
            run.publish(renewed);
            UploadStage.send(run, renewed.uploads());
            return complete(run, round + 1);
        }
    }

    private static CompleteRequest request(PublishRun run) {
        List<CompletedArtifact> completed = new ArrayList<>();
        for (Artifact artifact : RegisterStage.artifacts(run)) {
            List<String> etags = run.etags().get(artifact.name());
            // An artifact that the server asked no parts of is read where it lies; it is named for its digest.
            boolean elsewhere = run.publish().uploads().stream()
                    .noneMatch(upload -> upload.artifact().equals(artifact.name()));
            if (etags != null || elsewhere) {
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
