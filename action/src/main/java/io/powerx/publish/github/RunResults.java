package io.powerx.publish.github;

import io.powerx.publish.TargetsPublisher;
import io.powerx.publish.cli.invocation.Results;
import io.powerx.publish.cli.publish.TargetsText;
import io.powerx.publish.config.Folders;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.precheck.CheckedPlugin;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.sign.VerificationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the results of a run of any command, for outputs, annotations and the summary. */
final class RunResults implements PublishListener, Results {
    record Plugin(
            String id,
            String name,
            String version,
            @Nullable String channel) {}

    private final Outputs outputs;
    private final Vocabulary vocabulary;
    private final Map<String, String> stageTitles = new HashMap<>();
    private final Map<String, Duration> timings = new LinkedHashMap<>();
    private @Nullable Plugin plugin;
    private @Nullable List<Finding> findings;
    private @Nullable Receipt receipt;
    private @Nullable Path receiptFile;
    private @Nullable Path journals;
    private @Nullable Path packages;
    private @Nullable Path project;
    private @Nullable Path home;
    private @Nullable Review review;
    private @Nullable VerificationReport verification;
    private @Nullable String status;
    private @Nullable ErrorCode refusal;
    private boolean registered;
    private List<TargetsPublisher.Outcome> targets = List.of();

    RunResults(Outputs outputs, Vocabulary vocabulary) {
        this.outputs = outputs;
        this.vocabulary = vocabulary;
    }

    @Override
    public synchronized void on(PublishEvent event) {
        if (event instanceof PublishEvent.PluginRead read) {
            plugin = new Plugin(read.pluginId(), read.name(), read.version(), read.channel());
        } else if (event instanceof PublishEvent.StageStarted started) {
            stageTitles.put(started.stage(), started.title());
        } else if (event instanceof PublishEvent.StageFinished finished) {
            String title = stageTitles.getOrDefault(finished.stage(), finished.stage());
            timings.merge(title, finished.elapsed(), Duration::plus);
        } else if (event instanceof PublishEvent.FindingsReported reported) {
            findings = List.copyOf(reported.findings());
        } else if (event instanceof PublishEvent.Packed packed) {
            outputs.packed(packed);
        } else if (event instanceof PublishEvent.Registered ids) {
            registered = true;
            outputs.set(ActionOutput.PUBLISH_ID, ids.publishId());
            outputs.set(ActionOutput.VERSION_ID, ids.versionId());
        } else if (event instanceof PublishEvent.Submitted submitted) {
            outputs.set(ActionOutput.REVIEW_QUEUE_ID, submitted.reviewQueueId());
            outputs.set(ActionOutput.REVIEW_URL, submitted.reviewUrl());
        }
    }

    @Override
    public void configured(Folders folders, Path output, PublishOptions.Outputs files) {
        project = folders.project();
        home = folders.home();
        packages = output;
        receiptFile = files.receipt();
        journals = files.journals();
    }

    @Override
    public void published(Receipt finished) {
        receipt = finished;
        status = finished.status();
    }

    @Override
    public void targets(List<TargetsPublisher.Outcome> outcomes) {
        targets = List.copyOf(outcomes);
        outputs.set(ActionOutput.TARGETS_JSON, TargetsText.json(outcomes, vocabulary));
        for (TargetsPublisher.Outcome outcome : outcomes) {
            if (outcome.receipt() != null) {
                receipt = outcome.receipt();
                receiptFile = outcome.receiptFile();
            }
        }
        boolean failed = TargetsPublisher.worst(outcomes).isPresent();
        status = failed || receipt == null ? "failed" : receipt.status();
    }

    /** Empty unless the run has several targets. */
    List<TargetsPublisher.Outcome> targets() {
        return targets;
    }

    @Override
    public void checked(PrecheckReport report, boolean passed) {
        CheckedPlugin checked = report.plugin();
        if (checked.id() != null && checked.version() != null) {
            plugin = new Plugin(
                    checked.id(), Objects.requireNonNullElse(checked.name(), checked.id()), checked.version(), null);
        }
        findings = report.worded(vocabulary).findings();
        status = passed ? "passed" : "failed";
        refusal = passed ? null : ErrorCode.PRECHECK_FAILED;
    }

    @Override
    public void verified(VerificationReport report) {
        verification = report;
        refusal = report.failure().orElse(null);
        status = report.passed() ? "passed" : "failed";
    }

    @Override
    public void looked(Publish publish, @Nullable Review found) {
        outputs.set(ActionOutput.PUBLISH_ID, publish.publishId());
        outputs.set(ActionOutput.VERSION_ID, publish.versionId());
        review = found;
        status = found == null ? publish.status() : found.status();
    }

    @Override
    public void changed(Publish publish, VersionInfo version) {
        outputs.set(ActionOutput.PUBLISH_ID, publish.publishId());
        outputs.set(ActionOutput.VERSION_ID, version.versionId());
        status = version.status();
    }

    /**
     * Records the error. A publish that fails after its registration leaves a receipt, which contains more than the error. A version that was
     * submitted keeps its status, even if the wait for its review fails.
     */
    void failed(PublishException error) {
        if (receipt == null && registered) {
            receipt = receiptOfThisRun();
        }
        if (status == null) {
            status = error.code() == ErrorCode.INTERRUPTED ? "interrupted" : "failed";
        }
    }

    /** Null if the file could not be written or belongs to an earlier run. */
    private @Nullable Receipt receiptOfThisRun() {
        if (receiptFile == null || !Files.isRegularFile(receiptFile)) {
            return null;
        }
        try {
            Receipt read = ReceiptFile.read(receiptFile);
            return Objects.equals(read.publishId(), outputs.get(ActionOutput.PUBLISH_ID)) ? read : null;
        } catch (PublishException e) {
            return null;
        }
    }

    void planned() {
        status = "planned";
    }

    @Nullable
    Plugin plugin() {
        return plugin;
    }

    /** Null if no precheck was completed. */
    @Nullable
    List<Finding> findings() {
        return findings;
    }

    @Nullable
    Receipt receipt() {
        return receipt;
    }

    @Nullable
    Path receiptFile() {
        return receiptFile;
    }

    @Nullable
    Path journals() {
        return journals;
    }

    @Nullable
    Path packages() {
        return packages;
    }

    @Nullable
    Path project() {
        return project;
    }

    @Nullable
    Path home() {
        return home;
    }

    @Nullable
    Review review() {
        return review;
    }

    @Nullable
    VerificationReport verification() {
        return verification;
    }

    @Nullable
    String status() {
        return status;
    }

    /** The reason of a failure without an error: a precheck or a verification that did not pass. */
    @Nullable
    ErrorCode refusal() {
        return refusal;
    }

    synchronized Map<String, Duration> timings() {
        return new LinkedHashMap<>(timings);
    }
}
