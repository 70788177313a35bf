package io.powerx.publish.cli;

import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewState;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of a version, as text and as JSON. */
record ReviewText(Publish publish, @Nullable Review review) {
    String status() {
        return review == null ? publish.status() : review.status();
    }

    String text(Clock clock) {
        StringBuilder text = new StringBuilder("Status: ").append(status());
        ReceiptText.line(text, "publishId", publish.publishId());
        ReceiptText.line(text, "versionId", publish.versionId());
        if (review != null) {
            ReceiptText.line(text, "reviewQueueId", review.reviewQueueId());
            if (!ReviewState.of(review.status()).isFinal()) {
                ReceiptText.line(text, "next check", ReceiptText.time(review.nextCheckAt(), clock));
            }
            ReceiptText.line(text, "review", review.reviewUrl());
            Review.Decision decision = review.decision();
            if (decision != null) {
                ReceiptText.line(text, "decided by", decision.by());
                ReceiptText.line(text, "notes", decision.notes());
            }
        }
        return text.toString();
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("publishId", publish.publishId());
        fields.put("versionId", publish.versionId());
        fields.put("status", status());
        if (review != null) {
            fields.put("reviewQueueId", review.reviewQueueId());
            fields.put("nextCheckAt", review.nextCheckAt());
            if (review.reviewUrl() != null) {
                fields.put("reviewUrl", review.reviewUrl());
            }
            if (review.decision() != null) {
                fields.put("decision", review.decision());
            }
        }
        return fields;
    }
}
