package io.powerx.publish.stage;

import io.powerx.publish.release.ReleaseAssembler;
import io.powerx.publish.release.ReleaseMetadata;
import java.util.List;

/** Puts together what the Marketplace is told. */
final class ReleaseStage implements Stage {
    @Override
    public String id() {
        return "metadata";
    }

    @Override
    public String title() {
        return "Describe the release";
    }

    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public List<String> plan(PublishRun run) {
        return List.of(summary(run.metadata()));
    }

    @Override
    public String run(PublishRun run) {
        ReleaseMetadata metadata = ReleaseAssembler.assemble(run);
        run.metadata(metadata);
        return summary(metadata);
    }

    private static String summary(ReleaseMetadata metadata) {
        return "risk " + metadata.risk().level() + ", rollout "
                + metadata.rollout().strategy();
    }
}
