package io.powerx.publish.sandbox.store;

import io.powerx.publish.io.BlockInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads files one after the other, and opens each one when it is needed. */
final class PartsInputStream extends BlockInput {
    private final Iterator<Path> left;
    private @Nullable InputStream current;

    PartsInputStream(List<Path> files) {
        this.left = files.iterator();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (current == null) {
                if (!left.hasNext()) {
                    return -1;
                }
                current = Files.newInputStream(left.next());
            }
            int read = current.read(buffer, offset, length);
            if (read >= 0) {
                return read;
            }
            close();
        }
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
