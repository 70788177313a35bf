package io.powerx.publish;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.stage.PublishContext;
import io.powerx.publish.stage.ReceiptAssembler;
import io.powerx.publish.stage.RunRecord;
import io.powerx.publish.stage.Submitted;
import io.powerx.publish.telemetry.RunTelemetry;
import java.util.Map;

/** Reports the outcome of a publish to the receipt, the journal, telemetry and the listener. */
final class PublishReport {
    private final PublishContext context;
    private final RunRecord progress;
    private final RunTelemetry telemetry;
    private final RunFactsReader facts;
    private final Vocabulary vocabulary;

    PublishReport(
            PublishContext context,
            RunRecord progress,
            RunTelemetry telemetry,
            RunFactsReader facts,
            Vocabulary vocabulary) {
        this.context = context;
        this.progress = progress;
        this.telemetry = telemetry;
        this.facts = facts;
        this.vocabulary = vocabulary;
    }

    /** Writes the receipt and returns it. */
    Receipt succeeded(Submitted submitted, int retries) {
        progress.begin("receipt");
        Receipt receipt = assembler(retries).succeeded(submitted);
        write(receipt);
        context.journal().append("succeeded", Map.of("status", receipt.status()));
        telemetry.succeeded(facts.read(), receipt.status());
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
        telemetry.failed(facts.read(), failure);
    }

    private ReceiptAssembler assembler(int retries) {
        return new ReceiptAssembler(context.options(), progress, retries, vocabulary, telemetry.recorded(facts.read()));
    }

    private void write(Receipt receipt) {
        ReceiptFile.write(context.options().outputs().receipt(), receipt, context.redactor());
    }

    private void attempt(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            context.report(new PublishEvent.Note(
                    PublishEvent.Note.Level.WARNING, "could not " + what + ": " + e.getMessage()));
        }
    }
}
