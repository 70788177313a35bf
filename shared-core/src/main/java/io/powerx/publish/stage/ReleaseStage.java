package io.powerx.publish.stage;

import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.release.PublishedVersion;
import io.powerx.publish.release.ReleaseAssembler;
import io.powerx.publish.release.ReleaseInput;
import io.powerx.publish.release.ReleaseMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        List<VersionInfo> published = run.published();
        ReleaseMetadata metadata = ReleaseAssembler.assemble(new ReleaseInput(
                run.plugin(),
                run.options().channel(),
                run.notes(),
                run.options().file(),
                published != null && published.isEmpty(),
                previous(run.plugin().version(), published),
                run.precheckOrNull(),
                run.options().mode().precheckBlocks(),
                run.options().build()));
        run.metadata(metadata);
        return summary(metadata);
    }

    /**
     * The newest version that tenants may have: neither this one, which is in the list already when a publish is run again, nor one
     * that was taken back or refused.
     */
    private static @Nullable PublishedVersion previous(String version, @Nullable List<VersionInfo> published) {
        if (published == null) {
            return null;
        }
        return published.stream()
                .filter(other -> !other.version().equals(version) && !other.neverLive())
                .findFirst()
                .map(other -> new PublishedVersion(other.version(), other.permissions()))
                .orElse(null);
    }

    private static String summary(ReleaseMetadata metadata) {
        return "risk " + metadata.risk().level() + ", rollout "
                + metadata.rollout().strategy();
    }
}
