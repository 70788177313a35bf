package io.powerx.publish;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.options.Marketplaces;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.stage.Inspected;
import io.powerx.publish.stage.Pipeline;
import io.powerx.publish.stage.PublishContext;
import io.powerx.publish.stage.PublishJournal;
import io.powerx.publish.stage.RunRecord;
import io.powerx.publish.stage.SharedSignatures;
import io.powerx.publish.stage.StagePlan;
import io.powerx.publish.telemetry.RunTelemetry;
import io.powerx.publish.workbench.Workbench;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publishes a plugin: runs the stages of {@link Pipeline} and reports the outcome.
 *
 * <p>To resume a publish after an interruption, such as a crash or the loss of the machine, publish the same content again: each stage asks
 * the server what is already done.
 */
public final class Publisher {
    private final Workbench workbench;
    private final Redactor redactor;
    private final Vocabulary vocabulary;
    private final Timing timing;
    private final PublishListener listener;
    private final AtomicInteger retries = new AtomicInteger();
    private final SharedSignatures signatures;

    /**
     * @param listener receives all events, already redacted
     * @param vocabulary the front end's words, for remedies in the receipt
     */
    public Publisher(
            Workbench workbench, PublishListener listener, Redactor redactor, Vocabulary vocabulary, Timing timing) {
        this(workbench, listener, redactor, vocabulary, timing, new SharedSignatures());
    }

    /**
     * For one of several publishes of the same version.
     *
     * @param workbench if the publishes share the package, a {@link io.powerx.publish.workbench.SharedWorkbench} of all of them
     * @param signatures of all of them
     */
    public Publisher(
            Workbench workbench,
            PublishListener listener,
            Redactor redactor,
            Vocabulary vocabulary,
            Timing timing,
            SharedSignatures signatures) {
        this.signatures = signatures;
        this.workbench = workbench;
        this.redactor = redactor;
        this.vocabulary = vocabulary;
        this.timing = timing;
        this.listener = new RedactingListener(redactor, vocabulary, listener).and(this::countRetries);
    }

    /**
     * Publishes, or continues a publish that was interrupted. When this returns, the version is in the review queue and the receipt is
     * written.
     *
     * @param telemetry of the run, which this connects and which the caller closes; it has the outcome when this returns or throws
     * @throws PublishException if a stage fails; {@link ErrorCode#INTERRUPTED} if the thread is interrupted
     */
    public Receipt publish(PublishOptions options, RunTelemetry telemetry) {
        telemetry.connect(options.telemetry(), options.http(), options.client(), listener);
        RunRecord progress = new RunRecord();
        try {
            ReceiptFile.requireReplaceable(
                    options.outputs().receipt(), options.target().apiUrl());
            ReceiptFile.requireWritable(options.outputs().receipt());
            return publish(options, progress, telemetry);
        } catch (PublishException e) {
            telemetry.failed(e);
            throw e;
        } catch (RuntimeException | Error e) {
            PublishException defect = defect(progress, e);
            telemetry.failed(defect);
            throw defect;
        }
    }

    private Receipt publish(PublishOptions options, RunRecord progress, RunTelemetry telemetry) {
        RunFactsReader facts = new RunFactsReader(options.channel(), progress, retries::get);
        PublishListener observed = listener.and(event -> {
            if (event instanceof PublishEvent.StageStarted || event instanceof PublishEvent.StageSkipped) {
                telemetry.update(facts.read());
            }
        });
        try (PublishContext context = context(options, progress, observed)) {
            PublishReport report = new PublishReport(context, progress, telemetry, facts, vocabulary);
            try {
                return report.succeeded(new Pipeline(context, progress).publish(), retries.get());
            } catch (PublishException e) {
                throw report.failed(e, retries.get());
            } catch (RuntimeException | Error e) {
                throw report.failed(defect(progress, e), retries.get());
            }
        }
    }

    /**
     * What {@link #publish} would do, stage by stage. Reads the plugin, runs the checks and asks the Marketplace; changes nothing.
     */
    public List<StagePlan> plan(PublishOptions options) {
        RunRecord progress = new RunRecord();
        try (PublishContext context = context(options, progress, listener)) {
            return new Pipeline(context, progress).plan();
        }
    }

    private PublishContext context(PublishOptions options, RunRecord progress, PublishListener events) {
        Marketplace marketplace = Marketplaces.connect(
                options.target(),
                () -> progress.require(Inspected.class).plugin().id(),
                options.http(),
                events,
                redactor,
                timing);
        return new PublishContext(
                options, workbench, marketplace, events, redactor, timing, new PublishJournal(), signatures);
    }

    private static PublishException defect(RunRecord progress, Throwable cause) {
        return PublishException.defect(progress.phase() == null ? "publish" : "run stage " + progress.phase(), cause);
    }

    private void countRetries(PublishEvent event) {
        if (event instanceof PublishEvent.RequestAttempt attempt && attempt.attempt() > 1) {
            retries.incrementAndGet();
        }
    }
}
