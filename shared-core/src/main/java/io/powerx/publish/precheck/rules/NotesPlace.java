package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckRequest.Notes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the release notes are written. */
final class NotesPlace {
    private static final int MAX_BYTES = 4 << 20;

    private NotesPlace() {}

    /** The section in CHANGELOG.md that the notes are taken from; empty if they come from elsewhere. */
    static Optional<Changelog.Section> section(PluginContext plugin) {
        return plugin.changelog()
                .flatMap(changelog -> plugin.text("/version").flatMap(changelog::section))
                .filter(section -> section.text().strip().equals(plugin.notes()));
    }

    /** The heading of that section, or the file of the notes; null if they come from elsewhere, or are outside the project. */
    static @Nullable SourceLocation of(PluginContext plugin) {
        return file(plugin)
                .map(SourceLocation::ofFile)
                .or(() -> section(plugin).map(section -> new SourceLocation(changelogFile(plugin), section.line(), 1)))
                .orElse(null);
    }

    /**
     * The place of a line of the notes.
     *
     * @param index of the line, from 0
     * @return as {@link #of} if the line is not found
     */
    static @Nullable SourceLocation line(PluginContext plugin, int index) {
        SourceLocation start = of(plugin);
        List<String> notes = plugin.notes().lines().map(String::strip).toList();
        if (start == null || index >= notes.size()) {
            return start;
        }
        String wanted = notes.get(index);
        long skipped = notes.stream().limit(index).filter(wanted::equals).count();
        List<String> lines = lines(plugin, start.file());
        for (int i = Math.max(0, start.line() - 1); i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.strip().equals(wanted) && skipped-- == 0) {
                return new SourceLocation(start.file(), i + 1, line.indexOf(wanted) + 1);
            }
        }
        return start;
    }

    private static String changelogFile(PluginContext plugin) {
        return plugin.changelog().map(Changelog::file).orElse(Changelog.FILE);
    }

    private static List<String> lines(PluginContext plugin, String file) {
        try {
            return plugin.project()
                    .text(file, MAX_BYTES, ErrorCode.NOTES_UNREADABLE)
                    .map(text -> text.replaceFirst("^\uFEFF", "").lines().toList())
                    .orElse(List.of());
        } catch (PublishException e) {
            return List.of();
        }
    }

    /** The path of the file relative to the project. */
    private static Optional<String> file(PluginContext plugin) {
        Notes notes = plugin.request().notes();
        String file = notes == null ? null : notes.file();
        if (file == null) {
            return Optional.empty();
        }
        try {
            Path root = plugin.project().root();
            Path path = root.resolve(file).normalize();
            return path.startsWith(root)
                    ? Optional.of(root.relativize(path).toString().replace('\\', '/'))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
