package io.powerx.publish.pack.write;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the same bytes to two streams. Closing it closes neither. */
final class SplitOutput extends OutputStream {
    private final OutputStream first;
    private final OutputStream second;

    SplitOutput(OutputStream first, OutputStream second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void write(int value) throws IOException {
        first.write(value);
        second.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        first.write(bytes, offset, length);
        second.write(bytes, offset, length);
    }
}
