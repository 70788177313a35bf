package io.powerx.publish.upload;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Throttler;
import org.jspecify.annotations.Nullable;

/** A body that goes out no faster than a bandwidth limit, which it may share with others. */
final class ThrottledBody extends RequestBody {
    private final RequestBody body;
    private final Throttler throttler;

    ThrottledBody(RequestBody body, Throttler throttler) {
        this.body = body;
        this.throttler = throttler;
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        // Not closed: that would close the connection under it.
        BufferedSink slow = Okio.buffer(throttler.sink(sink));
        body.writeTo(slow);
        slow.emit();
    }
}
