package io.powerx.publish.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * A request body that is a stretch of a file. {@link DirectWrites} sends it without copying it through okio's segments, which is most of
 * the cost of an upload on a fast link.
 */
public abstract class FileBody extends RequestBody {
    /** A line of a few kilobytes a second sends as much before a write counts as stalled. */
    private static final int CHUNK = 128 << 10;

    /** Its bytes; never -1. */
    @Override
    public abstract long contentLength();

    /**
     * Fills the buffer.
     *
     * @param position in the body
     */
    protected abstract void read(ByteBuffer buffer, long position) throws IOException;

    /**
     * Lets the kernel move bytes from the file to the target, as {@link java.nio.channels.FileChannel#transferTo} does.
     *
     * @param position in the body
     * @return how many went; 0 where the target takes none now, and where the file has no such place any more
     */
    protected abstract long transferTo(WritableByteChannel target, long position, long count) throws IOException;

    /**
     * Called before the last bytes go out, without which no server takes the body for whole.
     *
     * @throws IOException where the file is not what it was
     */
    protected abstract void verify() throws IOException;

    /** Told of bytes as they go out. */
    protected abstract void sent(long bytes);

    @Override
    public final void writeTo(BufferedSink sink) throws IOException {
        copyTo(sink::write);
    }

    /** Where a body goes. */
    @FunctionalInterface
    interface Outlet {
        void write(byte[] bytes, int offset, int count) throws IOException;
    }

    final void copyTo(Outlet outlet) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, contentLength()));
        for (long done = 0; done < contentLength(); done += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), contentLength() - done));
            read(buffer, done);
            if (done + buffer.limit() == contentLength()) {
                verify();
            }
            outlet.write(buffer.array(), 0, buffer.limit());
            sent(buffer.limit());
        }
    }
}
