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
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Sends what an exporter encodes with a client of this project: with its proxy and certificates, and without redirects. */
final class OtlpSender implements HttpSender {
    private static final int MAX_REPLY = 1 << 16;
    private static final ReportReceiver RECEIVER =
            new ReportReceiver("the endpoint", OtelSettings.ENDPOINT, OtelSettings.HEADERS);

    private final OkHttpClient client;
    private final HttpSenderConfig config;
    private final Consumer<String> problems;

    /** @param problems receives why a request failed, as a clause */
    OtlpSender(OkHttpClient client, HttpSenderConfig config, Consumer<String> problems) {
        this.client = client;
        this.config = config;
        this.problems = problems;
    }

    @Override
    public void send(MessageWriter message, Consumer<HttpResponse> onReply, Consumer<Throwable> onError) {
        try {
            Reply reply = HttpCall.send(client.newCall(request(message)), MAX_REPLY);
            if (!reply.isSuccessful()) {
                problems.accept(RECEIVER.refused(reply.status()));
            }
            onReply.accept(new Response(reply));
        } catch (IOException e) {
            problems.accept(RECEIVER.failed(e));
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
