package io.powerx.publish.cli;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckEngine;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.report.ReportForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a precheck's report goes, and in which form. */
record ReportOutput(ReportForm form, @Nullable String file) {
    static String labels() {
        return Arrays.stream(ReportForm.values()).map(ReportForm::label).collect(Collectors.joining("|"));
    }

    /**
     * @param file null for standard output
     * @throws PublishException {@link ErrorCode#OPTION_INVALID}
     */
    static ReportOutput of(String label, @Nullable String file) {
        ReportForm form = ReportForm.ofLabel(label).orElseThrow(() -> PublishException.of(
                        ErrorCode.OPTION_INVALID, "choose the report's form", "--format is none of " + labels())
                .build());
        return new ReportOutput(form, file);
    }

    /** @throws PublishException {@link ErrorCode#STORAGE_FAILED} */
    void write(Invocation invocation, PluginSnapshot plugin, PrecheckReport report) {
        String text = form.renderer(PrecheckEngine.standard().rules(), folder(invocation))
                .render(plugin, report);
        if (file == null) {
            invocation.console().result(text);
            return;
        }
        save(invocation, file, text);
    }

    /**
     * Writes a report.
     *
     * @param file seen from the current folder
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED}
     */
    static void save(Invocation invocation, String file, String text) {
        Path target = invocation.host().workingDirectory().resolve(file);
        try {
            Files.writeString(target, invocation.redactor().redact(text), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw PublishException.of(
                            IoFailure.code(e, ErrorCode.STORAGE_FAILED),
                            "write the report " + target,
                            IoFailure.reason(e))
                    .causedBy(e)
                    .build();
        }
    }

    /** The plugin's folder as seen from the repository: in a GitHub job that is the workspace, elsewhere the current folder. */
    private static String folder(Invocation invocation) {
        String workspace = invocation.host().environment().getOrDefault("GITHUB_WORKSPACE", "");
        Path project = invocation.project();
        return Stream.of(workspace, invocation.host().workingDirectory().toString())
                .filter(repository -> !repository.isBlank())
                .map(Path::of)
                .filter(project::startsWith)
                .map(repository -> repository.relativize(project).toString().replace('\\', '/'))
                .findFirst()
                .orElse("");
    }
}
