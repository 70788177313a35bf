package io.powerx.publish;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.http.Timing;
import io.powerx.publish.options.Marketplaces;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.sign.Signers;
import io.powerx.publish.stage.PublishRun;
import io.powerx.publish.stage.ReceiptAssembler;
import io.powerx.publish.stage.Stage;
import io.powerx.publish.stage.Stages;
import io.powerx.publish.telemetry.PublishTelemetry;
import io.powerx.publish.telemetry.TelemetryEmitter;
import io.powerx.publish.upload.s3.DirectStore;
import io.powerx.publish.workbench.Workbench;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a plugin: the one class that knows the order of the stages.
 *
 * <p>A publish that was interrupted, by a crash or by losing its machine, is resumed by publishing the same content again: each stage
 * asks the server what is done already.
 */
public final class Publisher {
    private final Workbench workbench;
    private final Redactor redactor;
    private final Vocabulary vocabulary;
    private final Timing timing;
    private final Clock clock;
    private final PublishListener listener;
    private final AtomicInteger retries = new AtomicInteger();

    /**
     * @param listener hears everything, already redacted
     * @param vocabulary the front end's words, for remedies in the receipt
     */
    public Publisher(
            Workbench workbench, PublishListener listener, Redactor redactor, Vocabulary vocabulary, Timing timing) {
        this.workbench = workbench;
        this.redactor = redactor;
        this.vocabulary = vocabulary;
        this.timing = timing;
        this.clock = timing.clock();
        this.listener = new RedactingListener(redactor, vocabulary, listener).and(this::countRetries);
    }

    /**
     * Publishes, or goes on with a publish that was interrupted. When this returns, the version stands in the review queue and the
     * receipt is written.
     *
     * @throws PublishException with the code of what went wrong; {@link ErrorCode#INTERRUPTED} when the thread is interrupted
     */
    public Receipt publish(PublishOptions options) {
        ReceiptFile.requireWritable(options.outputs().receipt());
        Instant begin = clock.instant();
        try (TelemetryEmitter emitter =
                        new TelemetryEmitter(options.telemetry(), options.http(), options.client(), listener, clock);
                PublishRun run = newRun(options)) {
            Progress progress = new Progress();
            try {
                return publish(run, progress, emitter, begin);
            } catch (PublishException e) {
                throw failed(run, progress, e);
            } catch (RuntimeException e) {
                throw failed(run, progress, internal(progress, e));
            }
        }
    }

    /**
     * What {@link #publish} would do, stage by stage. Reads the plugin, runs the checks and asks the Marketplace; changes nothing
     * anywhere.
     */
    public List<StagePlan> plan(PublishOptions options) {
        try (PublishRun run = newRun(options)) {
            List<StagePlan> plans = new ArrayList<>();
            for (Stage stage : Stages.of(options)) {
                if (stage.readsOnly()) {
                    runStage(run, stage);
                }
                plans.add(new StagePlan(stage.id(), stage.title(), stage.plan(run)));
            }
            return plans;
        }
    }

    /** One stage of a dry run. */
    public record StagePlan(String stage, String title, List<String> details) {}

    private static final class Progress {
        private @Nullable String phase;
        private @Nullable PublishTelemetry telemetry;
    }

    private PublishRun newRun(PublishOptions options) {
        return new PublishRun(
                options,
                workbench,
                context -> Signers.of(
                        options.signing(),
                        context,
                        clock,
                        () -> Signers.Connection.open(options.http(), timing, listener)),
                pluginId -> Marketplaces.connect(options.target(), pluginId, options.http(), listener, timing),
                store -> new DirectStore(store, timing, listener),
                listener,
                clock);
    }

