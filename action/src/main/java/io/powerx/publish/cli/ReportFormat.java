package io.powerx.publish.cli;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms of a precheck's report. */
enum ReportFormat {
    TEXT,
    JSON;

    static String labels() {
        return Arrays.stream(values()).map(ReportFormat::label).collect(Collectors.joining("|"));
    }

    static ReportFormat of(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst()
                .orElseThrow(() -> PublishException.of(
                                ErrorCode.OPTION_INVALID, "choose the report's form", "--format is none of " + labels())
                        .build());
    }

    /**
     * Renders the report to standard output, or to a file.
     *
     * @param file null for standard output
     */
    void write(Invocation invocation, @Nullable String file, PluginSnapshot plugin, PrecheckReport report) {
        String text = render(plugin, report);
        if (file == null) {
            invocation.console().result(text);
            return;
        }
        Path target = invocation.host().workingDirectory().resolve(file);
        try {
            Files.writeString(target, invocation.redactor().redact(text), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw PublishException.of(
                            ErrorCode.STORAGE_FAILED,
                            "write the report " + target,
                            e.getClass().getSimpleName() + ": " + e.getMessage())
                    .causedBy(e)
                    .build();
        }
    }

    private String render(PluginSnapshot plugin, PrecheckReport report) {
        return switch (this) {
            case TEXT -> FindingLines.report(plugin, report);
            case JSON -> Json.writePretty(report);
        };
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
