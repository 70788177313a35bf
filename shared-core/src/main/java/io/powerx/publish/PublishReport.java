package io.powerx.publish;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.stage.Checked;
import io.powerx.publish.stage.Packed;
import io.powerx.publish.stage.PublishContext;
import io.powerx.publish.stage.ReceiptAssembler;
import io.powerx.publish.stage.Registered;
import io.powerx.publish.stage.RunRecord;
import io.powerx.publish.stage.Submitted;
import io.powerx.publish.telemetry.PublishTelemetry;
import io.powerx.publish.telemetry.TelemetryEmitter;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports the outcome of a publish to the receipt, the journal, telemetry and the listener. */
final class PublishReport {
    private final PublishContext context;
    private final RunRecord progress;
    private final TelemetryEmitter emitter;
    private final Vocabulary vocabulary;
    private final Clock clock;
    private final Instant begin;
    private @Nullable PublishTelemetry telemetry;

    PublishReport(PublishContext context, RunRecord progress, TelemetryEmitter emitter, Vocabulary vocabulary) {
        this.context = context;
        this.progress = progress;
        this.emitter = emitter;
        this.vocabulary = vocabulary;
        this.clock = context.timing().clock();
        this.begin = clock.instant();
    }

    /** Starts telemetry, whose events need the plugin's id and version. */
    void started(PluginSnapshot plugin) {
        telemetry = new PublishTelemetry(emitter, plugin, context.options().channel(), begin, clock);
        telemetry.started();
    }

    /** Writes the receipt and returns it. */
    Receipt succeeded(Submitted submitted, int retries) {
        progress.begin("receipt");
        Receipt receipt = assembler(retries).succeeded(submitted);
        write(receipt);
        context.journal().append("succeeded", Map.of("status", receipt.status()));
        if (telemetry != null) {
            telemetry.succeeded(receipt.publishId(), receipt.status(), figures(retries));
        }
        return receipt;
    }

    /** Reports the failure and returns it. Further errors are only noted, so that they do not hide the failure. */
    PublishException failed(PublishException failure, int retries) {
        // Files cannot be written on an interrupted thread, and the receipt is needed to resume an interrupted publish.
        boolean interrupted = Thread.interrupted();
        try {
            report(failure, retries);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return failure;
    }

    private void report(PublishException failure, int retries) {
        String phase = progress.phase();
        context.report(new PublishEvent.Failed(
                failure.code(), failure.getMessage(), phase, failure.requestId().orElse(null)));
        attempt("write the receipt", () -> assembler(retries).failed(failure).ifPresent(this::write));
        attempt("write the journal", () -> context.journal()
                .append("failed", Map.of("code", failure.code().wireName(), "phase", String.valueOf(phase))));
        if (telemetry != null) {
            String publishId = progress.find(Registered.class)
                    .map(registered -> registered.publish().publishId())
                    .orElse(null);
            telemetry.failed(publishId, phase, failure, figures(retries));
        }
    }

    private ReceiptAssembler assembler(int retries) {
        return new ReceiptAssembler(context.options(), progress, retries, vocabulary);
    }

    private void write(Receipt receipt) {
        ReceiptFile.write(context.options().outputs().receipt(), receipt, context.redactor());
    }

    private PublishTelemetry.Figures figures(int retries) {
        return new PublishTelemetry.Figures(
                progress.find(Checked.class)
                        .map(Checked::report)
                        .flatMap(PrecheckReport::failureRate)
                        .orElse(null),
                retries,
                progress.find(Packed.class)
                        .map(packed ->
                                packed.artifacts().packageFile().artifact().size())
                        .orElse(null));
    }

    private void attempt(String what, Runnable action) {
        try {
            action.run();
        } catch (PublishException e) {
            context.report(new PublishEvent.Note(
                    PublishEvent.Note.Level.WARNING, "could not " + what + ": " + e.getMessage()));
        }
    }
}
