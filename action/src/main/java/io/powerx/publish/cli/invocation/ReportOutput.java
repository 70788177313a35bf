package io.powerx.publish.cli.invocation;

import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.InvalidChoice;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.git.GitCheckout;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.precheck.FindingCounts;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.report.ReportForm;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The format and the destination of a precheck report. */
public record ReportOutput(ReportForm form, @Nullable String file) {
    private static final List<String> LABELS =
            Arrays.stream(ReportForm.values()).map(ReportForm::label).toList();

    /** The formats, as help shows them. */
    public static String labels() {
        return String.join("|", LABELS);
    }

    /**
     * @param file null for standard output
     * @throws PublishException {@link ErrorCode#OPTION_INVALID}
     */
    public static ReportOutput of(String label, @Nullable String file) {
        ReportForm form = ReportForm.ofLabel(label)
                .orElseThrow(() -> PublishException.of(
                        ErrorCode.OPTION_INVALID,
                        "choose the report's format",
                        "the format " + InvalidChoice.describe(label, LABELS)));
        return new ReportOutput(form, file);
    }

    /** @throws PublishException {@link ErrorCode#STORAGE_FAILED} */
    public void write(Invocation invocation, PrecheckReport report) {
        MessageCatalog messages = form == ReportForm.TEXT ? invocation.messages() : MessageCatalog.ENGLISH;
        String text = form.renderer(RuleCatalogue.all(), folder(invocation), messages)
                .render(report.worded(invocation.vocabulary().in(messages)));
        if (file == null) {
            Console console = invocation.console();
            if (form == ReportForm.TEXT) {
                console.result(text);
            } else {
                console.document(text);
            }
            return;
        }
        save(invocation, file, text);
        FindingCounts counts = report.counts();
        invocation
                .console()
                .note(
                        Level.INFO,
                        "{0}, {1}",
                        invocation.messages().count(counts.errors(), "error"),
                        invocation.messages().count(counts.warnings(), "warning"));
        if (invocation.json()) {
            invocation
                    .console()
                    .result(ReportForm.JSON
                            .renderer(RuleCatalogue.all(), folder(invocation))
                            .render(report.worded(invocation.vocabulary())));
        }
    }

    /**
     * Writes a report, and shows that it did.
     *
     * @param file relative to the current folder
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED}
     */
    public static void save(Invocation invocation, String file, String text) {
        Path target = invocation.host().workingDirectory().resolve(file);
        boolean replaced = Files.exists(target);
        try {
            requireNoPipe(target);
            Files.writeString(target, invocation.redactor().redact(text), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "write the report " + target, e);
        }
        invocation.console().note(Level.INFO, replaced ? "Replaced {0}" : "Wrote {0}", target);
    }

    /** Nothing may read from a named pipe, so that writing to it would wait forever; what a shell redirects is below /dev or /proc. */
    private static void requireNoPipe(Path target) throws IOException {
        boolean redirected = target.startsWith("/dev") || target.startsWith("/proc");
        if (!redirected && Files.exists(target)) {
            SmallFile.requireRegular(target);
        }
    }

    /** The plugin's folder in its repository, or in the workspace if a workflow has no checkout. */
    private static String folder(Invocation invocation) {
        Path project = invocation.project();
        String workspace = invocation.host().environment().getOrDefault("GITHUB_WORKSPACE", "");
        boolean inWorkspace = !workspace.isBlank() && project.startsWith(workspace);
        return GitCheckout.folderOf(
                project,
                null,
                inWorkspace ? Path.of(workspace) : invocation.host().workingDirectory());
    }
}
