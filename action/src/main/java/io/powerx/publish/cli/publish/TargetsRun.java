package io.powerx.publish.cli.publish;

import io.powerx.publish.Publisher;
import io.powerx.publish.TargetsPublisher;
import io.powerx.publish.TargetsPublisher.Concluded;
import io.powerx.publish.TargetsPublisher.Outcome;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.ProjectFiles;
import io.powerx.publish.cli.marketplace.MarketplaceAccess;
import io.powerx.publish.cli.report.CommandTelemetry;
import io.powerx.publish.cli.review.ReviewProgress;
import io.powerx.publish.cli.text.ErrorReport;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.stage.ReviewOutcome;
import io.powerx.publish.stage.StagePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A publish to several targets. */
final class TargetsRun {
    private final MarketplaceAccess access;
    private final Invocation invocation;
    private final Map<String, Invocation> targets = new LinkedHashMap<>();

    TargetsRun(MarketplaceAccess access, List<String> names) {
        this.access = access;
        this.invocation = access.invocation();
        names.forEach(name -> targets.put(name, invocation.forTarget(name)));
    }

    /** @throws PublishException the worst failure, after all targets had their turn and the summary was printed */
    void run() {
        requireDistinct();
        if (invocation.config().flag(Setting.DRY_RUN)) {
            invocation.telemetry().discard();
            plan();
            return;
        }
        if (invocation.config().has(Setting.RESUME)) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "resume a publish",
                    "there are several targets; choose its target with --target");
        }
        // Telemetry counts each target as a separate run.
        invocation.telemetry().discard();
        report(new TargetsPublisher(
                        ProjectFiles.workbench(invocation),
                        invocation.listener(),
                        invocation.redactor(),
                        invocation.vocabulary(),
                        invocation.timing())
                .publish(targets.keySet().stream().map(this::target).toList()));
    }

    private TargetsPublisher.Target target(String name) {
        Invocation target = Objects.requireNonNull(targets.get(name));
        return new TargetsPublisher.Target(
                name,
                () -> target.mapper().map(ProjectFiles.publishFile(target)),
                () -> CommandTelemetry.ofTarget(target),
                (receipt, file) -> conclude(target, receipt, file));
    }

    /** Waits for the review if that is asked for. */
    private Concluded conclude(Invocation target, Receipt submitted, Path file) {
        if (!target.config().flag(Setting.WAIT)) {
            return new Concluded(submitted, null);
        }
        Duration patience = target.config().duration(Setting.WAIT_TIMEOUT).orElseThrow();
        ReviewOutcome outcome = ReviewProgress.await(
                target,
                access.connect(target, submitted.plugin().id()),
                submitted.plugin().id() + " " + submitted.plugin().version(),
                String.valueOf(submitted.versionId()),
                patience);
        Receipt receipt = outcome.recordedIn(submitted, target.vocabulary());
        ReceiptFile.write(file, receipt, target.redactor());
        return new Concluded(receipt, outcome.failure());
    }

    private void report(List<Outcome> outcomes) {
        PublishException worst = TargetsPublisher.worst(outcomes).orElse(null);
        invocation.results().targets(outcomes);
        for (Outcome outcome : outcomes) {
            PublishException failure = outcome.failure();
            if (failure != null && failure != worst) {
                invocation
                        .console()
                        .error(ErrorReport.text(
                                failure,
                                invocation.vocabulary(),
                                null,
                                invocation.console().colors(),
                                invocation.console()::hasShown,
                                invocation.messages()));
            }
        }
        invocation
                .console()
                .result(
                        invocation.json()
                                ? TargetsText.json(outcomes, invocation.vocabulary())
                                : TargetsText.of(outcomes, invocation.messages()));
        if (worst != null) {
            throw worst;
        }
    }

    private void plan() {
        List<Map<String, Object>> plans = new ArrayList<>();
        MessageCatalog messages = invocation.messages();
        StringBuilder text = new StringBuilder();
        targets.forEach((name, target) -> {
            Publisher publisher = new Publisher(
                    ProjectFiles.workbench(target),
                    target.listener(),
                    target.redactor(),
                    target.vocabulary(),
                    target.timing());
            List<StagePlan> stages = publisher.plan(target.mapper().map(ProjectFiles.publishFile(target)));
            plans.add(Map.of("target", name, "stages", stages));
            text.append(messages.text("Target {0}.", name))
                    .append(' ')
                    .append(PublishCommand.text(stages, messages))
                    .append("\n");
        });
        invocation.console().result(invocation.json() ? Json.writePretty(plans) : text.toString());
    }

    /** With a sandbox, all targets share its Marketplace. */
    private void requireDistinct() {
        if (invocation.config().flag(Setting.SANDBOX)) {
            return;
        }
        Map<String, String> places = new LinkedHashMap<>();
        targets.forEach((name, target) -> places.put(
                name,
                target.config().url(Setting.API_URL).map(Object::toString).orElse("") + " "
                        + target.config().requiredText(Setting.CHANNEL)));
        TargetsPublisher.requireDistinct(places);
    }
}
