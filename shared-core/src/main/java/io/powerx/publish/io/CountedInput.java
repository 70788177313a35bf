package io.powerx.publish.io;

import java.io.IOException;
import java.io.InputStream;

/** A stream that must have exactly as many bytes as announced. Subclasses supply the bytes and the error. */
public abstract class CountedInput extends InputStream {
    private long left;

    /** @param size the bytes that there must be */
    protected CountedInput(long size) {
        this.left = size;
    }

    /** The bytes that are yet to be read; negative once there were more than announced. */
    public final long left() {
        return left;
    }

    /** Reads as {@link InputStream#read(byte[], int, int)} does, and may read beyond what was announced. */
    protected abstract int fill(byte[] buffer, int offset, int length) throws IOException;

    /** The error for a stream that ended before {@link #left} was zero, or did not end then. */
    protected abstract IOException wrongLength();

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read = fill(buffer, offset, length);
        left -= Math.max(0, read);
        if (left < 0 || (read < 0 && left > 0)) {
            throw wrongLength();
        }
        return read;
    }
}
