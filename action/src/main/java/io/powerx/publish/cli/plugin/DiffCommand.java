package io.powerx.publish.cli.plugin;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.invocation.ReportOutput;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.InvalidChoice;
import io.powerx.publish.config.Setting;
import io.powerx.publish.diff.DiffMarkdown;
import io.powerx.publish.diff.DiffText;
import io.powerx.publish.diff.PackageComparison;
import io.powerx.publish.diff.PackageDiff;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import java.nio.file.Path;
import java.util.List;

/** Shows what changed between two packages. */
public final class DiffCommand implements PxCommand {
    private static final String OLD = "OLD";
    private static final String NEW = "NEW";
    private static final String FORMAT = "--format";
    private static final String MARKDOWN = "--markdown";
    private static final String REPORT = "--output";
    private static final List<String> FORMATS = List.of("text", "json", "markdown");

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public String summary() {
        return "Show what changed between two packages.";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.argument(OLD, "The older package."),
                Extra.argument(NEW, "The newer package."),
                Extra.option(FORMAT, String.join("|", FORMATS), "Format of the report. Default: text."),
                Extra.flag(MARKDOWN, "The same as --format markdown."),
                Extra.option(REPORT, "FILE", "Write the report to a file instead of standard output."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "The report covers files with their sizes and executable bits, permissions, core versions, dependencies,"
                        + " migrations with their destructive statements, and menus.",
                "Nothing is unpacked, and signatures are not verified; use px-plugin verify for that.",
                "Exit code 0 means that the packages were compared, whether or not they differ; 7 that one of them is not a"
                        + " valid package; 2 that a file cannot be read.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "px-plugin diff com.example.note-1.0.0.pxp dist/com.example.note-1.1.0.pxp",
                        "before publishing an update"),
                new Example(
                        "px-plugin diff OLD.pxp NEW.pxp --markdown --output diff.md", "a comment for a pull request"),
                new Example("px-plugin diff OLD.pxp NEW.pxp --json", "for a script"));
    }

    @Override
    public int run(Invocation invocation) {
        String format = format(invocation);
        Path folder = invocation.host().workingDirectory();
        PackageDiff diff = PackageComparison.of(
                folder.resolve(invocation.extra(OLD).orElseThrow()),
                folder.resolve(invocation.extra(NEW).orElseThrow()));
        String report =
                switch (format) {
                    case "json" -> Json.writePretty(diff);
                    case "markdown" -> DiffMarkdown.render(diff);
                    default -> DiffText.render(diff, invocation.messages());
                };
        String file = invocation.extra(REPORT).orElse(null);
        if (file == null) {
            Console console = invocation.console();
            if (format.equals("text")) {
                console.result(report);
            } else {
                console.document(report);
            }
        } else {
            ReportOutput.save(invocation, file, report.endsWith("\n") ? report : report + "\n");
        }
        return 0;
    }

    private static String format(Invocation invocation) {
        String byDefault = invocation.json() ? "json" : "text";
        String format =
                invocation.extra(FORMAT).orElse(invocation.extra(MARKDOWN).isPresent() ? "markdown" : byDefault);
        if (!FORMATS.contains(format)) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "choose the report's format",
                    "the format " + InvalidChoice.describe(format, FORMATS));
        }
        return format;
    }
}
