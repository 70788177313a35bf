package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.http.Timing;
import io.powerx.publish.journal.Journal;
import io.powerx.publish.marketplace.ArtifactIntake;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.upload.BandwidthLimit;
import io.powerx.publish.upload.StreamBody;
import io.powerx.publish.upload.UploadControl;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.RequestBody;

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
        if (run.marketplace().intake().isPresent()) {
            return List.of("hand the package over with its signature, in one request");
        }
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
            return Sizes.of(send(run, run.publish().uploads())) + " sent";
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

    /**
     * Sends what is missing of these uploads; also for the parts that a server forgot.
     *
     * @return bytes sent
     */
    static long send(PublishRun run, List<Publish.Upload> uploads) {
        ArtifactIntake intake = run.marketplace().intake().orElse(null);
        if (intake != null) {
            return deliver(run, intake);
        }
        UploadOrder order = new UploadOrder(
                run.artifacts(),
                known(run).fill(uploads),
                run.options().upload(),
                run.options().http());
        UploadSummary summary = run.workbench().upload(order, new Control(run));
        run.etags(summary.etags());
        return summary.bytesSent();
    }

    /** Goes through this machine, since the token may not go to the one that holds the workspace. */
    private static long deliver(PublishRun run, ArtifactIntake intake) {
        PackedArtifact packed = packed(run);
        StreamBody content =
                new StreamBody(packed.artifact(), () -> run.workbench().open(packed), run.listener()::on, run.clock());
        RequestBody limited =
                new BandwidthLimit(run.options().upload().bytesPerSecond(), Timing.SYSTEM).applyTo(content);
        String delivered = intake.deliver(
                run.publish().publishId(),
                new ArtifactIntake.Delivery(packed.artifact(), limited, run.signature(), requirements(run)));
        Map<String, List<String>> etags = new LinkedHashMap<>();
        RegisterStage.artifacts(run).forEach(artifact -> etags.put(artifact.name(), List.of()));
        run.etags(etags);
        run.journal("delivered", Map.of("artifact", packed.artifact().name(), "package", delivered));
        return content.sent();
    }

    /** The host and the plugins that it needs, as id and range. */
    private static List<String> requirements(PublishRun run) {
        List<String> requirements = new ArrayList<>();
        if (run.metadata().hostRange() != null) {
            requirements.add("powerx" + spaceless(run.metadata().hostRange()));
        }
        run.metadata()
                .dependencies()
                .forEach(dependency ->
                        requirements.add(dependency.id() + spaceless(String.valueOf(dependency.range()))));
        return List.copyOf(requirements);
    }

    private static String spaceless(String range) {
        String text = range.strip();
        return text.isEmpty() || "<>=^~".indexOf(text.charAt(0)) >= 0 ? text : "@" + text;
    }

    static PackedArtifact packed(PublishRun run) {
        return run.artifacts().stream()
                .filter(packed -> packed.artifact().role() == ArtifactRole.PACKAGE)
                .findFirst()
                .orElseThrow();
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
