package io.powerx.publish.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Sink;
import okio.Throttler;
import org.jspecify.annotations.Nullable;

/** A slice of a file as a request body that can be sent again. */
final class SliceBody extends RequestBody {
    private static final int BUFFER = 256 << 10;
    /** What okio keeps in its pool of segments; writing more at once would make garbage of the rest. */
    private static final int CHUNK = 64 << 10;

    private final PartSlice slice;
    private final @Nullable Throttler throttler;
    private final LongConsumer sent;

    /** @param sent hears of bytes as they go out */
    SliceBody(PartSlice slice, @Nullable Throttler throttler, LongConsumer sent) {
        this.slice = slice;
        this.throttler = throttler;
        this.sent = sent;
    }

    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return slice.length();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        if (throttler == null) {
            write(sink);
            return;
        }
        // Not closed: that would close the connection under it.
        Sink slow = throttler.sink(sink);
        BufferedSink buffered = Okio.buffer(slow);
        write(buffered);
        buffered.emit();
    }

    private void write(BufferedSink sink) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(BUFFER, slice.length()));
        for (long done = 0; done < slice.length(); ) {
            int size = (int) Math.min(buffer.capacity(), slice.length() - done);
            buffer.clear().limit(size);
            slice.source().read(buffer, slice.offset() + done);
            for (int at = 0; at < size; at += CHUNK) {
                int end = Math.min(size, at + CHUNK);
                buffer.limit(end).position(at);
                sink.write(buffer);
                sent.accept(end - at);
            }
            done += size;
        }
    }
}
