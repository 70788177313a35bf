package io.powerx.publish.precheck.secrets;

import java.nio.charset.StandardCharsets;

/**
 * A part of a file in memory.
 *
 * @param bytes valid from 0 to {@code end}
 */
@SuppressWarnings("ArrayRecordComponent")
record Window(byte[] bytes, int end) {
    private static final Alphabet WORD = Alphabet.BASE62.plus("_");
    private static final int MAX_LINE = 4 << 10;

    /** The end of the longest run of these characters, at most {@code max} bytes after {@code from}. */
    int run(int from, Alphabet alphabet, int max) {
        int limit = Math.min(end, from + max);
        int at = from;
        while (at < limit && alphabet.contains(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The start of the longest run of these characters before {@code to}, at most {@code max} bytes. */
    int runBefore(int to, Alphabet alphabet, int max) {
        int limit = Math.max(0, to - max);
        int at = to;
        while (at > limit && alphabet.contains(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    /** Whether a word can begin here: after a character that is not part of a word, or after an escape such as {@code \n}. */
    boolean isWordStart(int index) {
        if (index == 0 || !WORD.contains(bytes[index - 1])) {
            return true;
        }
        byte before = bytes[index - 1];
        return index > 1 && bytes[index - 2] == '\\' && (before == 'n' || before == 'r' || before == 't');
    }

    boolean startsWith(int index, String ascii) {
        if (index < 0 || index + ascii.length() > end) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[index + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes as characters; the bounds are cut to the window. */
    String text(int from, int to) {
        int first = Math.max(0, from);
        return new String(bytes, first, Math.max(0, Math.min(to, end) - first), StandardCharsets.ISO_8859_1);
    }

    /** The index of the first byte of the line, at most 4 KiB before {@code index}. */
    int lineStart(int index) {
        int at = index;
        while (at > 0 && at > index - MAX_LINE && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    /** The index of the line break at or after {@code index}, at most 4 KiB after it. */
    int lineEnd(int index) {
        int at = index;
        while (at < end && at < index + MAX_LINE && bytes[at] != '\n') {
            at++;
        }
        return at;
    }
}
