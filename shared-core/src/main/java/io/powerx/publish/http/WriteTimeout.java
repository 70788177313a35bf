package io.powerx.publish.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.AsyncTimeout;
import okio.Buffer;
import okio.BufferedSink;
import okio.ForwardingSink;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a call if the server stops reading the request body. Replaces okhttp's write timeout, which closes the TLS
 * socket: Java's TLS socket then waits for the blocked write, and so does the only thread that monitors timeouts.
 * Canceling the call closes the socket below TLS instead.
 */
final class WriteTimeout implements Interceptor {
    private final Duration limit;

    /** @param limit time limit for one write of a few segments */
    WriteTimeout(Duration limit) {
        this.limit = limit;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (request.body() == null) {
            return chain.proceed(request);
        }
        RequestBody timed = new FilteredBody(request.body(), sink -> new TimedSink(sink, chain.call(), limit));
        return chain.proceed(
                request.newBuilder().method(request.method(), timed).build());
    }

    private static final class TimedSink extends ForwardingSink {
        private final AsyncTimeout timeout;

        TimedSink(BufferedSink sink, Call call, Duration limit) {
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
            run(() -> super.write(source, byteCount));
        }

        @Override
        public void flush() throws IOException {
            run(super::flush);
        }

        private void run(Write write) throws IOException {
            timeout.enter();
            try {
                write.run();
            } catch (IOException e) {
                if (timeout.exit()) {
                    throw timeoutException(e);
                }
                throw e;
            }
            if (timeout.exit()) {
                throw timeoutException(null);
            }
        }

        private static SocketTimeoutException timeoutException(@Nullable IOException cause) {
            SocketTimeoutException exception = new SocketTimeoutException("timeout");
            exception.initCause(cause);
            return exception;
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }
}
