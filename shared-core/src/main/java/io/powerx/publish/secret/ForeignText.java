package io.powerx.publish.secret;

import org.jspecify.annotations.Nullable;

/** Words that somebody else wrote (server messages, plugin files, CI variables), made fit to be shown: bounded, without control characters. */
public final class ForeignText {
    private static final char MORE = '…';

    private ForeignText() {}

    /**
     * The text on one line, with control, formatting (such as right-to-left override) and unpaired surrogate characters as spaces.
     *
     * @param limit characters; a cut text ends with an ellipsis
     */
    public static String oneLine(@Nullable String text, int limit) {
        return text == null ? "" : clean(text, limit, false);
    }

    /**
     * The text with its line feeds and tabs, otherwise like {@link #oneLine}.
     *
     * @param limit characters; a cut text ends with an ellipsis
     */
    public static String lines(String text, int limit) {
        return clean(text, limit, true);
    }

    /** The text itself where it can stand as an id or a link: not blank, not longer than the limit, printable throughout; else null. */
    public static @Nullable String token(@Nullable String text, int limit) {
        boolean fit = text != null
                && !text.isBlank()
                && text.length() <= limit
                && text.codePoints().noneMatch(point -> isUnfit(point) || Character.isWhitespace(point));
        return fit ? text : null;
    }

    private static String clean(String text, int limit, boolean keepLines) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), limit));
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (shown.length() >= limit) {
                return shown.append(MORE).toString();
            }
            boolean kept = keepLines && (point == '\n' || point == '\t' || point == ' ');
            boolean blank = !kept && (isUnfit(point) || Character.isWhitespace(point));
            if (!blank) {
                shown.appendCodePoint(point);
            } else if (!shown.isEmpty() && !Character.isWhitespace(shown.charAt(shown.length() - 1))) {
                shown.append(' ');
            }
        }
        return keepLines ? shown.toString() : shown.toString().strip();
    }

    private static boolean isUnfit(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
