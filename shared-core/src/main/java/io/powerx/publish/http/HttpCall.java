package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okio.BufferedSource;

/** Sends a request and reads the reply. Unlike okhttp, it reacts to an interrupt of the waiting thread at once. */
public final class HttpCall {
    private HttpCall() {}

    /**
     * Sends the request and reads the reply.
     *
     * @param limit maximum number of bytes of the body to read
     * @throws IOException if no complete reply arrives
     * @throws InterruptedException if the thread is interrupted; the call is then canceled
     */
    public static Reply send(Call call, int limit) throws IOException, InterruptedException {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                reply.completeExceptionally(failure(failed, e));
            }

            @Override
            public void onResponse(Call finished, Response response) {
                try (response) {
                    reply.complete(read(response, limit));
                } catch (IOException e) {
                    reply.completeExceptionally(failure(finished, e));
                } catch (RuntimeException e) {
                    reply.completeExceptionally(e);
                } catch (Error e) {
                    // A reply may be larger than the memory before its body begins: the client does not limit every
                    // line.
                    reply.completeExceptionally(failure(e));
                }
            }
        });
        try {
            return reply.get();
        } catch (InterruptedException e) {
            call.cancel();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    /** Describes a failure of the transport in words that may be shown. */
    public static String words(IOException failure) {
        return NetworkFault.of(failure).words();
    }

    /**
     * Describes a failure of the transport as an error.
     *
     * @param tried what was tried, as an infinitive clause
     * @return {@link ErrorCode#NETWORK_UNREACHABLE}, {@link ErrorCode#TLS_FAILED} or {@link ErrorCode#SERVER_UNAVAILABLE}
     */
    public static PublishException error(String tried, IOException failure) {
        NetworkFault fault = NetworkFault.of(failure);
        return PublishException.of(fault.code(), tried, fault.words()).causedBy(failure);
    }

    private static Exception failure(Call call, IOException e) {
        if (e.getCause() instanceof Error error) {
            return failure(error);
        }
        if (!call.isCanceled() || e instanceof SocketTimeoutException) {
            return e;
        }
        // The client cancels a call whose request body throws anything but an IOException.
        if (e.getCause() instanceof RuntimeException failure) {
            return failure;
        }
        // All other calls are canceled only because of a limit of the whole call; their exceptions depend on the
        // protocol
        // and the moment.
        InterruptedIOException timeout = new InterruptedIOException("canceled");
        timeout.initCause(e);
        return timeout;
    }

    /** For example, a class is missing from a class loader. Another attempt would not help. */
    private static IllegalStateException failure(Error error) {
        return new IllegalStateException("the HTTP client failed: " + error, error);
    }

    private static Reply read(Response response, int limit) throws IOException {
        BufferedSource source = response.body().source();
        boolean oversized = source.request(limit + 1L);
        long size = Math.min(source.getBuffer().size(), limit);
        return new Reply(response.code(), response.headers(), source.readByteString(size), oversized);
    }
}
