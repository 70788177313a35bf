package io.powerx.publish.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.AsyncTimeout;
import okio.Buffer;
import okio.BufferedSink;
import okio.ForwardingSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a call when the server stops reading its body. It replaces okhttp's write timeout, which closes the TLS socket: Java's waits
 * there until the blocked write has ended, and with it the one thread that watches all timeouts. Canceling closes the socket below TLS.
 */
final class WriteTimeout implements Interceptor {
    private final Duration limit;

    /** @param limit how long one write of at most a few segments may take */
    WriteTimeout(Duration limit) {
        this.limit = limit;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (request.body() == null) {
            return chain.proceed(request);
        }
        RequestBody watched = new WatchedBody(request.body(), chain.call(), limit);
        return chain.proceed(
                request.newBuilder().method(request.method(), watched).build());
    }

    private static final class WatchedBody extends RequestBody {
        private final RequestBody body;
        private final Call call;
        private final Duration limit;

        WatchedBody(RequestBody body, Call call, Duration limit) {
            this.body = body;
            this.call = call;
            this.limit = limit;
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
            // Not closed, which would close the connection below it. Flushed, so that no byte is written without a
            // watch.
            BufferedSink watched = Okio.buffer(new WatchedSink(sink, call, limit));
            body.writeTo(watched);
            watched.flush();
        }
    }

    private static final class WatchedSink extends ForwardingSink {
        private final AsyncTimeout timeout;

        WatchedSink(BufferedSink sink, Call call, Duration limit) {
            super(sink);
            this.timeout = new AsyncTimeout() {
                @Override
                protected void timedOut() {
                    call.cancel();
                }
            };
            timeout.timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void write(Buffer source, long byteCount) throws IOException {
            watch(() -> super.write(source, byteCount));
        }

        @Override
        public void flush() throws IOException {
            watch(super::flush);
        }

        private void watch(Write write) throws IOException {
            timeout.enter();
            try {
                write.run();
            } catch (IOException e) {
                if (timeout.exit()) {
                    throw late(e);
                }
                throw e;
            }
            if (timeout.exit()) {
                throw late(null);
            }
        }

        private static SocketTimeoutException late(@Nullable IOException cause) {
            SocketTimeoutException late = new SocketTimeoutException("timeout");
            late.initCause(cause);
            return late;
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }
}
