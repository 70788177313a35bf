package io.powerx.publish.upload;

import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one part of an artifact.
 *
 * @param number from 1
 * @param count how many parts the artifact has
 * @param offset of the part's first byte in the file
 * @param length in bytes
 */
record PartSlice(SourceFile source, int number, int count, long offset, long length) {
    private static final int BUFFER = 64 << 10;

    String artifact() {
        return source.artifact();
    }

    /** The name of the part in messages. */
    String title() {
        return count == 1 ? artifact() : "part " + number + " of " + artifact();
    }

    /** The SHA-256 if the part is the whole file, whose digest is known; empty otherwise. */
    String knownSha256() {
        return length == source.size() ? source.sha256() : "";
    }

    /**
     * The SHA-256 in hex, read from disk unless it is known.
     *
     * @throws PublishException {@link io.powerx.publish.error.ErrorCode#FILE_CHANGED}
     */
    String sha256() throws InterruptedException {
        String known = knownSha256();
        return known.isEmpty() ? source.sha256(offset, length) : known;
    }

    /**
     * The bytes as a request body, which can be sent any number of times. Its {@code writeTo} throws an IOException whose cause is a {@link
     * PublishException} if the file has changed since it was opened; the last bytes are not written then.
     *
     * @param sent called with the number of bytes after each write
     */
    RequestBody body(LongConsumer sent) {
        return new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return null;
            }

            @Override
            public long contentLength() {
                return length;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                try {
                    write(sink, sent);
                } catch (PublishException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        };
    }

    private void write(BufferedSink sink, LongConsumer sent) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, length));
        for (long done = 0; done < length; done += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
            source.read(buffer, offset + done);
            if (done + buffer.limit() == length) {
                // Without its last bytes, no store accepts a part of a changed file.
                source.check();
            }
            sink.write(buffer.array(), 0, buffer.limit());
            sent.accept(buffer.limit());
        }
    }
}
