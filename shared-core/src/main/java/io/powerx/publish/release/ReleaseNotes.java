package io.powerx.publish.release;

import io.powerx.publish.plugin.PluginSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The notes of a release, in Markdown.
 *
 * @param text at most {@value #MAX_LENGTH} characters; the only control characters are line feeds and tabs
 * @param generated whether the text is only the name and version of the plugin
 */
public record ReleaseNotes(String text, boolean generated) {
    /** The limit in characters; longer notes are cut at the end of a line. */
    public static final int MAX_LENGTH = 100_000;

    private static final String ELLIPSIS = "\n\n…";

    /**
     * Determines the notes: the given text, otherwise the section of the version in the changelog, otherwise a
     * sentence with the name and version of the plugin.
     *
     * @param given text of the notes file; null if there is none
     */
    public static ReleaseNotes of(@Nullable String given, PluginSnapshot plugin) {
        String written = given == null ? "" : cleaned(given);
        if (written.isEmpty() && plugin.changelog() != null) {
            written = cleaned(plugin.changelog());
        }
        return written.isEmpty()
                ? new ReleaseNotes(cleaned(plugin.name() + " " + plugin.version() + "."), true)
                : new ReleaseNotes(bounded(written), false);
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
