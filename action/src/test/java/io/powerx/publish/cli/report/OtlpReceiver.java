package io.powerx.publish.cli.report;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OpenTelemetry Collector's HTTP receiver, which decodes with the official message classes. */
public final class OtlpReceiver implements AutoCloseable {
    /** A request as it arrived. */
    @SuppressWarnings("ArrayRecordComponent")
    record Received(String path, Map<String, String> headers, byte[] body) {}

    private final HttpServer server;
    public final List<Received> requests = new CopyOnWriteArrayList<>();
    volatile int status = 200;

    public OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            requests.add(new Received(
                    exchange.getRequestURI().getPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(status, -1);
        }
    }

    public List<Span> spans() throws InvalidProtocolBufferException {
        List<Span> spans = new ArrayList<>();
        for (Received request : requests) {
            if (request.path().endsWith("/v1/traces")) {
                ExportTraceServiceRequest.parseFrom(request.body())
                        .getResourceSpansList()
                        .forEach(resource ->
                                resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
            }
        }
        return spans;
    }

    public Span span(String name) throws InvalidProtocolBufferException {
        return spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name));
    }

    public List<Metric> metrics() throws InvalidProtocolBufferException {
        List<Metric> metrics = new ArrayList<>();
        for (Received request : requests) {
            if (request.path().endsWith("/v1/metrics")) {
                ExportMetricsServiceRequest.parseFrom(request.body())
                        .getResourceMetricsList()
                        .forEach(resource -> resource.getScopeMetricsList()
                                .forEach(scope -> metrics.addAll(scope.getMetricsList())));
            }
        }
        return metrics;
    }

    public Metric metric(String name) throws InvalidProtocolBufferException {
        return metrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    public Resource resource() throws InvalidProtocolBufferException {
        for (Received request : requests) {
            if (request.path().endsWith("/v1/traces")) {
                return ExportTraceServiceRequest.parseFrom(request.body())
                        .getResourceSpans(0)
                        .getResource();
            }
        }
        throw new AssertionError("no trace");
    }

    /** Attributes as text. */
    public static Map<String, String> attributes(List<KeyValue> list) {
        Map<String, String> attributes = new HashMap<>();
        for (KeyValue each : list) {
            attributes.put(
                    each.getKey(),
                    each.getValue().hasIntValue()
                            ? String.valueOf(each.getValue().getIntValue())
                            : each.getValue().getStringValue());
        }
        return attributes;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
