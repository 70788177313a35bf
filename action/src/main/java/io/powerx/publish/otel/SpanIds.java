package io.powerx.publish.otel;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Generates span ids, except for spans whose id was sent to a server before they were recorded. */
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
