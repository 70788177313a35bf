package io.powerx.publish.cli.text;

import java.io.File;
import java.util.regex.Pattern;

/** Quotes what a user copies into a shell. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern PLAIN_WINDOWS = Pattern.compile("[A-Za-z0-9_@+=:,.\\\\/-]+");

    private ShellWord() {}

    /** The text as one word of a POSIX shell or, on Windows, of its command prompt. */
    public static String quoted(String text) {
        boolean windows = File.separatorChar == '\\';
        if ((windows ? PLAIN_WINDOWS : PLAIN).matcher(text).matches()) {
            return text;
        }
        return windows ? '"' + text.replace("\"", "\"\"") + '"' : "'" + text.replace("'", "'\\''") + "'";
    }
}
