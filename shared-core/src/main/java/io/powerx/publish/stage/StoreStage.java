package io.powerx.publish.stage;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.upload.s3.ArtifactStoreSettings;
import io.powerx.publish.upload.s3.DirectStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Uploads the artifacts to the publisher's own store, before the version is registered with their URLs. The files have to be on this
 * machine, because the store's credentials must not be sent to another one.
 */
final class StoreStage extends ChangingStage<SignedRelease, SignedRelease> {
    private final ArtifactStoreSettings store;

    StoreStage(ArtifactStoreSettings store) {
        super("store", "Store");
        this.store = store;
    }

    @Override
    List<String> plan(PublishContext context, Hashed content) {
        return List.of(
                "upload the artifacts to the bucket " + store.bucket() + " at " + Endpoints.host(store.endpoint()));
    }

    @Override
    StageResult<SignedRelease> run(PublishContext context, SignedRelease release) {
        DirectStore.Result stored = context.open(store)
                .store(new DirectStore.Order(
                        release.plugin().id(),
                        release.plugin().version(),
                        release.artifacts().all(),
                        context.options().upload(),
                        context.options().http()));
        PackedArtifacts located = new PackedArtifacts(stored.artifacts());
        for (Artifact artifact : located.artifacts()) {
            context.record(
                    "stored", Map.of("artifact", artifact.name(), "url", Objects.requireNonNull(artifact.url())));
        }
        return new StageResult<>(
                release.with(located),
                stored.bytesSent() == 0
                        ? "the store already has all artifacts"
                        : Quantities.size(stored.bytesSent()) + " sent to " + store.bucket());
    }
}
