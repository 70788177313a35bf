package io.powerx.publish.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Encodes messages and sends nothing. */
final class DroppingSender implements HttpSender {
    private static final int OK = 200;

    @Override
    public void send(MessageWriter message, Consumer<HttpResponse> onReply, Consumer<Throwable> onError) {
        try {
            message.writeMessage(OutputStream.nullOutputStream());
            onReply.accept(new Accepted());
        } catch (IOException e) {
            onError.accept(e);
        }
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    private static final class Accepted implements HttpResponse {
        @Override
        public int getStatusCode() {
            return OK;
        }

        @Override
        public String getStatusMessage() {
            return "";
        }

        @Override
        public byte[] getResponseBody() {
            return new byte[0];
        }
    }
}
