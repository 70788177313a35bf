package io.powerx.publish.upload;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Throttler;
import org.jspecify.annotations.Nullable;

/** A body that goes out no faster than a bandwidth limit, which it may share with others. */
public final class ThrottledBody extends RequestBody {
    private final RequestBody body;
    private final Throttler throttler;

    private ThrottledBody(RequestBody body, Throttler throttler) {
        this.body = body;
        this.throttler = throttler;
    }

    /**
     * The body with a limit of its own.
     *
     * @param bytesPerSecond null for no limit
     */
    public static RequestBody of(RequestBody body, @Nullable Long bytesPerSecond) {
        return of(body, throttler(bytesPerSecond));
    }

    static RequestBody of(RequestBody body, @Nullable Throttler throttler) {
        return throttler == null ? body : new ThrottledBody(body, throttler);
    }

    /** What bodies share that share a limit; null for no limit. */
    static @Nullable Throttler throttler(@Nullable Long bytesPerSecond) {
        if (bytesPerSecond == null || bytesPerSecond <= 0) {
            return null;
        }
        Throttler throttler = new Throttler();
        throttler.bytesPerSecond(bytesPerSecond);
        return throttler;
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
