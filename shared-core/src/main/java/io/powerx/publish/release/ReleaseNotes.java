package io.powerx.publish.release;

import io.powerx.publish.plugin.PluginSnapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The notes of a release, in Markdown.
 *
 * @param text at most {@value #MAX_LENGTH} characters; the only control characters are line feeds and tabs
 */
public record ReleaseNotes(String text, Source source) {
    /** The limit in characters; longer notes are cut at the end of a line. */
    public static final int MAX_LENGTH = 100_000;

    private static final String ELLIPSIS = "\n\n…";

    /** Where notes come from. */
    public enum Source {
        FILE,
        CHANGELOG,
        COMMITS,
        /** The notes are only the name and version of the plugin. */
        NAME
    }

    /**
     * Determines the notes: the given text, otherwise the section of the version in the changelog, otherwise notes from
     * the commits since the previous version, otherwise a sentence with the name and version of the plugin.
     *
     * @param given text of the notes file; null if there is none
     */
    public static ReleaseNotes of(@Nullable String given, PluginSnapshot plugin) {
        return written(given, Source.FILE)
                .or(() -> written(plugin.changelog(), Source.CHANGELOG))
                .or(() -> written(plugin.commitNotes(), Source.COMMITS))
                .orElseGet(() -> new ReleaseNotes(cleaned(plugin.name() + " " + plugin.version() + "."), Source.NAME));
    }

    /** Whether a program wrote the notes. */
    public boolean generated() {
        return source == Source.COMMITS || source == Source.NAME;
    }

    private static Optional<ReleaseNotes> written(@Nullable String text, Source source) {
        String cleaned = text == null ? "" : cleaned(text);
        return cleaned.isEmpty() ? Optional.empty() : Optional.of(new ReleaseNotes(bounded(cleaned), source));
    }

    private static String cleaned(String text) {
        return text.replace("\uFEFF", "")
                .replace("\r\n", "\n")
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "")
                .strip();
    }

    private static String bounded(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = text.lastIndexOf('\n', MAX_LENGTH - ELLIPSIS.length());
        return text.substring(0, end <= 0 ? MAX_LENGTH - ELLIPSIS.length() - 1 : end)
                        .stripTrailing()
                + ELLIPSIS;
    }
}
