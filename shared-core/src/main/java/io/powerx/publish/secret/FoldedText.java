package io.powerx.publish.secret;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text normalized for the search for secrets: in lower case, without white space and invisible characters. This way a
 * secret is found even if it was printed in capitals or wrapped; after {@link #unescaped()}, also if it was
 * percent-encoded or escaped for JSON or HTML.
 *
 * @param chars the normalized characters, valid up to {@code length}
 * @param starts the start of each character in the original text; null if positions are not needed
 * @param ends the end of each character in the original text; null if positions are not needed
 * @param decoded whether an escape sequence was decoded
 */
@SuppressWarnings("ArrayRecordComponent")
record FoldedText(char[] chars, int length, int @Nullable [] starts, int @Nullable [] ends, boolean decoded) {
    private static final int LONGEST_ENTITY = 10;

    /** The normalized form of each character below 256; 0 for characters to omit. */
    private static final char[] FOLD = new char[256];

    private static final Map<String, Character> ENTITIES = Map.ofEntries(
            Map.entry("amp", '&'),
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("sol", '/'),
            Map.entry("bsol", '\\'),
            Map.entry("equals", '='),
            Map.entry("plus", '+'),
            Map.entry("colon", ':'),
            Map.entry("period", '.'),
            Map.entry("lowbar", '_'),
            Map.entry("hyphen", '-'));

    static {
        for (char c = 0; c < FOLD.length; c++) {
            FOLD[c] = fold(c);
        }
    }

    /** @param located whether to record the positions in the original text */
    static FoldedText plain(String text, boolean located) {
        char[] in = text.toCharArray();
        char[] out = new char[in.length];
        int[] starts = located ? new int[in.length] : null;
        int[] ends = located ? new int[in.length] : null;
        int n = 0;
        for (int i = 0; i < in.length; i++) {
            char c = in[i];
            char folded = c < 256 ? FOLD[c] : fold(c);
            if (folded != 0) {
                if (starts != null && ends != null) {
                    starts[n] = i;
                    ends[n] = i + 1;
                }
                out[n++] = folded;
            }
        }
        return new FoldedText(out, n, starts, ends, false);
    }

    /** Whether the text may contain an escape sequence. */
    boolean mayBeEscaped() {
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            if (c == '%' || c == '\\' || c == '&') {
                return true;
            }
        }
        return false;
    }

    /** Decodes one level of percent, JSON and HTML escapes. */
    FoldedText unescaped() {
        char[] out = new char[length];
        int[] newStarts = starts == null ? null : new int[length];
        int[] newEnds = ends == null ? null : new int[length];
        Escape escape = new Escape();
        boolean any = false;
        int n = 0;
        for (int i = 0; i < length; ) {
            char c = chars[i];
            int taken = c == '%' || c == '\\' || c == '&' ? escape.read(chars, i, length) : 1;
            any |= taken > 1;
            char folded = taken > 1 ? fold(escape.character) : c;
            if (folded != 0) {
                if (newStarts != null && newEnds != null && starts != null && ends != null) {
                    newStarts[n] = starts[i];
                    newEnds[n] = ends[i + taken - 1];
                }
                out[n++] = folded;
            }
            i += taken;
        }
        return new FoldedText(out, n, newStarts, newEnds, any);
    }

    private static char fold(char c) {
        int type = Character.getType(c);
        boolean invisible = c <= ' '
                || type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SPACE_SEPARATOR
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
        return invisible ? 0 : Character.toLowerCase(c);
    }

    /** Decodes one escape sequence. Letters are in lower case, because the text is normalized. */
    private static final class Escape {
        private char character;

        /** Returns the length of the escape sequence; 1 if there is none. */
        int read(char[] in, int at, int end) {
            return switch (in[at]) {
                case '%' -> hex(in, at + 1, at + 3, end) ? 3 : 1;
                case '\\' -> json(in, at, end);
                case '&' -> html(in, at, end);
                default -> 1;
            };
        }

        private int json(char[] in, int at, int end) {
            if (at + 1 >= end) {
                return 1;
            }
            char next = in[at + 1];
            if (next == 'u') {
                return hex(in, at + 2, at + 6, end) ? 6 : 1;
            }
            if ("nrtbf".indexOf(next) >= 0) {
                character = ' ';
                return 2;
            }
            character = next;
            return Character.isLetterOrDigit(next) ? 1 : 2;
        }

        private int html(char[] in, int at, int end) {
            int close = at + 1;
            while (close < end && close - at <= LONGEST_ENTITY && in[close] != ';') {
                close++;
            }
            if (close >= end || in[close] != ';' || close < at + 3) {
                return 1;
            }
            if (in[at + 1] != '#') {
                Character entity = ENTITIES.get(new String(in, at + 1, close - at - 1));
                if (entity == null) {
                    return 1;
                }
                character = entity;
                return close - at + 1;
            }
            boolean isHex = in[at + 2] == 'x';
            return number(in, at + (isHex ? 3 : 2), close, isHex ? 16 : 10) ? close - at + 1 : 1;
        }

        private boolean hex(char[] in, int from, int to, int end) {
            return to <= end && number(in, from, to, 16);
        }

        private boolean number(char[] in, int from, int to, int radix) {
            int value = 0;
            for (int i = from; i < to; i++) {
                int digit = Character.digit(in[i], radix);
                if (digit < 0 || value > Character.MAX_VALUE) {
                    return false;
                }
                value = value * radix + digit;
            }
            character = (char) value;
            return from < to && value <= Character.MAX_VALUE;
        }
    }
}
