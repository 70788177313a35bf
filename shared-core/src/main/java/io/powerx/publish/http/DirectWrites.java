package io.powerx.publish.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.AsyncTimeout;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link FileBody} to the connection's socket itself: by the kernel where the socket is a plain one, in whole TLS records where it
 * is not. okhttp has sent the headers then, takes the body for an empty one, and goes on with the reply. HTTP/2 frames bodies, and keeps
 * okhttp's way.
 */
final class DirectWrites implements Interceptor {
    /** Of a reply that came although the body did not get through. */
    private static final long LARGEST_EARLY_REPLY = 128 << 10;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!(request.body() instanceof FileBody body)
                || chain.connection() == null
                || chain.connection().protocol() != Protocol.HTTP_1_1) {
            return chain.proceed(request);
        }
        Socket socket = chain.connection().socket();
        Detour detour = new Detour(body, socket, chain);
        try {
            Response response = chain.proceed(
                    request.newBuilder().method(request.method(), detour).build());
            return detour.failure == null ? response : unlinked(response, socket);
        } catch (IOException e) {
            throw detour.cause(e);
        }
    }

    /** The same reply, of a connection that nothing else uses any more. */
    private static Response unlinked(Response response, Socket socket) throws IOException {
        try (response) {
            Response copy = response.newBuilder()
                    .body(response.peekBody(LARGEST_EARLY_REPLY))
                    .build();
            socket.close();
            return copy;
        }
    }

    /** What okhttp sees of the body. */
    private static final class Detour extends RequestBody {
        private final FileBody body;
        private final Socket socket;
        private final Chain chain;
        private @Nullable IOException failure;

        Detour(FileBody body, Socket socket, Chain chain) {
            this.body = body;
            this.socket = socket;
            this.chain = chain;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        /** What passes through okhttp; the header with the true length was made before. */
        @Override
        public long contentLength() {
            return 0;
        }

        /** A failed write is no end: a server that refuses a body early has replied before it closed the connection. */
        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.flush();
            // A TLS socket names the channel of the socket below it, which takes bytes in the clear.
            SocketChannel channel = socket instanceof SSLSocket ? null : socket.getChannel();
            try {
                if (channel == null) {
                    OutputStream out = socket.getOutputStream();
                    WriteTimeout timeout = new WriteTimeout(chain);
                    body.copyTo((bytes, offset, count) -> timeout.watch(() -> out.write(bytes, offset, count)));
                } else {
                    Transfer.run(body, channel, Duration.ofMillis(chain.writeTimeoutMillis()));
                }
            } catch (WriteFailure e) {
                failure = e.cause();
            }
        }

        IOException cause(IOException thrown) {
            if (failure == null) {
                return thrown;
            }
            failure.addSuppressed(thrown);
            return failure;
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    /** Closes the connection when a write takes too long. */
    private static final class WriteTimeout extends AsyncTimeout {
        private final Chain chain;

        WriteTimeout(Chain chain) {
            this.chain = chain;
            timeout(chain.writeTimeoutMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        protected void timedOut() {
            chain.call().cancel();
        }

        void watch(Write write) throws WriteFailure {
            IOException thrown = null;
            enter();
            try {
                write.run();
            } catch (IOException e) {
                thrown = e;
            }
            if (exit()) {
                SocketTimeoutException late = new SocketTimeoutException("timeout");
                if (thrown != null) {
                    late.initCause(thrown);
                }
                thrown = late;
            }
            if (thrown != null) {
                throw new WriteFailure(thrown);
            }
        }
    }
}
