package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.journal.Journal;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.upload.UploadControl;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends the parts that the store does not have. */
final class UploadStage implements Stage {
    @Override
    public String id() {
        return "upload";
    }

    @Override
    public String title() {
        return "Upload";
    }

    @Override
    public boolean readsOnly() {
        return false;
    }

    @Override
    public List<String> plan(PublishRun run) {
        if (run.options().store() != null) {
            return List.of("nothing: the Marketplace reads the artifacts in the store");
        }
        return List.of("upload the package and integrity.txt, at most "
                + run.options().upload().concurrency() + " parts at a time");
    }

    @Override
    public Optional<String> alreadyDone(PublishRun run) {
        if (!run.publish().awaitsUpload()) {
            return Optional.of("the Marketplace has everything");
        }
        return run.publish().uploads().isEmpty()
                ? Optional.of("the Marketplace reads everything where it lies")
                : Optional.empty();
    }

    @Override
    public String run(PublishRun run) {
        try {
            UploadSummary summary = send(run, run.publish().uploads());
            return Sizes.of(summary.bytesSent()) + " sent";
        } catch (PublishException e) {
            return endedByAnotherRun(run, e);
        }
    }

    /** Two runs of the same content send the same parts; the first to complete closes the upload for the other. */
    private static String endedByAnotherRun(PublishRun run, PublishException refusal) {
        if (refusal.code() != ErrorCode.STATE_REFUSED) {
            throw refusal;
        }
        Publish publish = run.marketplace().get(run.publish().publishId());
        if (publish.awaitsUpload()) {
            throw refusal;
        }
        run.publish(publish);
        return "another run of the same content has sent it";
    }

    /** Sends what is missing of these uploads; also for the parts that a server forgot. */
    static UploadSummary send(PublishRun run, List<Publish.Upload> uploads) {
        UploadOrder order = new UploadOrder(
                run.artifacts(),
                known(run).fill(uploads),
                run.options().upload(),
                run.options().http());
        UploadSummary summary = run.workbench().upload(order, new Control(run));
        run.etags(summary.etags());
        return summary;
    }

    private static KnownParts known(PublishRun run) {
        Journal journal = run.journalOrNull();
        return new KnownParts(run.publish().publishId(), journal == null ? List.of() : journal.entries());
    }

    private record Control(PublishRun run) implements UploadControl {
        @Override
        public List<Publish.Upload> renew() {
            return known(run)
                    .fill(run.marketplace()
                            .renew(run.publish().publishId(), RegisterStage.artifacts(run))
                            .uploads());
        }

        @Override
        public void stored(String artifact, int part, String etag, String sha256) {
            run.journal(
                    "part",
                    Map.of("artifact", artifact, "part", Integer.toString(part), "etag", etag, "sha256", sha256));
        }

        @Override
        public void event(PublishEvent event) {
            run.listener().on(event);
        }
    }
}
