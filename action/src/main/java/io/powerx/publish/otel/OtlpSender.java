package io.powerx.publish.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.Reply;
import io.powerx.publish.http.ReportReceiver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Sends what an exporter encodes with a client of this project: with its proxy and certificates, and without redirects. */
final class OtlpSender implements HttpSender {
    private static final int MAX_REPLY = 1 << 16;
    private final OkHttpClient client;
    private final HttpSenderConfig config;
    private final ReportReceiver receiver;
    private final Consumer<String> problems;

    /**
     * @param receiver describes problems
     * @param problems receives why a request failed, as a clause
     */
    OtlpSender(OkHttpClient client, HttpSenderConfig config, ReportReceiver receiver, Consumer<String> problems) {
        this.client = client;
        this.config = config;
        this.receiver = receiver;
        this.problems = problems;
    }

    @Override
    public void send(MessageWriter message, Consumer<HttpResponse> onReply, Consumer<Throwable> onError) {
        try {
            Call call = client.newCall(request(message));
            call.timeout().timeout(config.getTimeout().toMillis(), TimeUnit.MILLISECONDS);
            Reply reply = HttpCall.send(call, MAX_REPLY);
            if (!reply.isSuccessful()) {
                problems.accept(receiver.refused(reply.status()));
            }
            onReply.accept(new Response(reply));
        } catch (IOException e) {
            problems.accept(receiver.failed(e));
            onError.accept(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            onError.accept(e);
        }
    }

    private Request request(MessageWriter message) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.max(0, message.getContentLength()));
        message.writeMessage(body);
        Request.Builder request = new Request.Builder()
                .url(config.getEndpoint().toString())
                .post(RequestBody.create(body.toByteArray(), MediaType.get(config.getContentType())));
        config.getHeadersSupplier()
                .get()
                .forEach((name, values) -> values.forEach(value -> request.addHeader(name, value)));
        return request.build();
    }

    /** The client is closed by whoever created it. */
    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    private record Response(Reply reply) implements HttpResponse {
        @Override
        public int getStatusCode() {
            return reply.status();
        }

        @Override
        public String getStatusMessage() {
            return "";
        }

        @Override
        public byte[] getResponseBody() {
            return reply.body().toByteArray();
        }
    }
}
