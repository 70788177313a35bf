package io.powerx.publish.stage;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.upload.s3.ArtifactStoreSettings;
import io.powerx.publish.upload.s3.DirectStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Puts the artifacts into the publisher's own store before the version is registered with their addresses. Reads them from this
 * machine's disk, since the store's credentials may not go to another one.
 */
final class StoreStage implements ChangingStage<SignedRelease, SignedRelease> {
    private final ArtifactStoreSettings store;

    StoreStage(ArtifactStoreSettings store) {
        this.store = store;
    }

    @Override
    public String id() {
        return "store";
    }

    @Override
    public String title() {
        return "Store";
    }

    @Override
    public List<String> plan(PublishContext context, Hashed content) {
        return List.of("put the package and integrity.txt into the bucket " + store.bucket() + " at "
                + store.endpoint().getHost());
    }

    @Override
    public StageResult<SignedRelease> run(PublishContext context, SignedRelease release) {
        DirectStore.Result outcome = context.open(store)
                .store(new DirectStore.Order(
                        release.plugin().id(),
                        release.plugin().version(),
                        release.artifacts().all(),
                        context.options().upload(),
                        context.options().http()));
        PackedArtifacts placed = new PackedArtifacts(outcome.artifacts());
        for (Artifact artifact : placed.artifacts()) {
            context.journal()
                    .append(
                            "stored",
                            Map.of("artifact", artifact.name(), "url", Objects.requireNonNull(artifact.url())));
        }
        return new StageResult<>(
                release.with(placed),
                outcome.bytesSent() == 0
                        ? "the store has everything already"
                        : Quantities.size(outcome.bytesSent()) + " sent to " + store.bucket());
    }
}
