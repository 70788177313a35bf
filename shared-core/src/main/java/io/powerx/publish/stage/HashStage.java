package io.powerx.publish.stage;

import io.powerx.publish.journal.Journal;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.release.PublishRequestId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Selects and hashes the files; from here on the content has an identity and the publish a journal. */
final class HashStage implements Stage {
    @Override
    public String id() {
        return "hash";
    }

    @Override
    public String title() {
        return "Hash the files";
    }

    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public List<String> plan(PublishRun run) {
        return List.of(
                summary(run.packagePlan()),
                "content digest " + run.packagePlan().contentDigest(),
                "request " + run.requestId());
    }

    @Override
    public String run(PublishRun run) {
        PackagePlan plan = run.workbench().plan(run.packRequest());
        UUID requestId = PublishRequestId.of(
                run.plugin().id(), run.plugin().version(), run.options().channel(), plan.contentDigest());
        run.packagePlan(plan);
        run.requestId(requestId);
        if (!run.options().mode().dryRun()) {
            run.journal(Journal.open(run.options().outputs().journals().resolve(requestId.toString()), run.clock()));
            run.journal("started", facts(run));
        }
        return summary(plan);
    }

    private static Map<String, String> facts(PublishRun run) {
        return Map.of(
                "publishRequestId",
                run.requestId().toString(),
                "pluginId",
                run.plugin().id(),
                "version",
                run.plugin().version(),
                "channel",
                run.options().channel().wireName(),
                "contentDigest",
                run.packagePlan().contentDigest(),
                "marketplace",
                run.options().target().apiUrl().toString(),
                "client",
                run.options().client().name() + " " + run.options().client().version());
    }

    private static String summary(PackagePlan plan) {
        long bytes = plan.entries().stream().mapToLong(PackageEntry::size).sum();
        return plan.entries().size() + " files, " + Sizes.of(bytes);
    }
}
