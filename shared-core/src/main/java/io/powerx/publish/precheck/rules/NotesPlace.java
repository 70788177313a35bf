package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.precheck.PluginContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the release notes are written. */
final class NotesPlace {
    private NotesPlace() {}

    /** The section in CHANGELOG.md that the notes are taken from; empty if they come from elsewhere. */
    static Optional<Changelog.Section> section(PluginContext plugin) {
        return plugin.changelog()
                .flatMap(changelog -> plugin.text("/version").flatMap(changelog::section))
                .filter(section -> section.text().strip().equals(plugin.notes()));
    }

    /** The heading of that section; null if the notes come from elsewhere. */
    static @Nullable SourceLocation of(PluginContext plugin) {
        return section(plugin)
                .map(section -> new SourceLocation(Changelog.FILE, section.line(), 1))
                .orElse(null);
    }
}
