package io.powerx.publish.crash;

import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.ReportReceiver;
import io.sentry.Hint;
import io.sentry.ISerializer;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Sends envelopes with a client of this project: with its proxy and certificates, and without redirects. */
final class CrashTransport implements ITransport {
    private static final MediaType ENVELOPE = MediaType.get("application/x-sentry-envelope");
    private static final int MAX_REPLY = 1 << 16;
    /** The DSN is both an address and a key. */
    private static final ReportReceiver RECEIVER = new ReportReceiver("Sentry", "SENTRY_DSN", "SENTRY_DSN");

    private final OkHttpClient client;
    private final RequestDetails details;
    private final ISerializer serializer;
    private final Consumer<String> problems;

    CrashTransport(OkHttpClient client, RequestDetails details, ISerializer serializer, Consumer<String> problems) {
        this.client = client;
        this.details = details;
        this.serializer = serializer;
        this.problems = problems;
    }

    @Override
    public void send(SentryEnvelope envelope, Hint hint) throws IOException {
        Request.Builder request =
                new Request.Builder().url(details.getUrl()).post(RequestBody.create(bytes(envelope), ENVELOPE));
        details.getHeaders().forEach(request::header);
        try {
            int status =
                    HttpCall.send(client.newCall(request.build()), MAX_REPLY).status();
            if (status / 100 != 2) {
                problems.accept(RECEIVER.refused(status));
            }
        } catch (IOException e) {
            problems.accept(RECEIVER.failed(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] bytes(SentryEnvelope envelope) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            serializer.serialize(envelope, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the envelope cannot be written", e);
        }
    }

    @Override
    public boolean isHealthy() {
        return true;
    }

    @Override
    public void flush(long timeoutMillis) {
        // Nothing is queued.
    }

    @Override
    public @Nullable RateLimiter getRateLimiter() {
        return null;
    }

    @Override
    public void close(boolean isRestarting) {
        // The client is closed by whoever created it.
    }

    @Override
    public void close() {
        close(false);
    }
}
