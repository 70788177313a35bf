package io.powerx.publish.cli.review;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.text.LabeledLines;
import io.powerx.publish.cli.text.ReceiptText;
import io.powerx.publish.config.Channel;
import io.powerx.publish.json.Json;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.ForeignText;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of a version as text and as JSON, the same for all commands that look at a version or change it
 * (docs/reference/schemas/status.schema.json).
 *
 * @param receipt null if the publish is known by its id only
 * @param changed the version after a change of its status; null if it was not changed
 */
record ReviewText(
        Publish publish,
        @Nullable Review review,
        @Nullable Receipt receipt,
        @Nullable VersionInfo changed) {
    private static final int MAX_LENGTH = 200;

    static ReviewText of(PublishReference reference, Publish publish, @Nullable Review review) {
        return new ReviewText(publish, review, reference.receipt(), null);
    }

    String status() {
        if (changed != null) {
            return changed.status();
        }
        return review == null ? publish.status() : review.status();
    }

    String result(Invocation invocation) {
        return invocation.json()
                ? Json.writePretty(fields())
                : text(invocation.host().clock(), invocation.messages());
    }

    private String text(Clock clock, MessageCatalog messages) {
        LabeledLines text = ReceiptText.lines();
        text.heading(heading(messages));
        text.add("publishId", publish.publishId());
        text.add("versionId", publish.versionId());
        if (review != null) {
            text.add("reviewQueueId", review.reviewQueueId());
            if (!ReviewState.of(status()).isFinal()) {
                text.add(messages.text("next check"), ReceiptText.time(review.nextCheckAt(), clock, messages));
            }
            text.add(messages.text("review"), review.reviewUrl());
            Review.Decision decision = review.decision();
            if (decision != null) {
                text.add(messages.text("decided by"), decision.by());
                text.add(messages.text("notes"), decision.notes());
            }
        }
        return text.toString();
    }

    private String heading(MessageCatalog messages) {
        String version = version();
        if (version == null) {
            return messages.text("Status: {0}", status());
        }
        String what = ForeignText.oneLine(pluginId() + " " + version, MAX_LENGTH);
        String channel = channel();
        return channel == null
                ? messages.text("{0}: {1}", what, status())
                : messages.text("{0} on {1}: {2}", what, channel, status());
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("publishId", publish.publishId());
        fields.put("versionId", publish.versionId());
        fields.put("pluginId", pluginId());
        fields.put("version", version());
        fields.put("channel", channel());
        fields.put("status", status());
        if (review != null) {
            fields.put("reviewQueueId", review.reviewQueueId());
            if (!ReviewState.of(status()).isFinal()) {
                fields.put("nextCheckAt", review.nextCheckAt());
            }
            fields.put("reviewUrl", review.reviewUrl());
            fields.put("decision", review.decision());
        }
        fields.values().removeIf(value -> value == null);
        return fields;
    }

    private @Nullable String pluginId() {
        Publish.Subject subject = publish.subject();
        return subject != null
                ? subject.pluginId()
                : receipt == null ? null : receipt.plugin().id();
    }

    private @Nullable String version() {
        Publish.Subject subject = publish.subject();
        if (subject != null) {
            return subject.version();
        }
        return receipt != null ? receipt.plugin().version() : changed == null ? null : changed.version();
    }

    private @Nullable String channel() {
        Publish.Subject subject = publish.subject();
        if (subject != null && subject.channel() != null) {
            return subject.channel();
        }
        Channel known = receipt != null ? receipt.channel() : changed == null ? null : changed.channel();
        return known == null ? null : known.wireName();
    }
}
