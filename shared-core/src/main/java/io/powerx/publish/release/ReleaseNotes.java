package io.powerx.publish.release;

import io.powerx.publish.plugin.PluginSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The notes of a release, in Markdown.
 *
 * @param text at most {@value #MAX_LENGTH} characters, with line feeds only and no other control characters than tabs
 * @param generated whether nobody wrote them
 */
public record ReleaseNotes(String text, boolean generated) {
    /** The longest notes; what is longer is cut at the end of a line. */
    public static final int MAX_LENGTH = 100_000;

    private static final String CUT = "\n\n…";

    /**
     * The notes that were given; else the version's section of the changelog; else a sentence with the plugin's name and version.
     *
     * @param given the text of the notes file; null where there is none
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
        int end = text.lastIndexOf('\n', MAX_LENGTH - CUT.length());
        return text.substring(0, end <= 0 ? MAX_LENGTH - CUT.length() - 1 : end).stripTrailing() + CUT;
    }
}
