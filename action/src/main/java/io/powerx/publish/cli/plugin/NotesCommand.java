package io.powerx.publish.cli.plugin;

import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.ProjectFiles;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.invocation.ReportOutput;
import io.powerx.publish.config.Setting;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.json.Json;
import io.powerx.publish.release.ReleaseNotes;
import io.powerx.publish.stage.Inspected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the release notes that a publish would send, or a template for them. */
public final class NotesCommand implements PxCommand {
    private static final String TEMPLATE = "--template";
    private static final String FILE = "--output";

    /** Precheck reports lines that are still to be written. */
    private static final String TEXT_OF_TEMPLATE = """
            ### Breaking changes

            - TODO: what users have to do before they upgrade; remove the section if there is nothing

            ### Features

            - TODO: what users can do now that they could not do before

            ### Fixes

            - TODO: what works now""";

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public String summary() {
        return "Show the release notes that publish would send, or a template for them.";
    }

    @Override
    public List<Setting> settings() {
        return CommandSettings.of(CommandSettings.PLUGIN, List.of(Setting.NOTES));
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.flag(TEMPLATE, "Write a template with the usual sections."),
                Extra.option(FILE, "FILE", "Write to a file instead of standard output."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "The notes are the text of --notes, otherwise the version's section in CHANGELOG.md, otherwise a list of the"
                        + " commits since the previous version's tag, grouped by their types (Conventional Commits).",
                "If there are none of these, the template is written.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin notes", "read what the reviewers will read"),
                new Example("px-plugin notes --output release.md", "a draft from the commits, to be edited"),
                new Example("px-plugin notes --template --output release.md", "an empty form"));
    }

    @Override
    public int run(Invocation invocation) {
        ReleaseNotes notes = Inspected.read(ProjectFiles.workbench(invocation), PackCommand.notes(invocation))
                .notes();
        boolean template = invocation.extra(TEMPLATE).isPresent();
        if (!template && notes.source() == ReleaseNotes.Source.NAME) {
            invocation
                    .console()
                    .note(
                            Level.WARNING,
                            "no notes file, section in CHANGELOG.md or commit since the previous version was found; this"
                                    + " is a template");
            template = true;
        }
        String text = template ? TEXT_OF_TEMPLATE : notes.text();
        String file = invocation.extra(FILE).orElse(null);
        if (file != null) {
            ReportOutput.save(invocation, file, text + "\n");
        }
        if (invocation.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("source", template ? "template" : notes.source().name().toLowerCase(Locale.ROOT));
            fields.put("text", text);
            invocation.console().result(Json.writePretty(fields));
        } else if (file == null) {
            invocation.console().result(text);
        }
        return 0;
    }
}
