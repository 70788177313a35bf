package io.powerx.publish.secret;

import org.jspecify.annotations.Nullable;

/**
 * Makes untrusted text (server messages, plugin files, CI variables) safe to show: limited in length, without control
 * characters.
 */
public final class ForeignText {
    private static final char ELLIPSIS = '…';
    private static final int MAX_REDACTED_LENGTH = 16 << 10;

    private ForeignText() {}

    /**
     * Returns the text on one line. Control characters, formatting characters (such as right-to-left override) and
     * unpaired surrogates become spaces.
     *
     * @param text null results in an empty string
     * @param limit in characters; a shortened text ends with an ellipsis
     */
    public static String oneLine(@Nullable String text, int limit) {
        return text == null ? "" : clean(text, limit, false);
    }

    /**
     * Like {@link #oneLine(String, int)}, but without secrets. They are removed before the text is cut, because the redactor does not
     * recognize the beginning of a secret. A text of more than 16384 characters is not shown at all, which bounds the time that this takes.
     */
    public static String oneLine(@Nullable String text, int limit, Redactor redactor) {
        if (text == null) {
            return "";
        }
        return text.length() > MAX_REDACTED_LENGTH
                ? "(a text of " + text.length() + " characters)"
                : oneLine(redactor.redact(text), limit);
    }

    /** A sentence as a clause that others may follow: without the period at its end. */
    public static String clause(String sentence) {
        boolean ends = sentence.endsWith(".") && !sentence.endsWith("..");
        return ends ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /**
     * Like {@link #oneLine}, but keeps line feeds and tabs.
     *
     * @param limit in characters; a shortened text ends with an ellipsis
     */
    public static String lines(String text, int limit) {
        return clean(text, limit, true);
    }

    /**
     * Returns the text if it is usable as an id or a link: not blank, printable and within the limit; otherwise null.
     */
    public static @Nullable String token(@Nullable String text, int limit) {
        boolean usable = text != null
                && !text.isBlank()
                && text.length() <= limit
                && text.codePoints().noneMatch(point -> isUnprintable(point) || Character.isWhitespace(point));
        return usable ? text : null;
    }

    private static String clean(String text, int limit, boolean keepLines) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), limit));
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (shown.length() >= limit) {
                return shown.append(ELLIPSIS).toString();
            }
            boolean kept = keepLines && (point == '\n' || point == '\t' || point == ' ');
            boolean blank = !kept && (isUnprintable(point) || Character.isWhitespace(point));
            if (!blank) {
                shown.appendCodePoint(point);
            } else if (!shown.isEmpty() && !Character.isWhitespace(shown.charAt(shown.length() - 1))) {
                shown.append(' ');
            }
        }
        return keepLines ? shown.toString() : shown.toString().strip();
    }

    private static boolean isUnprintable(int point) {
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
