package io.powerx.publish.cli.text;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.ForeignText;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result of a publish as text. */
public final class ReceiptText {
    private static final int LABEL_WIDTH = 15;
    private static final int MAX_LENGTH = 500;

    private ReceiptText() {}

    public static String of(Receipt receipt, Path file, Clock clock, MessageCatalog messages) {
        String what = receipt.plugin().name() + " " + receipt.plugin().version();
        String channel = receipt.channel().wireName();
        LabeledLines text = lines();
        text.heading(ForeignText.oneLine(
                receipt.alreadyPublished()
                        ? messages.text("Already published: {0} on {1}; nothing was changed.", what, channel)
                        : messages.text("Submitted {0} to {1}; {2}.", what, channel, state(receipt, messages)),
                MAX_LENGTH));
        text.add("publishId", receipt.publishId());
        text.add("versionId", receipt.versionId());
        text.add("reviewQueueId", receipt.reviewQueueId());
        text.add(messages.text("status"), receipt.status());
        if (receipt.packages().size() > 1) {
            text.add(messages.text("platforms"), platforms(receipt));
        }
        if (!ReviewState.of(receipt.status()).isFinal()) {
            text.add(messages.text("next check"), time(receipt.nextCheckAt(), clock, messages));
        }
        text.add(messages.text("review"), receipt.reviewUrl());
        text.add(messages.text("receipt"), file.toString());
        return text.toString();
    }

    private static String platforms(Receipt receipt) {
        return receipt.packages().stream()
                .map(Receipt.PublishedPackage::platform)
                .collect(Collectors.joining(", "));
    }

    private static String state(Receipt receipt, MessageCatalog messages) {
        ReviewState state = ReviewState.of(receipt.status());
        if (!state.isFinal()) {
            return messages.text("it is in the review queue");
        }
        return state == ReviewState.APPROVED
                ? messages.text("the review approved it")
                : messages.text("the review ended with the status {0}", receipt.status());
    }

    /** The result of a command in the columns that all results have. */
    public static LabeledLines lines() {
        return new LabeledLines(LABEL_WIDTH, MAX_LENGTH);
    }

    public static @Nullable String time(@Nullable Instant instant, Clock clock, MessageCatalog messages) {
        if (instant == null) {
            return null;
        }
        Duration left = Duration.between(clock.instant(), instant);
        return Quantities.time(instant)
                + (left.isNegative() ? "" : messages.text(" (in {0})", Quantities.duration(left)));
    }
}
