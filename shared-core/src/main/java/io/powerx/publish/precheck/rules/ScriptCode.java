package io.powerx.publish.precheck.rules;

/** The text of a script in JavaScript, which distinguishes code from comments and strings. */
final class ScriptCode {
    /** The lines of generated code are longer; it has regular expressions with quotes, and no comments that matter. */
    private static final int MAX_LINE = 2_000;

    private final boolean[] other;

    private ScriptCode(boolean[] other) {
        this.other = other;
    }

    static ScriptCode of(String text) {
        boolean[] other = new boolean[text.length()];
        if (text.lines().noneMatch(line -> line.length() > MAX_LINE)) {
            mark(text, other);
        }
        return new ScriptCode(other);
    }

    /** Whether there is code at the position. */
    boolean at(int position) {
        return !other[position];
    }

    private static void mark(String text, boolean[] other) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i + 1;
            if (text.startsWith("//", i)) {
                end = endOf(text, "\n", i);
            } else if (text.startsWith("/*", i)) {
                end = endOf(text, "*/", i + 2);
            } else if (c == '"' || c == '\'') {
                end = endOfString(text, c, i + 1);
            } else {
                i++;
                continue;
            }
            for (int at = i; at < end; at++) {
                other[at] = true;
            }
            i = end;
        }
    }

    private static int endOf(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    /** A string ends in its line, so that a quote in a regular expression affects no other line. */
    private static int endOfString(String text, char quote, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote || c == '\n') {
                return i + 1;
            }
        }
        return text.length();
    }
}
