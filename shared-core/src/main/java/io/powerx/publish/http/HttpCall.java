package io.powerx.publish.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okio.BufferedSource;

/** Sends one request and reads its reply, and cancels the call as soon as the waiting thread is interrupted. */
public final class HttpCall {
    private HttpCall() {}

    /**
     * Sends the request and reads the reply.
     *
     * @param limit how many bytes of the body to read at most
     * @throws IOException if no complete reply arrives
     * @throws InterruptedException if this thread is interrupted; the call is canceled then
     */
    public static Reply send(Call call, int limit) throws IOException, InterruptedException {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                reply.completeExceptionally(failure(failed, e));
            }

            @Override
            public void onResponse(Call answered, Response response) {
                try (response) {
                    reply.complete(read(response, limit));
                } catch (IOException e) {
                    reply.completeExceptionally(failure(answered, e));
                } catch (RuntimeException e) {
                    reply.completeExceptionally(e);
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

    private static Exception failure(Call call, IOException e) {
        if (e.getCause() instanceof Error error) {
            // Such as a class missing from a class loader: not a network fault, so another attempt would not help.
            return new IllegalStateException("the HTTP client broke: " + error, error);
        }
        if (!call.isCanceled()) {
            return e;
        }
        // The client cancels a call whose request body throws anything but an IOException.
        if (e.getCause() instanceof RuntimeException broken) {
            return broken;
        }
        // All other calls are only canceled for taking too long. What they fail with depends on protocol and moment.
        InterruptedIOException late = new InterruptedIOException("canceled");
        late.initCause(e);
        return late;
    }

    private static Reply read(Response response, int limit) throws IOException {
        BufferedSource source = response.body().source();
        boolean oversized = source.request(limit + 1L);
        long size = Math.min(source.getBuffer().size(), limit);
        return new Reply(response.code(), response.headers(), source.readByteString(size), oversized);
    }
}
