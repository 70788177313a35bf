package io.powerx.publish.http;

import org.jspecify.annotations.Nullable;

/** Words that somebody else wrote, made fit to be shown: one line, bounded, without anything that steers a terminal or a reader's eye. */
public final class ForeignText {
    private ForeignText() {}

    /**
     * The text with control, formatting (such as right-to-left override) and unpaired surrogate characters as spaces, cut to a length.
     *
     * @param limit characters; a cut text ends with an ellipsis
     */
    public static String shown(@Nullable String text, int limit) {
        if (text == null) {
            return "";
        }
        StringBuilder shown = new StringBuilder(Math.min(text.length(), limit));
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            boolean blank = isUnfit(point) || Character.isWhitespace(point);
            if (shown.length() >= limit) {
                return shown.append('…').toString();
            }
            if (!blank) {
                shown.appendCodePoint(point);
            } else if (!shown.isEmpty() && shown.charAt(shown.length() - 1) != ' ') {
                shown.append(' ');
            }
        }
        return shown.toString().strip();
    }

    /** The text itself where it can stand as an id or a link: not blank, not longer than the limit, printable throughout; else null. */
    public static @Nullable String token(@Nullable String text, int limit) {
        boolean fit = text != null
                && !text.isBlank()
                && text.length() <= limit
                && text.codePoints().noneMatch(point -> isUnfit(point) || Character.isWhitespace(point));
        return fit ? text : null;
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
