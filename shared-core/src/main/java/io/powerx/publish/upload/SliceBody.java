package io.powerx.publish.upload;

import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A slice of a file as a request body that can be sent again. */
final class SliceBody extends RequestBody {
    private static final int BUFFER = 64 << 10;

    private final PartSlice slice;
    private final LongConsumer sent;

    /** @param sent called with the number of bytes each time that some have been written */
    SliceBody(PartSlice slice, LongConsumer sent) {
        this.slice = slice;
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
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, slice.length()));
        for (long done = 0; done < slice.length(); done += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), slice.length() - done));
            slice.source().read(buffer, slice.offset() + done);
            if (done + buffer.limit() == slice.length()) {
                // Without the last bytes no server takes a part of a changed file for complete.
                verify();
            }
            sink.write(buffer.array(), 0, buffer.limit());
            sent.accept(buffer.limit());
        }
    }

    private void verify() throws SourceFault {
        try {
            slice.source().check();
        } catch (PublishException e) {
            throw new SourceFault(e);
        }
    }
}