    private Receipt publish(PublishRun run, Progress progress, TelemetryEmitter emitter, Instant begin) {
        for (Stage stage : Stages.of(run.options())) {
            progress.phase = stage.id();
            refuseInterrupted(stage);
            runStage(run, stage);
            if (progress.telemetry == null && run.pluginOrNull() != null) {
                progress.telemetry = new PublishTelemetry(
                        emitter, run.pluginOrNull(), run.options().channel(), begin, clock);
                progress.telemetry.started();
            }
        }
        progress.phase = "receipt";
        Receipt receipt = ReceiptAssembler.of(run, null, null, retries.get(), vocabulary);
        ReceiptFile.write(run.options().outputs().receipt(), receipt, redactor);
        run.journal("succeeded", Map.of("status", receipt.status()));
        if (progress.telemetry != null) {
            progress.telemetry.succeeded(receipt.publishId(), receipt.status(), figures(run));
        }
        return receipt;
    }

    private void runStage(PublishRun run, Stage stage) {
        Optional<String> done = stage.readsOnly() ? Optional.empty() : stage.alreadyDone(run);
        if (done.isPresent()) {
            listener.on(new PublishEvent.StageSkipped(stage.id(), done.get()));
            return;
        }
        listener.on(new PublishEvent.StageStarted(stage.id(), stage.title()));
        Instant begin = clock.instant();
        try {
            String outcome = stage.run(run);
            listener.on(new PublishEvent.StageFinished(stage.id(), Duration.between(begin, clock.instant()), outcome));
        } finally {
            run.timings()
                    .merge(stage.id(), Duration.between(begin, clock.instant()).toMillis(), Long::sum);
        }
    }

    private void refuseInterrupted(Stage next) {
        if (Thread.currentThread().isInterrupted()) {
            throw PublishException.of(ErrorCode.INTERRUPTED, "go on to " + next.id(), "the publish was interrupted")
                    .build();
        }
    }

    private static PublishException internal(Progress progress, RuntimeException cause) {
        return PublishException.of(ErrorCode.INTERNAL_ERROR, "run stage " + progress.phase, "found a defect: " + cause)
                .causedBy(cause)
                .build();
    }

    /** Tells everybody of the failure; what goes wrong while telling is noted and never hides the failure itself. */
    private PublishException failed(PublishRun run, Progress progress, PublishException failure) {
        // Writing a file on an interrupted thread fails, and an interrupt is just when the receipt matters.
        boolean interrupted = Thread.interrupted();
        try {
            tell(run, progress, failure);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return failure;
    }

    private void tell(PublishRun run, Progress progress, PublishException failure) {
        listener.on(new PublishEvent.Failed(
                failure.code(),
                failure.getMessage(),
                progress.phase,
                failure.requestId().orElse(null)));
        String publishId =
                run.publishOrNull() == null ? null : run.publishOrNull().publishId();
        if (publishId != null) {
            attempt("write the receipt", () -> {
                Receipt receipt = ReceiptAssembler.of(run, failure, progress.phase, retries.get(), vocabulary);
                ReceiptFile.write(run.options().outputs().receipt(), receipt, redactor);
            });
        }
        attempt(
                "write the journal",
                () -> run.journal(
                        "failed", Map.of("code", failure.code().wireName(), "phase", String.valueOf(progress.phase))));
        if (progress.telemetry != null) {
            progress.telemetry.failed(publishId, progress.phase, failure, figures(run));
        }
    }

    private void attempt(String what, Runnable action) {
        try {
            action.run();
        } catch (PublishException e) {
            listener.on(new PublishEvent.Note(
                    PublishEvent.Note.Level.WARNING, "could not " + what + ": " + e.getMessage()));
        }
    }

    private PublishTelemetry.Figures figures(PublishRun run) {
        return new PublishTelemetry.Figures(
                run.precheckFailureRate().orElse(null),
                retries.get(),
                run.packageSize().orElse(null));
    }

    private void countRetries(PublishEvent event) {
        if (event instanceof PublishEvent.RequestAttempt attempt && attempt.attempt() > 1) {
            retries.incrementAndGet();
        }
    }
}
