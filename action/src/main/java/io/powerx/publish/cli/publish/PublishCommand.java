package io.powerx.publish.cli.publish;

import io.powerx.publish.Publisher;
import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.ProjectFiles;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.marketplace.MarketplaceAccess;
import io.powerx.publish.cli.review.ReviewProgress;
import io.powerx.publish.cli.text.ReceiptText;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.Setting;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.stage.ReviewOutcome;
import io.powerx.publish.stage.StagePlan;
import java.time.Duration;
import java.util.List;

/** Checks, packs, signs, uploads and submits a version, and writes its receipt. */
public final class PublishCommand implements PxCommand {
    @Override
    public String name() {
        return "publish";
    }

    @Override
    public String summary() {
        return "Check, pack, sign, upload and submit a version for review.";
    }

    @Override
    public List<Setting> settings() {
        return CommandSettings.of(
                CommandSettings.PLUGIN,
                List.of(
                        Setting.TARGET,
                        Setting.CHANNEL,
                        Setting.NOTES,
                        Setting.TAG,
                        Setting.RECEIPT,
                        Setting.JOURNAL,
                        Setting.OUTPUT,
                        Setting.LEVEL,
                        Setting.DRY_RUN,
                        Setting.RESUME,
                        Setting.SKIP_PRECHECK,
                        Setting.SKIP_REASON,
                        Setting.COVERAGE_THRESHOLD,
                        Setting.COVERAGE,
                        Setting.COMMIT,
                        Setting.WAIT,
                        Setting.WAIT_TIMEOUT),
                CommandSettings.CONNECTION,
                List.of(Setting.ID_TOKEN_FILE, Setting.OIDC_AUDIENCE),
                CommandSettings.SIGNING,
                List.of(
                        Setting.UPLOAD_CONCURRENCY,
                        Setting.UPLOAD_LIMIT,
                        Setting.DEADLINE,
                        Setting.TELEMETRY,
                        Setting.TELEMETRY_ENDPOINT,
                        Setting.METRICS_FILE));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "The token comes from PX_MARKETPLACE_TOKEN, --token-file or ~/.powerx-plugin/config.json, never from an option.",
                "The log goes to standard error and the result to standard output. Running a publish again resumes it.",
                "With --wait, exit code 0 means approved, 8 that the review ended without approval, 9 that there was no decision in time.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin publish --sandbox", "try it: publish to an embedded Marketplace"),
                new Example("px-plugin publish --channel beta --notes ./release.md", "publish to the beta channel"),
                new Example("px-plugin publish --dry-run", "show what would be done"),
                new Example("px-plugin publish --json --wait --wait-timeout 2h > receipt.json", "in a script"));
    }

    @Override
    public boolean keepsDebugLog() {
        return true;
    }

    @Override
    public boolean isPublish() {
        return true;
    }

    @Override
    public boolean reportsInvalidProject() {
        return true;
    }

    @Override
    public int run(Invocation called) {
        try (MarketplaceAccess access = MarketplaceAccess.open(called)) {
            Invocation invocation = access.invocation();
            PublishFile file = ProjectFiles.publishFile(invocation);
            if (file.targets().size() > 1 && !invocation.config().has(Setting.TARGET)) {
                new TargetsRun(access, file.targets()).run();
                access.showReviewPage();
                return 0;
            }
            PublishOptions options = invocation.mapper().map(file);
            Publisher publisher = new Publisher(
                    ProjectFiles.workbench(invocation),
                    invocation.listener(),
                    invocation.redactor(),
                    invocation.vocabulary(),
                    invocation.timing());
            if (options.mode().dryRun()) {
                invocation.telemetry().discard();
                plan(invocation, publisher.plan(options));
                return 0;
            }
            Receipt submitted = publisher.publish(options, invocation.telemetry());
            invocation.results().published(submitted);
            Duration patience = options.mode().waitTimeout();
            if (patience == null) {
                show(invocation, submitted);
            } else {
                await(access, submitted, patience);
                return 0;
            }
            access.showReviewPage();
            return 0;
        }
    }

    /** Waits for the review. Its outcome is in the receipt and in the result, even if it is an error. */
    private static void await(MarketplaceAccess access, Receipt submitted, Duration patience) {
        Invocation invocation = access.invocation();
        access.showReviewPageNow();
        ReviewOutcome outcome = ReviewProgress.await(
                invocation,
                access.connect(submitted.plugin().id()),
                submitted.plugin().id() + " " + submitted.plugin().version(),
                String.valueOf(submitted.versionId()),
                patience);
        Receipt receipt = outcome.recordedIn(submitted, invocation.vocabulary());
        invocation.results().published(receipt);
        ReceiptFile.write(invocation.receipt(), receipt, invocation.redactor());
        show(invocation, receipt);
        outcome.requireApproved();
    }

    private static void show(Invocation invocation, Receipt receipt) {
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(receipt)
                                : ReceiptText.of(
                                        receipt,
                                        invocation.receipt(),
                                        invocation.host().clock(),
                                        invocation.messages()));
    }

    static String text(List<StagePlan> stages, MessageCatalog messages) {
        StringBuilder text = new StringBuilder(messages.text("Dry run: nothing was changed. A publish would:"));
        for (StagePlan stage : stages) {
            text.append("\n  ").append(messages.text(stage.title()));
            stage.details().forEach(detail -> text.append("\n      ").append(messages.composed(detail)));
        }
        return text.toString();
    }

    private static void plan(Invocation invocation, List<StagePlan> stages) {
        if (invocation.json()) {
            invocation.console().result(Json.writePretty(stages));
            return;
        }
        invocation.console().result(text(stages, invocation.messages()));
    }
}
