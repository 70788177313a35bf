package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.upload.UploadSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Uploads the parts that the store does not have. */
final class UploadStage extends ChangingStage<Registered, Uploaded> {
    UploadStage() {
        super("upload", "Upload");
    }

    @Override
    List<String> plan(PublishContext context, Hashed content) {
        if (context.marketplace().intake().isPresent()) {
            return List.of("send the package and its signature in one request");
        }
        if (context.options().store() != null) {
            return List.of("nothing: the Marketplace reads the artifacts from the store");
        }
        return List.of(
                "upload the artifacts, at most " + context.options().upload().concurrency() + " parts at a time");
    }

    @Override
    Optional<StageResult<Uploaded>> alreadyDone(PublishContext context, Registered registered) {
        if (!registered.publish().awaitsUpload()) {
            return Optional.of(nothingSent(registered, "the Marketplace already has all artifacts"));
        }
        return registered.publish().uploads().isEmpty()
                ? Optional.of(nothingSent(registered, "the Marketplace reads the artifacts from the store"))
                : Optional.empty();
    }

    @Override
    StageResult<Uploaded> run(PublishContext context, Registered registered) {
        try {
            UploadSummary sent = new ReleaseTransfer(context, registered).send();
            return new StageResult<>(
                    new Uploaded(registered, sent.etags()), Quantities.size(sent.bytesSent()) + " sent");
        } catch (PublishException e) {
            return endedByAnotherRun(context, registered, e);
        }
    }

    /** Two runs of the same content upload the same parts; the first to complete ends the upload of the other. */
    private static StageResult<Uploaded> endedByAnotherRun(
            PublishContext context, Registered registered, PublishException refusal) {
        if (refusal.code() != ErrorCode.STATE_REFUSED) {
            throw refusal;
        }
        Publish publish = context.marketplace().get(registered.publish().publishId());
        if (publish.awaitsUpload()) {
            throw refusal;
        }
        return nothingSent(registered.with(publish), "another run has uploaded the same content");
    }

    private static StageResult<Uploaded> nothingSent(Registered registered, String reason) {
        return new StageResult<>(new Uploaded(registered, Map.of()), reason);
    }
}
