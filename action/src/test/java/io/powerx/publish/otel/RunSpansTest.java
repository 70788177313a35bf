package io.powerx.publish.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No address of a server, and nothing that redaction makes of one, loses the trace of a publish. */
class RunSpansTest {
    private static final String SECRET = "hunter2hunter2";

    private final Redactor redactor = new Redactor();

    private List<SpanData> spans(String url) {
        redactor.add(Secret.of(SECRET));
        TraceContext trace = TraceContext.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .orElseThrow();
        RunRecording recording = new RunRecording(Clock.systemUTC(), trace, "");
        PublishListener listener = new RedactingListener(redactor, recording);
        listener.on(new PublishEvent.StageStarted("upload", ""));
        listener.on(new PublishEvent.RequestAttempt(
                "uploadPart",
                "PUT",
                url,
                UUID.randomUUID().toString(),
                1,
                true,
                200,
                "ok",
                Duration.ofMillis(1),
                null));
        listener.on(new PublishEvent.StageFinished("upload", Duration.ofMillis(1), ""));
        Spans exported = new Spans();
        SpanIds ids = new SpanIds(trace.traceId());
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .addSpanProcessor(SimpleSpanProcessor.create(exported))
                .build()) {
            new RunSpans(provider.get("test"), ids, text -> ForeignText.oneLine(text, 500, redactor))
                    .write(recording, List.of(), null);
        }
        return exported.spans;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://" + SECRET + ".example/path",
                "https://" + SECRET + ":8443/path",
                "https://store.example:" + SECRET + "/path",
                SECRET + "://store.example/path",
                "https://store.example/%zz",
                "https://store.example/a b|c",
                "https://[store/path",
                "not a URL",
                "%",
                "https://",
            })
    void an_invalid_url_leaves_out_only_its_own_attributes(String url) {
        assertThat(spans(url))
                .extracting(SpanData::getName)
                .containsExactly("PUT uploadPart", "stage upload", "px-plugin publish");
    }

    @Test
    void a_url_that_is_cut_within_an_escape_leaves_out_only_its_own_attributes() {
        String url = "https://store.example/" + "%E2%82%AC".repeat(500);

        assertThat(spans(url).get(0)).satisfies(span -> {
            assertThat(span.getAttributes().get(AttributeKey.stringKey("url.full")))
                    .startsWith("https://store.example/%E2")
                    .endsWith("…");
            assertThat(span.getAttributes().get(AttributeKey.stringKey("server.address")))
                    .isEqualTo("store.example");
            assertThat(span.getAttributes().get(AttributeKey.longKey("server.port")))
                    .isEqualTo(443);
        });
    }

    private static final class Spans implements SpanExporter {
        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> exported) {
            spans.addAll(exported);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
