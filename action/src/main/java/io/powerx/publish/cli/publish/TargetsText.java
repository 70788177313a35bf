package io.powerx.publish.cli.publish;

import io.powerx.publish.TargetsPublisher;
import io.powerx.publish.TargetsPublisher.Outcome;
import io.powerx.publish.cli.text.ErrorReport;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The summary of a publish to several targets. */
public final class TargetsText {
    private static final int MAX_LENGTH = 500;

    private TargetsText() {}

    static String of(List<Outcome> outcomes, MessageCatalog messages) {
        long done =
                outcomes.stream().filter(outcome -> outcome.failure() == null).count();
        StringBuilder text =
                new StringBuilder(messages.text("Published to {0} of {1} targets:", done, outcomes.size()));
        for (Outcome outcome : outcomes) {
            text.append("\n  ").append(outcome.target()).append(": ").append(status(outcome, messages));
            if (outcome.receipt() != null && outcome.receiptFile() != null) {
                text.append("\n      ").append(messages.text("receipt {0}", outcome.receiptFile()));
            }
        }
        return text.toString();
    }

    /** How a target ended, in one line. */
    public static String status(Outcome outcome, MessageCatalog messages) {
        PublishException failure = outcome.failure();
        Receipt receipt = outcome.receipt();
        String status = failure != null
                ? messages.text("failed, {0}: {1}", failure.code().wireName(), messages.composed(failure.found()))
                : receipt == null
                        ? messages.text("nothing was submitted")
                        : receipt.channel().wireName() + ", " + receipt.status()
                                + (receipt.alreadyPublished() ? messages.text(", already published") : "");
        return ForeignText.oneLine(status, MAX_LENGTH);
    }

    /** The summary as JSON, with the whole receipts. */
    public static String json(List<Outcome> outcomes, Vocabulary vocabulary) {
        List<Map<String, Object>> targets = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("target", outcome.target());
            fields.put("exitCode", outcome.exitCode());
            if (outcome.receiptFile() != null && outcome.receipt() != null) {
                fields.put("receiptFile", outcome.receiptFile().toString());
                fields.put("receipt", outcome.receipt());
            }
            if (outcome.failure() != null) {
                fields.put("error", ErrorReport.fields(outcome.failure(), vocabulary));
            }
            targets.add(fields);
        }
        PublishException worst = TargetsPublisher.worst(outcomes).orElse(null);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("status", worst == null ? "published" : "failed");
        root.put("exitCode", worst == null ? 0 : worst.code().exitCode());
        root.put("targets", targets);
        return Json.writePretty(root);
    }
}
