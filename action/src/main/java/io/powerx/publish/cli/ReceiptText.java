package io.powerx.publish.cli;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.ForeignText;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result of a publish as text. */
final class ReceiptText {
    private static final int LABEL_WIDTH = 15;
    private static final int LONGEST = 500;

    private ReceiptText() {}

    static String of(Receipt receipt, Path file, Clock clock) {
        StringBuilder text = new StringBuilder();
        String what = receipt.plugin().name() + " " + receipt.plugin().version();
        String channel = receipt.channel().wireName();
        text.append(ForeignText.oneLine(
                receipt.alreadyPublished()
                        ? "Already published: " + what + " on " + channel + "; nothing was changed."
                        : "Submitted " + what + " to " + channel + "; " + state(receipt) + ".",
                LONGEST));
        line(text, "publishId", receipt.publishId());
        line(text, "versionId", receipt.versionId());
        line(text, "reviewQueueId", receipt.reviewQueueId());
        line(text, "status", receipt.status());
        if (receipt.packages().size() > 1) {
            line(text, "platforms", platforms(receipt));
        }
        if (!ReviewState.of(receipt.status()).isFinal()) {
            line(text, "next check", time(receipt.nextCheckAt(), clock));
        }
        line(text, "review", receipt.reviewUrl());
        line(text, "receipt", file.toString());
        return text.toString();
    }

    private static String platforms(Receipt receipt) {
        return receipt.packages().stream()
                .map(Receipt.PublishedPackage::platform)
                .collect(Collectors.joining(", "));
    }

    private static String state(Receipt receipt) {
        ReviewState state = ReviewState.of(receipt.status());
        if (!state.isFinal()) {
            return "it is in the review queue";
        }
        return state == ReviewState.APPROVED
                ? "the review approved it"
                : "the review ended with the status " + receipt.status();
    }

    static void line(StringBuilder text, String label, @Nullable String value) {
        if (value != null) {
            text.append("\n  ")
                    .append(label)
                    .append(" ".repeat(LABEL_WIDTH - label.length()))
                    .append(ForeignText.oneLine(value, LONGEST));
        }
    }

    static @Nullable String time(@Nullable Instant instant, Clock clock) {
        if (instant == null) {
            return null;
        }
        Duration left = Duration.between(clock.instant(), instant);
        return Quantities.time(instant) + (left.isNegative() ? "" : " (in " + Quantities.duration(left) + ")");
    }
}
