package io.powerx.publish.upload;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.FileBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/** A slice of a file as a request body that can be sent again. */
final class SliceBody extends FileBody {
    private final PartSlice slice;
    private final LongConsumer sent;

    /** @param sent hears of bytes as they go out */
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
    protected void read(ByteBuffer buffer, long position) throws SourceFault {
        slice.source().read(buffer, slice.offset() + position);
    }

    @Override
    protected long transferTo(WritableByteChannel target, long position, long count) throws IOException {
        return slice.source().transferTo(target, slice.offset() + position, count);
    }

    @Override
    protected void verify() throws SourceFault {
        try {
            slice.source().check();
        } catch (PublishException e) {
            throw new SourceFault(e);
        }
    }

    @Override
    protected void sent(long bytes) {
        sent.accept(bytes);
    }
}
