package io.powerx.publish.secret;

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
 * @param mayBeEscaped whether it may contain an escape sequence
 */
@SuppressWarnings("ArrayRecordComponent")
record FoldedText(
        char[] chars,
        int length,
        int @Nullable [] starts,
        int @Nullable [] ends,
        boolean decoded,
        boolean mayBeEscaped) {
    private static final int MAX_ENTITY_LENGTH = 10;
    private static final int RADIX = 16;

    /** The normalized form of each character below 256; 0 for characters to omit. */
    private static final char[] FOLD = new char[256];

    /** The value of each hexadecimal digit below 256; -1 for other characters. */
    private static final byte[] DIGIT = new byte[256];

    /** The characters that begin an escape sequence. */
    private static final boolean[] ESCAPES = new boolean[256];

    private static final String[] ENTITIES = {
        "amp", "lt", "gt", "quot", "apos", "sol", "bsol", "equals", "plus", "colon", "period", "lowbar", "hyphen"
    };
    private static final String MEANINGS = "&<>\"'/\\=+:._-";

    static {
        for (char c = 0; c < FOLD.length; c++) {
            FOLD[c] = fold(c);
            DIGIT[c] = (byte) (c < 128 ? Character.digit(c, RADIX) : -1);
        }
        ESCAPES['%'] = true;
        ESCAPES['\\'] = true;
        ESCAPES['&'] = true;
    }

    /** @param located whether to record the positions in the original text */
    static FoldedText plain(String text, boolean located) {
        int size = text.length();
        char[] out = new char[size];
        int[] starts = located ? new int[size] : null;
        int[] ends = located ? new int[size] : null;
        boolean mayBeEscaped = false;
        int n = 0;
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            char folded = folded(c);
            if (folded != 0) {
                mayBeEscaped |= isEscape(folded);
                if (starts != null && ends != null) {
                    starts[n] = i;
                    ends[n] = i + 1;
                }
                out[n++] = folded;
            } else if (isIgnorablePlane(c)) {
                i++;
            }
        }
        return new FoldedText(out, n, starts, ends, false, mayBeEscaped);
    }

    private static boolean isEscape(char c) {
        return c < 256 && ESCAPES[c];
    }

    private static char folded(char c) {
        return c < 256 ? FOLD[c] : fold(c);
    }

    /** Decodes one level of percent, JSON and HTML escapes. */
    FoldedText unescaped() {
        char[] out = new char[length];
        int[] newStarts = starts == null ? null : new int[length];
        int[] newEnds = ends == null ? null : new int[length];
        Escape escape = new Escape();
        boolean any = false;
        boolean more = false;
        int n = 0;
        for (int i = 0; i < length; ) {
            char c = chars[i];
            if (newStarts == null && !isEscape(c)) {
                out[n++] = c;
                i++;
                continue;
            }
            int taken = isEscape(c) ? escape.read(chars, i, length) : 1;
            any |= taken > 1;
            char folded = taken > 1 ? folded(escape.character) : c;
            if (folded != 0) {
                more |= isEscape(folded);
                if (newStarts != null && newEnds != null && starts != null && ends != null) {
                    newStarts[n] = starts[i];
                    newEnds[n] = ends[i + taken - 1];
                }
                out[n++] = folded;
            }
            i += taken;
        }
        return new FoldedText(out, n, newStarts, newEnds, any, more);
    }

    /**
     * Characters without width that belong to other categories (Default_Ignorable_Code_Point in Unicode): joiners, fillers, variation
     * selectors, and the surrogates of tags and further selectors.
     */
    private static boolean isIgnorable(char c) {
        return c == '\u034F'
                || c == '\u115F'
                || c == '\u1160'
                || (c >= '\u17B4' && c <= '\u17B5')
                || (c >= '\u180B' && c <= '\u180F')
                || c == '\u3164'
                || isIgnorablePlane(c)
                || (c >= '\uFE00' && c <= '\uFE0F')
                || c == '\uFFA0'
                || (c >= '\uFFF0' && c <= '\uFFF8');
    }

    /** A high surrogate of U+E0000 to U+E0FFF: tags and variation selectors. */
    private static boolean isIgnorablePlane(char c) {
        return c >= '\uDB40' && c <= '\uDB43';
    }

    private static char fold(char c) {
        int type = Character.getType(c);
        boolean invisible = c <= ' '
                || type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SPACE_SEPARATOR
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || isIgnorable(c);
        return invisible ? 0 : Character.toLowerCase(c);
    }

    /** Decodes one escape sequence. Letters are in lower case, because the text is normalized. */
    private static final class Escape {
        private char character;

        /** Returns the length of the escape sequence; 1 if there is none. */
        int read(char[] in, int at, int end) {
            return switch (in[at]) {
                case '%' -> percent(in, at, end);
                case '\\' -> json(in, at, end);
                case '&' -> html(in, at, end);
                default -> 1;
            };
        }

        private int percent(char[] in, int at, int end) {
            if (at + 2 >= end || in[at + 1] >= 128 || in[at + 2] >= 128) {
                return 1;
            }
            int value = DIGIT[in[at + 1]] << 4 | DIGIT[in[at + 2]];
            character = (char) value;
            return value < 0 ? 1 : 3;
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
            while (close < end && close - at <= MAX_ENTITY_LENGTH && in[close] != ';') {
                close++;
            }
            if (close >= end || in[close] != ';' || close < at + 3) {
                return 1;
            }
            if (in[at + 1] != '#') {
                return entity(in, at + 1, close) ? close - at + 1 : 1;
            }
            boolean isHex = in[at + 2] == 'x';
            return number(in, at + (isHex ? 3 : 2), close, isHex ? RADIX : 10) ? close - at + 1 : 1;
        }

        private boolean entity(char[] in, int from, int to) {
            for (int i = 0; i < ENTITIES.length; i++) {
                if (is(ENTITIES[i], in, from, to)) {
                    character = MEANINGS.charAt(i);
                    return true;
                }
            }
            return false;
        }

        private static boolean is(String name, char[] in, int from, int to) {
            if (name.length() != to - from) {
                return false;
            }
            for (int i = from; i < to; i++) {
                if (in[i] != name.charAt(i - from)) {
                    return false;
                }
            }
            return true;
        }

        private boolean hex(char[] in, int from, int to, int end) {
            return to <= end && number(in, from, to, RADIX);
        }

        private boolean number(char[] in, int from, int to, int radix) {
            int value = 0;
            for (int i = from; i < to; i++) {
                int digit = in[i] < 256 ? DIGIT[in[i]] : -1;
                if (digit < 0 || digit >= radix || value > Character.MAX_VALUE) {
                    return false;
                }
                value = value * radix + digit;
            }
            character = (char) value;
            return from < to && value <= Character.MAX_VALUE;
        }
    }
}
