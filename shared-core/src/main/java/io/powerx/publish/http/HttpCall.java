package io.powerx.publish.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okio.BufferedSource;

/** One request and its reply, given up at once when the waiting thread is interrupted. */
public final class HttpCall {
    private HttpCall() {}

    /**
     * Sends the request and reads the reply.
     *
     * @param limit bytes of the body that are read
     * @throws IOException where no complete reply came
     * @throws InterruptedException where this thread was interrupted; the call is cancelled then
     */
    public static Reply send(Call call, int limit) throws IOException, InterruptedException {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                // Such as a class that is missing from a class loader: no fault of the network, so that trying again is
                // in vain.
                reply.completeExceptionally(
                        e.getCause() instanceof Error error
                                ? new IllegalStateException("the HTTP client broke: " + error, error)
                                : e);
            }

            @Override
            public void onResponse(Call answered, Response response) {
                try (response) {
                    reply.complete(read(response, limit));
                } catch (IOException | RuntimeException e) {
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

    /** What a failure of the transport means, in words that may be shown. */
    public static String words(IOException failure) {
        return NetworkFault.of(failure).words();
    }

    private static Reply read(Response response, int limit) throws IOException {
        BufferedSource source = response.body().source();
        boolean oversized = source.request(limit + 1L);
        long size = Math.min(source.getBuffer().size(), limit);
        return new Reply(response.code(), response.headers(), source.readByteString(size), oversized);
    }
}
