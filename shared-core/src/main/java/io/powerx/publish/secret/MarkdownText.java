package io.powerx.publish.secret;

/** Escapes untrusted text for Markdown, so that it adds no markup, link, image, mention or table cell. */
public final class MarkdownText {
    private static final String SPECIAL = "\\`*_{}[]()<>#+!|~&@:\"'$=^%/";
    private static final String HOST = "www";

    private MarkdownText() {}

    /**
     * Returns the text on one line, escaped. Uses numeric references, since code hosts link URLs and mentions in spite of backslashes.
     *
     * @param limit in characters, before they are escaped
     */
    public static String escaped(String foreign, int limit) {
        String line = ForeignText.oneLine(foreign, limit);
        StringBuilder escaped = new StringBuilder(line.length());
        for (int at = 0; at < line.length(); ) {
            int point = line.codePointAt(at);
            boolean linked = point == '.' && at >= 3 && line.regionMatches(true, at - 3, HOST, 0, HOST.length());
            if (linked || (point < 128 && SPECIAL.indexOf(point) >= 0)) {
                escaped.append("&#").append(point).append(';');
            } else {
                escaped.appendCodePoint(point);
            }
            at += Character.charCount(point);
        }
        return escaped.toString();
    }
}
