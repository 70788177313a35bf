package io.powerx.publish.precheck.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Replaces control characters that XML 1.0 does not allow with a question mark, including numeric
 * references. Test tools copy terminal colors into their reports, which must not make the reports unreadable.
 *
 * <p>Leaves UTF-16 and UTF-32 unchanged, where these bytes may be parts of other characters.
 */
final class XmlCharacters extends FilterInputStream {
    private static final int MAX_REFERENCE_LENGTH = 10;

    /** Bytes that were read from the stream but not returned yet. */
    private final byte[] ahead = new byte[MAX_REFERENCE_LENGTH];

    private int position;
    private int limit;
    private boolean started;
    private boolean wide;

    XmlCharacters(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int next = next();
        if (wide || next < 0) {
            return next;
        }
        if (next == '&') {
            return reference();
        }
        return isAllowed(next) ? next : '?';
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int next = read();
            if (next < 0) {
                return count == 0 ? -1 : count;
            }
            target[offset + count++] = (byte) next;
            if (in.available() == 0 && position == limit) {
                break;
            }
        }
        return count;
    }

    private int next() throws IOException {
        if (!started) {
            started = true;
            fill(2);
            wide = limit == 2
                    && (ahead[0] == 0 || ahead[1] == 0 || ((ahead[0] & 0xFE) == 0xFE && (ahead[1] & 0xFE) == 0xFE));
        }
        return position < limit ? ahead[position++] & 0xFF : in.read();
    }

    /** Reads ahead this many bytes, or fewer at the end of the stream. */
    private void fill(int wanted) throws IOException {
        System.arraycopy(ahead, position, ahead, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < wanted) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            ahead[limit++] = (byte) next;
        }
    }

    /**
     * Called after an ampersand. Returns the ampersand, or skips a reference to a forbidden character and returns a
     * question mark.
     */
    private int reference() throws IOException {
        fill(MAX_REFERENCE_LENGTH);
        String text = StandardCharsets.ISO_8859_1
                .decode(ByteBuffer.wrap(ahead, 0, limit))
                .toString();
        int end = text.indexOf(';');
        if (end < 2 || text.charAt(0) != '#') {
            return '&';
        }
        boolean hex = text.charAt(1) == 'x';
        String digits = text.substring(hex ? 2 : 1, end);
        if (!digits.matches(hex ? "[0-9A-Fa-f]{1,6}" : "[0-9]{1,7}")
                || isAllowed(Integer.parseInt(digits, hex ? 16 : 10))) {
            return '&';
        }
        position = end + 1;
        return '?';
    }

    private static boolean isAllowed(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= ' ' && character != 0xFFFE && character != 0xFFFF);
    }
}
