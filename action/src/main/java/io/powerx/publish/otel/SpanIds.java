package io.powerx.publish.otel;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives a span the id that was sent before the span was recorded. */
final class SpanIds implements IdGenerator {
    private final String traceId;
    private final IdGenerator random = IdGenerator.random();
    private String next = "";

    SpanIds(String traceId) {
        this.traceId = traceId;
    }

    /** Sets the id of the next span. */
    void next(String spanId) {
        next = spanId;
    }

    @Override
    public String generateSpanId() {
        String id = next.isEmpty() ? random.generateSpanId() : next;
        next = "";
        return id;
    }

    @Override
    public String generateTraceId() {
        return traceId;
    }
}
