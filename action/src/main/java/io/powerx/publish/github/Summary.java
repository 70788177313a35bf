package io.powerx.publish.github;

import io.powerx.publish.cli.TargetsText;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.sign.VerificationReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The job summary: the published version, findings, timings and next steps. */
final class Summary {
    /** In bytes. The runner rejects a summary of more than 1 MiB as a whole. */
    private static final int LIMIT = 900 << 10;

    /** In bytes. For what follows the findings. */
    private static final int TIMINGS = 4 << 10;

    private final StringBuilder text = new StringBuilder();
    private final RunResults results;
    private final Outputs outputs;
    private final Vocabulary vocabulary;
    private final Markdown markdown;
    private final long room;

    /** @param taken bytes that the summary already contains */
    Summary(RunResults results, Outputs outputs, Vocabulary vocabulary, Markdown markdown, long taken) {
        this.results = results;
        this.outputs = outputs;
        this.vocabulary = vocabulary;
        this.markdown = markdown;
        this.room = Math.max(0, LIMIT - taken);
    }

    /** @param debugLog relative to the workspace; null if there is none */
    String render(String command, @Nullable PublishException error, @Nullable String debugLog) {
        title(command, error);
        if (error != null) {
            error(error, debugLog);
        }
        targets();
        facts();
        artifacts();
        verification();
        next();
        findings();
        timings();
        return room < text.toString().getBytes(StandardCharsets.UTF_8).length ? "" : text.toString();
    }

    private void title(String command, @Nullable PublishException error) {
        RunResults.Plugin plugin = results.plugin();
        boolean failed = error != null || results.refusal() != null;
        text.append("### ")
                .append(failed ? "❌ " : "✅ ")
                .append("PowerX ")
                .append(command)
                .append(plugin == null ? "" : ": " + markdown.text(plugin.name() + " " + plugin.version()))
                .append("\n\n");
    }

    private void error(PublishException error, @Nullable String debugLog) {
        ErrorCode code = error.code();
        text.append("**").append(markdown.text(code.summary())).append("** (");
        text.append(markdown.code(code.wireName())).append(")\n\n");
        item("Tried", "to " + error.tried());
        item("Found", error.found());
        error.location().ifPresent(where -> item("Where", where.toString()));
        item("Remedy", error.remedy(vocabulary));
        error.link()
                .ifPresent(link ->
                        text.append("- See: ").append(markdown.link(link, link)).append('\n'));
        error.requestId().ifPresent(id -> item("Request", id));
        error.supportUrl().ifPresent(url -> text.append("- Support: ")
                .append(markdown.link(url, url))
                .append('\n'));
        if (debugLog != null) {
            item("Debug log", debugLog + "; keep it with actions/upload-artifact and if: failure()");
        }
        text.append('\n');
    }

    private void targets() {
        if (results.targets().isEmpty()) {
            return;
        }
        text.append("#### Targets\n\n| | target | result |\n|---|---|---|\n");
        results.targets().forEach(outcome -> text.append(outcome.failure() == null ? "| ✅ | " : "| ❌ | ")
                .append(markdown.code(outcome.target()))
                .append(" | ")
                .append(markdown.text(TargetsText.status(outcome)))
                .append(" |\n"));
        text.append('\n');
    }

    private void facts() {
        Receipt receipt = results.receipt();
        RunResults.Plugin plugin = results.plugin();
        text.append("| | |\n|---|---|\n");
        if (plugin != null) {
            row("Plugin", markdown.code(plugin.id()));
            row("Version", markdown.code(plugin.version()));
        }
        String channel = receipt != null ? receipt.channel().wireName() : plugin == null ? null : plugin.channel();
        fact("Channel", channel);
        fact("Status", results.status());
        fact("Publish", outputs.get(ActionOutput.PUBLISH_ID));
        fact("Version id", outputs.get(ActionOutput.VERSION_ID));
        fact("Review queue", outputs.get(ActionOutput.REVIEW_QUEUE_ID));
        String nextCheck = outputs.get(ActionOutput.NEXT_CHECK_AT);
        fact("Next check", nextCheck == null ? null : Quantities.time(Instant.parse(nextCheck)));
        fact("Content digest", outputs.get(ActionOutput.CONTENT_DIGEST));
        fact("Receipt", outputs.get(ActionOutput.RECEIPT_PATH));
        String review = outputs.get(ActionOutput.REVIEW_URL);
        if (review != null) {
            row("Review", markdown.link(review, review));
        }
        text.append('\n');
    }

