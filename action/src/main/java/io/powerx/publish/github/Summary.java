package io.powerx.publish.github;

import io.powerx.publish.cli.publish.TargetsText;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.message.MessageCatalog;
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
    private static final int MAX_SIZE = 900 << 10;

    /** In bytes. For what follows the findings. */
    private static final int TIMINGS = 4 << 10;

    private final StringBuilder text = new StringBuilder();
    private final RunResults results;
    private final Outputs outputs;
    private final Vocabulary vocabulary;
    private final MessageCatalog messages;
    private final Markdown markdown;
    private final long room;

    /** @param taken bytes that the summary already contains */
    Summary(
            RunResults results,
            Outputs outputs,
            Vocabulary vocabulary,
            MessageCatalog messages,
            Markdown markdown,
            long taken) {
        this.results = results;
        this.outputs = outputs;
        this.vocabulary = vocabulary.in(messages);
        this.messages = messages;
        this.markdown = markdown;
        this.room = Math.max(0, MAX_SIZE - taken);
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
        text.append("**").append(markdown.text(messages.text(code.summary()))).append("** (");
        text.append(markdown.code(code.wireName())).append(")\n\n");
        item(messages.text("Tried"), messages.text("to {0}", messages.composed(error.tried())));
        item(messages.text("Found"), messages.composed(error.found()));
        error.location().ifPresent(where -> item(messages.text("Where"), where.toString()));
        item(messages.text("Remedy"), error.remedy(vocabulary));
        error.link().ifPresent(link -> text.append("- ")
                .append(messages.text("See"))
                .append(": ")
                .append(markdown.link(link, link))
                .append('\n'));
        error.requestId().ifPresent(id -> item(messages.text("Request"), id));
        error.supportUrl().ifPresent(url -> text.append("- ")
                .append(messages.text("Support"))
                .append(": ")
                .append(markdown.link(url, url))
                .append('\n'));
        if (debugLog != null) {
            item(
                    messages.text("Debug log"),
                    messages.text("{0}; keep it with actions/upload-artifact and if: failure()", debugLog));
        }
        text.append('\n');
    }

    private void targets() {
        if (results.targets().isEmpty()) {
            return;
        }
        heading(messages.text("Targets"));
        head("", messages.text("target"), messages.text("result"));
        results.targets().forEach(outcome -> text.append(outcome.failure() == null ? "| ✅ | " : "| ❌ | ")
                .append(markdown.code(outcome.target()))
                .append(" | ")
                .append(markdown.text(TargetsText.status(outcome, messages)))
                .append(" |\n"));
        text.append('\n');
    }

    private void facts() {
        Receipt receipt = results.receipt();
        RunResults.Plugin plugin = results.plugin();
        head("", "");
        if (plugin != null) {
            row(messages.text("Plugin"), markdown.code(plugin.id()));
            row(messages.text("Version"), markdown.code(plugin.version()));
        }
        String channel = receipt != null ? receipt.channel().wireName() : plugin == null ? null : plugin.channel();
        fact(messages.text("Channel"), channel);
        fact(messages.text("Status"), results.status());
        fact(messages.text("Publish"), outputs.get(ActionOutput.PUBLISH_ID));
        fact(messages.text("Version id"), outputs.get(ActionOutput.VERSION_ID));
        fact(messages.text("Review queue"), outputs.get(ActionOutput.REVIEW_QUEUE_ID));
        String nextCheck = outputs.get(ActionOutput.NEXT_CHECK_AT);
        fact(messages.text("Next check"), nextCheck == null ? null : Quantities.time(Instant.parse(nextCheck)));
        fact(messages.text("Content digest"), outputs.get(ActionOutput.CONTENT_DIGEST));
        fact(messages.text("Receipt"), outputs.get(ActionOutput.RECEIPT_PATH));
        String review = outputs.get(ActionOutput.REVIEW_URL);
        if (review != null) {
            row(messages.text("Review"), markdown.link(review, review));
        }
        text.append('\n');
    }

    private void artifacts() {
        Receipt receipt = results.receipt();
        if (receipt == null || receipt.artifacts().isEmpty()) {
            return;
        }
        heading(messages.text("Artifacts"));
        head(messages.text("file"), messages.text("platform"), messages.text("size"), "SHA-256");
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
        heading(messages.text("Verification"));
        head("", "", "");
        for (VerificationReport.Check check : report.checks()) {
            text.append(
                            switch (check.outcome()) {
                                case PASSED -> "| ✅ | ";
                                case FAILED -> "| ❌ | ";
                                case NOT_CHECKED -> "| ➖ | ";
                            })
                    .append(check.aspect().wireName())
                    .append(" | ")
                    .append(markdown.text(messages.composed(check.detail())))
                    .append(" |\n");
        }
        text.append('\n');
    }

    private void timings() {
        if (results.timings().isEmpty()) {
            return;
        }
        heading(messages.text("Timings"));
        head(messages.text("stage"), messages.text("time"));
        results.timings()
                .forEach((stage, elapsed) ->
                        row(markdown.text(messages.text(stage)), markdown.text(Quantities.duration(elapsed))));
        text.append('\n');
    }

    private void next() {
        Receipt receipt = results.receipt();
        boolean queued = receipt != null
                && receipt.reviewQueueId() != null
                && !ReviewState.of(receipt.status()).isFinal();
        if (queued) {
            text.append(messages.text(
                            "Next: a reviewer decides. {0} shows the status, {1} waits for the decision.",
                            markdown.code(vocabulary.command("status")), markdown.code(vocabulary.command("wait"))))
                    .append("\n\n");
        } else if (results.refusal() == ErrorCode.PRECHECK_FAILED) {
            String remedy = vocabulary.render(ErrorCode.PRECHECK_FAILED.remedy());
            text.append(messages.text("Next: {0}", markdown.text(remedy))).append("\n\n");
        }
    }

    private void findings() {
        List<Finding> findings = results.findings();
        if (findings == null) {
            return;
        }
        heading(messages.text("Findings"));
        if (findings.isEmpty()) {
            text.append(messages.text("None.")).append("\n\n");
            return;
        }
        head(
                messages.text("level"),
                messages.text("rule"),
                messages.text("where"),
                messages.text("finding"),
                messages.text("remedy"));
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
            text.append(messages.text("and {0} more.", findings.size() - shown)).append("\n\n");
        }
    }

    private String row(Finding finding) {
        SourceLocation where = finding.location();
        return "| " + messages.text(finding.severity().wireName()) + " | " + markdown.code(finding.rule()) + " | "
                + (where == null ? "" : markdown.code(where)) + " | "
                + markdown.text(messages.composed(finding.message())) + " | "
                + markdown.text(messages.composed(finding.remedy())) + " |\n";
    }

    private void heading(String title) {
        text.append("#### ").append(title).append("\n\n");
    }

    private void head(String... columns) {
        for (String column : columns) {
            text.append(column.isEmpty() ? "| " : "| " + column + " ");
        }
        text.append("|\n").append("|---".repeat(columns.length)).append("|\n");
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
