package io.powerx.publish.stage;

import static java.util.Map.entry;

import io.powerx.publish.config.PackagePlatform;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.ReleasePlan;
import io.powerx.publish.release.PublishRequestId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Selects and hashes the files. The digest identifies the content, so the journal can be opened. */
final class HashStage extends ReadingStage<Checked, Hashed> {
    HashStage() {
        super("hash", "Hash the files");
    }

    @Override
    List<String> plan(PublishContext context, Hashed output) {
        return List.of(
                summary(output.plan()),
                "content digest " + output.plan().contentDigest(),
                "request " + output.requestId());
    }

    @Override
    StageResult<Hashed> run(PublishContext context, Checked checked) {
        PublishOptions options = context.options();
        ReleasePlan plan = context.workbench().plan(checked.packRequests());
        UUID requestId = PublishRequestId.of(
                checked.plugin().id(), checked.plugin().version(), options.channel(), plan.contentDigest());
        Hashed hashed = new Hashed(checked, plan, requestId);
        if (!options.mode().dryRun()) {
            context.journal().open(options.outputs().journals().resolve(requestId.toString()), context.clock());
            context.record("started", facts(options, hashed));
        }
        return new StageResult<>(hashed, summary(plan));
    }

    private static Map<String, String> facts(PublishOptions options, Hashed hashed) {
        return Map.ofEntries(
                entry("publishRequestId", hashed.requestId().toString()),
                entry("pluginId", hashed.plugin().id()),
                entry("version", hashed.plugin().version()),
                entry("channel", options.channel().wireName()),
                entry("contentDigest", hashed.plan().contentDigest()),
                entry("marketplace", options.target().apiUrl().toString()),
                entry("client", options.client().name() + " " + options.client().version()));
    }

    private static String summary(ReleasePlan plan) {
        return plan.packages().stream().map(HashStage::summary).collect(Collectors.joining("; "));
    }

    private static String summary(PackagePlan plan) {
        long bytes = plan.entries().stream().mapToLong(PackageEntry::size).sum();
        String platform = plan.platform().equals(PackagePlatform.ANY) ? "" : plan.platform() + ": ";
        return platform + Quantities.count(plan.entries().size(), "file") + ", " + Quantities.size(bytes);
    }
}
