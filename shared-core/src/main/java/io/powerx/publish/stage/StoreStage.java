package io.powerx.publish.stage;

import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.upload.s3.ArtifactStoreSettings;
import io.powerx.publish.upload.s3.DirectStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Puts the artifacts into the publisher's own store before the version is registered with their addresses. Reads them from this
 * machine's disk, since the store's credentials may not go to another one.
 */
final class StoreStage implements Stage {
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
    public boolean readsOnly() {
        return false;
    }

    @Override
    public List<String> plan(PublishRun run) {
        return List.of("put the package and integrity.txt into the bucket " + store.bucket() + " at "
                + store.endpoint().getHost());
    }

    @Override
    public String run(PublishRun run) {
        DirectStore.Result outcome = run.directStore(store)
                .store(new DirectStore.Order(
                        run.plugin().id(),
                        run.plugin().version(),
                        run.artifacts(),
                        run.options().upload(),
                        run.options().http()));
        run.artifacts(outcome.artifacts());
        for (PackedArtifact packed : outcome.artifacts()) {
            run.journal(
                    "stored",
                    Map.of(
                            "artifact",
                            packed.artifact().name(),
                            "url",
                            Objects.requireNonNull(packed.artifact().url())));
        }
        return outcome.bytesSent() == 0
                ? "the store has everything already"
                : Sizes.of(outcome.bytesSent()) + " sent to " + store.bucket();
    }
}
