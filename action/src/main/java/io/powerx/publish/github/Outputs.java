package io.powerx.publish.github;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.json.Json;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Redactor;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes each output of the step as soon as its value is known, and again if it changes. */
final class Outputs {
    private final CommandFile file;
    private final Redactor redactor;
    private final Workspace workspace;
    private final Map<ActionOutput, String> written = new EnumMap<>(ActionOutput.class);
    private final Map<String, Map<String, String>> packages = new LinkedHashMap<>();

    Outputs(CommandFile file, Redactor redactor, Workspace workspace) {
        this.file = file;
        this.redactor = redactor;
        this.workspace = workspace;
    }

    /** Writes an output unless the value is null. */
    synchronized void set(ActionOutput output, @Nullable Object value) {
        if (value == null) {
            return;
        }
        String text = redactor.redact(value.toString());
        if (!text.equals(written.put(output, text))) {
            file.put(output.id(), text);
        }
    }

    @Nullable
    String get(ActionOutput output) {
        return written.get(output);
    }

    /** Writes the paths and digests of the packages, which remain valid even if the publish fails later. */
    synchronized void packed(PublishEvent.Packed packed) {
        String path = workspace.relative(Path.of(packed.file()));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("platform", packed.platform());
        fields.put("path", path);
        fields.put("sha256", packed.sha256());
        packages.put(packed.platform(), fields);
        Map<String, String> first = packages.values().iterator().next();
        set(ActionOutput.PACKAGE_PATH, first.get("path"));
        set(ActionOutput.PACKAGE_SHA256, first.get("sha256"));
        set(ActionOutput.PACKAGES_JSON, Json.write(packages.values()));
        set(ActionOutput.CONTENT_DIGEST, packed.contentDigest());
    }

    /** Writes the outputs that are known at the end of the step. */
    void finish(RunResults results, @Nullable String errorCode) {
        Receipt receipt = results.receipt();
        Path receiptFile = results.receiptFile();
        if (receipt != null) {
            ofReceipt(receipt);
            set(ActionOutput.RECEIPT_PATH, receiptFile == null ? null : workspace.relative(receiptFile));
        }
        Review review = results.review();
        if (review != null) {
            set(ActionOutput.REVIEW_QUEUE_ID, review.reviewQueueId());
            set(ActionOutput.REVIEW_URL, review.reviewUrl());
            set(ActionOutput.NEXT_CHECK_AT, review.nextCheckAt());
        }
        boolean queued = review != null || (receipt != null && receipt.reviewQueueId() != null);
        set(ActionOutput.PUBLISHED, queued || (receipt != null && receipt.alreadyPublished()));
        set(ActionOutput.ALREADY_PUBLISHED, receipt != null && receipt.alreadyPublished());
        set(ActionOutput.STATUS, results.status());
        set(ActionOutput.ERROR_CODE, errorCode);
        List<Finding> findings = results.findings();
        if (findings != null) {
            set(ActionOutput.FINDINGS_ERROR, count(findings, Severity.ERROR));
            set(ActionOutput.FINDINGS_WARNING, count(findings, Severity.WARNING));
        }
    }

    private void ofReceipt(Receipt receipt) {
        set(ActionOutput.PUBLISH_ID, receipt.publishId());
        set(ActionOutput.VERSION_ID, receipt.versionId());
        set(ActionOutput.REVIEW_QUEUE_ID, receipt.reviewQueueId());
        set(ActionOutput.REVIEW_URL, receipt.reviewUrl());
        set(ActionOutput.NEXT_CHECK_AT, receipt.nextCheckAt());
        set(ActionOutput.CONTENT_DIGEST, receipt.contentDigest());
        set(ActionOutput.RECEIPT_JSON, Json.writePretty(receipt));
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> Objects.equals(finding.severity(), severity))
                .count();
    }
}
