package io.powerx.publish.secret;

/** Text that others wrote (server messages, plugin files, CI variables), made safe to show: bounded, without control characters. */
public final class ForeignText {
    private static final String MORE = "…";

    private ForeignText() {}

    /** At most {@code limit} characters on one line; line breaks become spaces, other control and direction-changing characters vanish. */
    public static String oneLine(String text, int limit) {
        return clean(text, limit, false);
    }

    /** At most {@code limit} characters; line feeds and tabs stay. */
    public static String lines(String text, int limit) {
        return clean(text, limit, true);
    }

    private static String clean(String text, int limit, boolean keepLines) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), limit));
        int at = 0;
        while (at < text.length() && clean.length() < limit) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\n' || c == '\t') {
                clean.append(keepLines ? (char) c : ' ');
            } else if (isShown(c)) {
                clean.appendCodePoint(c);
            }
        }
        if (at < text.length()) {
            clean.append(MORE);
        }
        return keepLines ? clean.toString() : clean.toString().strip();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
