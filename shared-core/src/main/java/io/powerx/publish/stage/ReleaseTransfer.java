package io.powerx.publish.stage;

import static java.util.Map.entry;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.ArtifactIntake;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.upload.BandwidthLimit;
import io.powerx.publish.upload.StreamBody;
import io.powerx.publish.upload.UploadControl;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.RequestBody;

/** Sends the files of a registered release: in parts to signed URLs, or in one request to a registry that receives packages itself. */
final class ReleaseTransfer {
    private final PublishContext context;
    private final Registered registered;

    ReleaseTransfer(PublishContext context, Registered registered) {
        this.context = context;
        this.registered = registered;
    }

    /** Sends what the Marketplace has not received yet. */
    UploadSummary send() {
        ArtifactIntake intake = context.marketplace().intake().orElse(null);
        return intake == null ? upload() : deliver(intake);
    }

    private UploadSummary upload() {
        UploadOrder order = new UploadOrder(
                artifacts().all(),
                knownParts().fill(registered.publish().uploads()),
                context.marketplace()
                        .uploadAddresses()
                        .and(context.options().upload().hosts()),
                context.options().upload(),
                context.options().http());
        return context.workbench().upload(order, new Control());
    }

    /** Streams the package through this machine: the token must not be sent to the machine with the workspace. */
    private UploadSummary deliver(ArtifactIntake intake) {
        SignedRelease release = registered.release();
        PackedArtifact packed = artifacts().packageFile();
        StreamBody content = new StreamBody(
                packed.artifact(), () -> context.workbench().open(packed), context::report, context.clock());
        RequestBody limited =
                new BandwidthLimit(context.options().upload().bytesPerSecond(), context.timing()).applyTo(content);
        String delivered = intake.deliver(
                registered.publish().publishId(),
                new ArtifactIntake.Delivery(
                        packed.artifact(), limited, release.signatures().first(), requirements(release.metadata())));
        context.record("delivered", Map.of("artifact", packed.artifact().name(), "package", delivered));
        Map<String, List<String>> noEtags = new LinkedHashMap<>();
        artifacts().artifacts().forEach(artifact -> noEtags.put(artifact.name(), List.of()));
        return new UploadSummary(noEtags, content.sent());
    }

    /** The required host and plugins, each as id and range. */
    private static List<String> requirements(ReleaseMetadata metadata) {
        List<String> requirements = new ArrayList<>();
        if (metadata.hostRange() != null) {
            requirements.add("powerx" + withOperator(metadata.hostRange()));
        }
        metadata.dependencies()
                .forEach(dependency ->
                        requirements.add(dependency.id() + withOperator(String.valueOf(dependency.range()))));
        return List.copyOf(requirements);
    }

    private static String withOperator(String range) {
        String text = range.strip();
        return text.isEmpty() || "<>=^~".indexOf(text.charAt(0)) >= 0 ? text : "@" + text;
    }

    private PackedArtifacts artifacts() {
        return registered.release().artifacts();
    }

    private KnownParts knownParts() {
        return new KnownParts(
                registered.publish().publishId(), context.journal().entries());
    }

    private final class Control implements UploadControl {
        @Override
        public List<Publish.Upload> renew() {
            Publish renewed = context.marketplace()
                    .renew(registered.publish().publishId(), artifacts().artifacts());
            return knownParts().fill(renewed.uploads());
        }

        @Override
        public void stored(String artifact, int part, String etag, String sha256) {
            context.record(
                    "part",
                    Map.ofEntries(
                            entry("artifact", artifact),
                            entry("part", Integer.toString(part)),
                            entry("etag", etag),
                            entry("sha256", sha256)));
        }

        @Override
        public void event(PublishEvent event) {
            context.report(event);
        }
    }
}
