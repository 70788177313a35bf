package io.powerx.publish.http;

import java.io.IOException;
import java.util.function.Function;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Sink;
import org.jspecify.annotations.Nullable;

/** A request body whose bytes pass through another sink on their way to the connection. */
public final class FilteredBody extends RequestBody {
    private final RequestBody body;
    private final Function<BufferedSink, Sink> filter;

    /** @param filter wraps the sink of the connection, once for each time that the body is sent */
    public FilteredBody(RequestBody body, Function<BufferedSink, Sink> filter) {
        this.body = body;
        this.filter = filter;
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
    public boolean isOneShot() {
        return body.isOneShot();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        // Not closed, because that would close the connection. Flushed, so that the filter sees every write.
        BufferedSink filtered = Okio.buffer(filter.apply(sink));
        body.writeTo(filtered);
        filtered.flush();
    }
}
