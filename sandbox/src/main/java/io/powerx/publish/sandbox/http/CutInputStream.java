package io.powerx.publish.sandbox.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body whose connection breaks after a number of bytes, as a fault script specifies. */
final class CutInputStream extends FilterInputStream {
    private long left;

    CutInputStream(InputStream in, long bytes) {
        super(in);
        this.left = bytes;
    }

    @Override
    public int read() throws IOException {
        spend(1);
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, (int) Math.min(length, Math.max(1, left)));
        spend(Math.max(0, read));
        return read;
    }

    private void spend(int bytes) throws CutException {
        left -= bytes;
        if (left < 0) {
            throw new CutException();
        }
    }

    /** Thrown when the fault takes effect. */
    static final class CutException extends IOException {
        private static final long serialVersionUID = 1L;

        CutException() {
            super("A fault script closes the connection here");
        }
    }
}
