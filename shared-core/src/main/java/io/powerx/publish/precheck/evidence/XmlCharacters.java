package io.powerx.publish.precheck.evidence;

import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an XML document. Those that XML 1.0 does not allow are replaced with a question mark, including numeric references: test
 * tools copy terminal colors into their reports, which must not make the reports unreadable. Bytes that are none of the encoding's are
 * replaced as well, because the parser of the JDK would print a line about them.
 */
final class XmlCharacters extends FilterReader {
    private static final int MAX_REFERENCE_LENGTH = 10;

    /** An XML declaration is at the beginning. */
    private static final int MAX_DECLARATION_LENGTH = 1024;

    private static final Pattern ENCODING =
            Pattern.compile("<\\?xml\\s[^>]*?\\bencoding\\s*=\\s*(?:\"([^\"<>]+)\"|'([^'<>]+)')");

    private final PushbackReader pushback;

    private XmlCharacters(PushbackReader pushback) {
        super(pushback);
        this.pushback = pushback;
    }

    /**
     * The characters of a document.
     *
     * @throws UnsupportedEncodingException if the document declares an encoding that is not known
     */
    static Reader of(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(MAX_DECLARATION_LENGTH);
        byte[] begin = buffered.readNBytes(MAX_DECLARATION_LENGTH);
        buffered.reset();
        Mark mark = Mark.of(begin);
        buffered.skipNBytes(mark.length());
        Reader decoded = new InputStreamReader(buffered, mark.charset());
        return new XmlCharacters(new PushbackReader(decoded, MAX_REFERENCE_LENGTH));
    }

    /**
     * How a document begins.
     *
     * @param length of its byte order mark in bytes; 0 if it has none
     */
    private record Mark(Charset charset, int length) {
        /** Detects the encoding from the first bytes, like appendix F of the XML specification. */
        static Mark of(byte[] begin) throws UnsupportedEncodingException {
            if (begins(begin, 0xEF, 0xBB, 0xBF)) {
                return new Mark(StandardCharsets.UTF_8, 3);
            }
            if (begins(begin, 0, 0, 0xFE, 0xFF) || begins(begin, 0, 0, 0, '<')) {
                return new Mark(Charset.forName("UTF-32BE"), begin[3] == '<' ? 0 : 4);
            }
            if (begins(begin, 0xFF, 0xFE, 0, 0) || begins(begin, '<', 0, 0, 0)) {
                return new Mark(Charset.forName("UTF-32LE"), begin[0] == '<' ? 0 : 4);
            }
            if (begins(begin, 0xFE, 0xFF) || begins(begin, 0, '<')) {
                return new Mark(StandardCharsets.UTF_16BE, begin[0] == 0 ? 0 : 2);
            }
            if (begins(begin, 0xFF, 0xFE) || begins(begin, '<', 0)) {
                return new Mark(StandardCharsets.UTF_16LE, begin[0] == '<' ? 0 : 2);
            }
            return new Mark(declared(begin), 0);
        }

        private static boolean begins(byte[] begin, int... bytes) {
            byte[] expected = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                expected[i] = (byte) bytes[i];
            }
            return begin.length >= expected.length
                    && Arrays.equals(begin, 0, expected.length, expected, 0, expected.length);
        }

        /** The declared encoding of a document whose characters are single bytes at least up to the declaration. */
        private static Charset declared(byte[] begin) throws UnsupportedEncodingException {
            Matcher declaration = ENCODING.matcher(new String(begin, StandardCharsets.ISO_8859_1));
            if (!declaration.lookingAt()) {
                return StandardCharsets.UTF_8;
            }
            String name = declaration.group(1) == null ? declaration.group(2) : declaration.group(1);
            try {
                Charset charset = Charset.forName(name);
                // .NET declares UTF-16 even in files that are not written in it.
                return charset.name().startsWith("UTF-") ? StandardCharsets.UTF_8 : charset;
            } catch (IllegalArgumentException e) {
                throw new UnsupportedEncodingException(name);
            }
        }
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        if (next == '&') {
            return reference();
        }
        return next < 0 || isAllowed(next) ? next : '?';
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int next = read();
            if (next < 0) {
                return count == 0 ? -1 : count;
            }
            target[offset + count++] = (char) next;
        }
        return count;
    }

    /**
     * Called after an ampersand. Returns the ampersand, or skips a reference to a forbidden character and returns a
     * question mark.
     */
    private int reference() throws IOException {
        char[] ahead = new char[MAX_REFERENCE_LENGTH];
        int length = 0;
        while (length < ahead.length && (length == 0 || ahead[length - 1] != ';')) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            ahead[length++] = (char) next;
        }
        if (isForbidden(new String(ahead, 0, length))) {
            return '?';
        }
        pushback.unread(ahead, 0, length);
        return '&';
    }

    /** Whether this is what follows the ampersand in the reference of a character that is not allowed. */
    private static boolean isForbidden(String reference) {
        if (!reference.startsWith("#") || !reference.endsWith(";")) {
            return false;
        }
        boolean hex = reference.startsWith("#x");
        String digits = reference.substring(hex ? 2 : 1, reference.length() - 1);
        return digits.matches(hex ? "[0-9A-Fa-f]{1,6}" : "[0-9]{1,7}")
                && !isAllowed(Integer.parseInt(digits, hex ? 16 : 10));
    }

    private static boolean isAllowed(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= ' ' && character != 0xFFFE && character != 0xFFFF);
    }
}
