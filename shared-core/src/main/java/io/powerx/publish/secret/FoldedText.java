package io.powerx.publish.secret;

import org.jspecify.annotations.Nullable;

/**
 * Text normalized for the search for secrets: in lower case, without white space and invisible characters. This way a
 * secret is found even if it was printed in capitals or wrapped; after {@link #unescaped()}, even if it was
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

    /** In {@link #FOLD}: whether the character is kept. */
    private static final int KEPT = 1 << 16;

    /** In {@link #FOLD}: whether the character begins an escape sequence. */
    private static final int ESCAPE = 1 << 17;

    /** The normalized form of each character below 256, which is omitted unless {@link #KEPT} is set. */
    private static final int[] FOLD = new int[256];

    /** The value of each hexadecimal digit below 256; -1 for other characters. */
    private static final byte[] DIGIT = new byte[256];

    static {
        for (char c = 0; c < FOLD.length; c++) {
            char folded = fold(c);
            FOLD[c] = folded == 0 ? 0 : folded | KEPT | ("%\\&".indexOf(folded) >= 0 ? ESCAPE : 0);
            DIGIT[c] = (byte) (c < 128 ? Character.digit(c, RADIX) : -1);
        }
    }

    /** @param located whether to record the positions in the original text */
    static FoldedText plain(String text, boolean located) {
        return located ? plainLocated(text) : plainUnlocated(text);
    }

    /** Without branches for characters below 256, because all output is searched. */
    private static FoldedText plainUnlocated(String text) {
        char[] chars = text.toCharArray();
        int seen = 0;
        int n = 0;
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (c < FOLD.length) {
                int folded = FOLD[c];
                seen |= folded;
                chars[n] = (char) folded;
                n += folded >>> 16 & 1;
                continue;
            }
            char folded = fold(c);
            if (folded != 0) {
                seen |= folded < FOLD.length ? FOLD[folded] : 0;
                chars[n++] = folded;
            } else if (isIgnorablePlane(c)) {
                i++;
            }
        }
        return new FoldedText(chars, n, null, null, false, (seen & ESCAPE) != 0);
    }

    private static FoldedText plainLocated(String text) {
        int size = text.length();
        char[] out = new char[size];
        int[] starts = new int[size];
        int[] ends = new int[size];
        boolean mayBeEscaped = false;
        int n = 0;
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            char folded = folded(c);
            if (folded != 0) {
                mayBeEscaped |= isEscape(folded);
                starts[n] = i;
                ends[n] = i + 1;
                out[n++] = folded;
            } else if (isIgnorablePlane(c)) {
                i++;
            }
        }
        return new FoldedText(out, n, starts, ends, false, mayBeEscaped);
    }

    private static boolean isEscape(char c) {
        return c < FOLD.length && (FOLD[c] & ESCAPE) != 0;
    }

    private static char folded(char c) {
        return c < FOLD.length ? (char) FOLD[c] : fold(c);
    }

    /** Decodes one level of percent, JSON and HTML escapes. */
    FoldedText unescaped() {
        return starts == null || ends == null ? unescapedUnlocated() : unescapedLocated(starts, ends);
    }

    private FoldedText unescapedUnlocated() {
        int first = firstEscape();
        if (first == length) {
            return new FoldedText(chars, length, null, null, false, false);
        }
        char[] out = new char[length];
        System.arraycopy(chars, 0, out, 0, first);
        // A character before it may begin an escape sequence with what is decoded now.
        int seen = hasEscape(first) ? ESCAPE : 0;
        int n = first;
        for (int i = first; i < length; ) {
            char c = chars[i];
            if (!isEscape(c)) {
                out[n++] = c;
                i++;
                continue;
            }
            int escape = Escape.read(chars, i, length);
            char folded = folded((char) escape);
            seen |= folded < FOLD.length ? FOLD[folded] : 0;
            out[n] = folded;
            n += folded == 0 ? 0 : 1;
            i += escape >>> Escape.LENGTH;
        }
        return new FoldedText(out, n, null, null, true, (seen & ESCAPE) != 0);
    }

    /** Whether a character before a position may begin an escape sequence. */
    private boolean hasEscape(int end) {
        for (int i = 0; i < end; i++) {
            if (isEscape(chars[i])) {
                return true;
            }
        }
        return false;
    }

    /** The position of the first escape sequence; the length of the text if there is none. */
    private int firstEscape() {
        for (int i = 0; i < length; i++) {
            if (isEscape(chars[i]) && Escape.read(chars, i, length) >>> Escape.LENGTH > 1) {
                return i;
            }
        }
        return length;
    }

    private FoldedText unescapedLocated(int[] starts, int[] ends) {
        char[] out = new char[length];
        int[] newStarts = new int[length];
        int[] newEnds = new int[length];
        boolean any = false;
        boolean more = false;
        int n = 0;
        for (int i = 0; i < length; ) {
            int escape = isEscape(chars[i]) ? Escape.read(chars, i, length) : Escape.none(chars[i]);
            int taken = escape >>> Escape.LENGTH;
            any |= taken > 1;
            char folded = folded((char) escape);
            if (folded != 0) {
                more |= isEscape(folded);
                newStarts[n] = starts[i];
                newEnds[n] = ends[i + taken - 1];
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

    /** Decodes one escape sequence into its length and, in the lower 16 bits, its character. Letters are in lower case. */
    private static final class Escape {
        /** The position of the length, which is 1 for a character that begins no escape sequence. */
        static final int LENGTH = 16;

        private static final String[] NAMES = {
            "amp", "lt", "gt", "quot", "apos", "sol", "bsol", "equals", "plus", "colon", "period", "lowbar", "hyphen",
            "nbsp", "shy", "zwj", "zwnj", "tab", "newline"
        };
        private static final String MEANINGS = "&<>\"'/\\=+:._-      ";

        /** The names by their hash, each packed into a number; 0 if there is none. */
        private static final long[] ENTITIES = new long[128];

        private static final char[] VALUES = new char[ENTITIES.length];

        static {
            for (int i = 0; i < NAMES.length; i++) {
                long name = 0;
                for (char c : NAMES[i].toCharArray()) {
                    name = name << Byte.SIZE | c;
                }
                int slot = slot(name);
                while (ENTITIES[slot] != 0) {
                    slot = slot + 1 & ENTITIES.length - 1;
                }
                ENTITIES[slot] = name;
                VALUES[slot] = MEANINGS.charAt(i);
            }
        }

        private Escape() {}

        static int none(char character) {
            return of(1, character);
        }

        static int read(char[] in, int at, int end) {
            return switch (in[at]) {
                case '%' -> percent(in, at, end);
                case '\\' -> json(in, at, end);
                default -> html(in, at, end);
            };
        }

        private static int of(int length, int character) {
            return length << LENGTH | character;
        }

        private static int percent(char[] in, int at, int end) {
            if (at + 2 >= end || (in[at + 1] | in[at + 2]) >= DIGIT.length) {
                return none('%');
            }
            int value = DIGIT[in[at + 1]] << 4 | DIGIT[in[at + 2]];
            return value < 0 ? none('%') : of(3, value);
        }

        private static int json(char[] in, int at, int end) {
            if (at + 1 >= end) {
                return none('\\');
            }
            char next = in[at + 1];
            return switch (next) {
                case 'u' -> at + 6 <= end ? number(in, at + 2, at + 6, RADIX, 6, '\\') : none('\\');
                case 'n', 'r', 't', 'b', 'f' -> of(2, ' ');
                case '"', '\\', '/' -> of(2, next);
                default -> Character.isLetterOrDigit(next) ? none('\\') : of(2, next);
            };
        }

        private static int html(char[] in, int at, int end) {
            int limit = Math.min(end, at + 1 + MAX_ENTITY_LENGTH);
            long name = 0;
            int close = at + 1;
            while (close < limit && isOfEntity(in[close])) {
                name = name << Byte.SIZE | in[close];
                close++;
            }
            if (close >= end || in[close] != ';' || close < at + 3) {
                return none('&');
            }
            if (in[at + 1] == '#') {
                boolean isHex = in[at + 2] == 'x';
                return number(in, at + (isHex ? 3 : 2), close, isHex ? RADIX : 10, close - at + 1, '&');
            }
            if (close - at - 1 > Long.BYTES) {
                return none('&');
            }
            for (int slot = slot(name); ENTITIES[slot] != 0; slot = slot + 1 & ENTITIES.length - 1) {
                if (ENTITIES[slot] == name) {
                    return of(close - at + 1, VALUES[slot]);
                }
            }
            return none('&');
        }

        private static boolean isOfEntity(char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '#';
        }

        private static int slot(long name) {
            return (int) ((name * 0x9E3779B97F4A7C15L) >>> 57);
        }

        private static int number(char[] in, int from, int to, int radix, int length, char unless) {
            int value = 0;
            for (int i = from; i < to; i++) {
                int digit = in[i] < DIGIT.length ? DIGIT[in[i]] : -1;
                if (digit < 0 || digit >= radix || value > Character.MAX_VALUE) {
                    return none(unless);
                }
                value = value * radix + digit;
            }
            return from < to && value <= Character.MAX_VALUE ? of(length, value) : none(unless);
        }
    }
}
