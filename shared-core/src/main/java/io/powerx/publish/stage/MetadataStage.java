package io.powerx.publish.stage;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.release.PublishedVersion;
import io.powerx.publish.release.ReleaseAssembler;
import io.powerx.publish.release.ReleaseInput;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.rollout.Rollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assembles the metadata of the release. */
final class MetadataStage extends ReadingStage<Checked, ReleaseMetadata> {
    MetadataStage() {
        super("metadata", "Describe the release");
    }

    @Override
    List<String> plan(PublishContext context, ReleaseMetadata output) {
        List<String> lines = new ArrayList<>();
        lines.add(summary(output));
        output.risk().reasons().forEach(reason -> lines.add("risk: " + reason.detail()));
        List<Rollout.Batch> batches = output.rollout().batches();
        if (batches != null) {
            lines.add("rollout: " + batches.stream().map(MetadataStage::batch).collect(Collectors.joining(", ")));
        }
        return lines;
    }

    @Override
    StageResult<ReleaseMetadata> run(PublishContext context, Checked checked) {
        PublishOptions options = context.options();
        List<VersionInfo> published = checked.published();
        ReleaseMetadata metadata = ReleaseAssembler.assemble(new ReleaseInput(
                checked.plugin(),
                options.channel(),
                checked.inspected().notes(),
                options.file(),
                published != null && published.isEmpty(),
                previous(context, checked.plugin(), published),
                checked.report(),
                options.mode().precheckBlocks(),
                options.build()));
        ReleaseMetadata.Notes notes = metadata.releaseNotes();
        if (notes != null) {
            context.report(new PublishEvent.Described(notes.text(), Boolean.TRUE.equals(notes.generated())));
        }
        return new StageResult<>(metadata, summary(metadata));
    }

    /**
     * The newest version that tenants may have: not this one, which is already listed if a publish is repeated, and not one that was
     * withdrawn or rejected.
     */
    private static @Nullable PublishedVersion previous(
            PublishContext context, PluginSnapshot plugin, @Nullable List<VersionInfo> published) {
        if (published == null) {
            return null;
        }
        return published.stream()
                .filter(other -> !other.version().equals(plugin.version()) && !other.neverLive())
                .findFirst()
                .map(other -> measured(other, context, plugin))
                .orElse(null);
    }

    /** With what the receipt of that version records, if it is still there. */
    private static PublishedVersion measured(VersionInfo version, PublishContext context, PluginSnapshot plugin) {
        return EarlierReceipt.of(context, plugin)
                .filter(earlier -> earlier.plugin().version().equals(version.version()))
                .map(Receipt::precheck)
                .map(precheck -> new PublishedVersion(
                        version.version(), version.permissions(), precheck.lineCoverage(), precheck.packages()))
                .orElseGet(() -> new PublishedVersion(version.version(), version.permissions()));
    }

    private static String batch(Rollout.Batch batch) {
        String start = batch.startAt() == null ? "" : " from " + batch.startAt();
        return batch.percentage() + " %" + start
                + (batch.delay() == null ? "" : " for " + Quantities.duration(Duration.parse(batch.delay())));
    }

    private static String summary(ReleaseMetadata metadata) {
        Rollout rollout = metadata.rollout();
        return "risk " + metadata.risk().level() + ", rollout " + rollout.strategy()
                + (Boolean.TRUE.equals(rollout.proposed()) ? " (proposed, publish.yml has none)" : "");
    }
}
