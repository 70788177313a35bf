package io.powerx.publish.io;

import java.io.IOException;
import java.io.InputStream;

/** A stream that must contain exactly the expected number of bytes. Subclasses supply the bytes and the error. */
public abstract class CountedInput extends BlockInput {
    private long left;

    /** @param size the expected number of bytes */
    protected CountedInput(long size) {
        this.left = size;
    }

    /** The number of bytes still to be read; negative if there were more than expected. */
    public final long left() {
        return left;
    }

    /** Reads like {@link InputStream#read(byte[], int, int)}; may read more than {@link #left} bytes. */
    protected abstract int fill(byte[] buffer, int offset, int length) throws IOException;

    /** Creates the error for a stream that is shorter or longer than expected. */
    protected abstract IOException wrongLength();

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