    private void artifacts() {
        Receipt receipt = results.receipt();
        if (receipt == null || receipt.artifacts().isEmpty()) {
            return;
        }
        text.append("#### Artifacts\n\n| file | platform | size | SHA-256 |\n|---|---|---|---|\n");
        receipt.artifacts().stream().limit(100).forEach(this::artifact);
        text.append('\n');
    }

    private void artifact(Artifact artifact) {
        text.append("| ")
                .append(markdown.code(artifact.name()))
                .append(" | ")
                .append(artifact.platform() == null ? "" : markdown.code(artifact.platform()))
                .append(" | ")
                .append(markdown.text(Quantities.size(artifact.size())))
                .append(" | ")
                .append(markdown.code(artifact.sha256()))
                .append(" |\n");
    }

    private void verification() {
        VerificationReport report = results.verification();
        if (report == null) {
            return;
        }
        text.append("#### Verification\n\n| | | |\n|---|---|---|\n");
        for (VerificationReport.Check check : report.checks()) {
            text.append(check.ok() ? "| ✅ | " : "| ❌ | ")
                    .append(check.aspect().wireName())
                    .append(" | ")
                    .append(markdown.text(check.detail()))
                    .append(" |\n");
        }
        text.append('\n');
    }

    private void timings() {
        if (results.timings().isEmpty()) {
            return;
        }
        text.append("#### Timings\n\n| stage | time |\n|---|---|\n");
        results.timings()
                .forEach((stage, elapsed) -> row(markdown.text(stage), markdown.text(Quantities.duration(elapsed))));
        text.append('\n');
    }

    private void next() {
        Receipt receipt = results.receipt();
        boolean queued = receipt != null
                && receipt.reviewQueueId() != null
                && !ReviewState.of(receipt.status()).isFinal();
        if (queued) {
            text.append("Next: a reviewer decides. ")
                    .append(markdown.code(vocabulary.command("status")))
                    .append(" shows the status, ")
                    .append(markdown.code(vocabulary.command("wait")))
                    .append(" waits for the decision.\n\n");
        } else if (results.refusal() == ErrorCode.PRECHECK_FAILED) {
            text.append("Next: ")
                    .append(markdown.text(vocabulary.render(ErrorCode.PRECHECK_FAILED.remedy())))
                    .append("\n\n");
        }
    }

    private void findings() {
        List<Finding> findings = results.findings();
        if (findings == null) {
            return;
        }
        text.append("#### Findings\n\n");
        if (findings.isEmpty()) {
            text.append("None.\n\n");
            return;
        }
        text.append("| level | rule | where | finding | remedy |\n|---|---|---|---|---|\n");
        long bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
        int shown = 0;
        for (Finding finding : findings) {
            String row = row(finding);
            bytes += row.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > room - TIMINGS) {
                break;
            }
            text.append(row);
            shown++;
        }
        text.append('\n');
        if (shown < findings.size()) {
            text.append("and ").append(findings.size() - shown).append(" more.\n\n");
        }
    }

    private String row(Finding finding) {
        SourceLocation where = finding.location();
        return "| " + finding.severity().wireName() + " | " + markdown.code(finding.rule()) + " | "
                + (where == null ? "" : markdown.code(where)) + " | " + markdown.text(finding.message()) + " | "
                + markdown.text(finding.remedy()) + " |\n";
    }

    private void item(String label, String value) {
        text.append("- ")
                .append(label)
                .append(": ")
                .append(markdown.text(value))
                .append('\n');
    }

    private void fact(String label, @Nullable String value) {
        if (value != null) {
            row(label, markdown.code(value));
        }
    }

    private void row(String label, String cell) {
        text.append("| ").append(label).append(" | ").append(cell).append(" |\n");
    }
}
