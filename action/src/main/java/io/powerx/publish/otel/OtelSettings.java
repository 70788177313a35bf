package io.powerx.publish.otel;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.ReportReceiver;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where traces and metrics are sent, from the variables that OpenTelemetry's specification defines. A variable that cannot be used is
 * reported and never fails a publish: it may be meant for other programs of the build.
 *
 * @param traces receives spans; null to send none
 * @param metrics receives metrics; null to send none
 * @param resource attributes of the program that sends
 * @param cumulative whether a metric is sent as its total instead of its change
 */
public record OtelSettings(
        @Nullable OtelSignal traces, @Nullable OtelSignal metrics, Map<String, String> resource, boolean cumulative) {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String RESOURCE = "OTEL_RESOURCE_ATTRIBUTES";
    private static final String SUPPORTED = "http/protobuf";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{1,4000}");

    /**
     * Reads the variables.
     *
     * @param problems receives a clause for each variable that cannot be used
     * @return empty if there is no endpoint, if none can be used, or if {@code OTEL_SDK_DISABLED} is true
     */
    public static Optional<OtelSettings> of(Map<String, String> variables, Consumer<String> problems) {
        if ("true".equalsIgnoreCase(text(variables, "OTEL_SDK_DISABLED"))) {
            return Optional.empty();
        }
        // Both kinds of data have the same general variables, whose problems are reported once.
        Set<String> found = new LinkedHashSet<>();
        OtelSignal traces = signal(variables, "TRACES", "v1/traces", found::add);
        OtelSignal metrics = signal(variables, "METRICS", "v1/metrics", found::add);
        found.forEach(problems);
        if (traces == null && metrics == null) {
            return Optional.empty();
        }
        Map<String, String> resource = new LinkedHashMap<>();
        pairs(variables, RESOURCE, problems, resource::put);
        String name = text(variables, "OTEL_SERVICE_NAME");
        if (!name.isEmpty()) {
            resource.put("service.name", name);
        }
        boolean cumulative =
                "cumulative".equalsIgnoreCase(text(variables, "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"));
        return Optional.of(new OtelSettings(traces, metrics, Map.copyOf(resource), cumulative));
    }

    /** The secrets in the headers. */
    public List<Secret> secrets() {
        return Stream.of(traces, metrics)
                .filter(Objects::nonNull)
                .flatMap(signal -> signal.headers().values().stream())
                .toList();
    }

    /** Describes problems of an endpoint. */
    ReportReceiver receiver(URI endpoint) {
        return Stream.of(traces, metrics)
                .filter(signal -> signal != null && signal.endpoint().equals(endpoint))
                .map(OtelSignal::receiver)
                .findFirst()
                .orElseThrow();
    }

    /** @param path below the general endpoint; the own one is complete */
    private static @Nullable OtelSignal signal(
            Map<String, String> variables, String kind, String path, Consumer<String> problems) {
        if ("none".equals(text(variables, "OTEL_" + kind + "_EXPORTER"))) {
            return null;
        }
        String own = variable(variables, kind, "ENDPOINT");
        String endpoint = text(variables, own);
        if (endpoint.isEmpty()) {
            return null;
        }
        String protocol = variable(variables, kind, "PROTOCOL");
        if (!text(variables, protocol).isEmpty() && !text(variables, protocol).equals(SUPPORTED)) {
            problems.accept(protocol + " is not http/protobuf, the only protocol that px-plugin supports");
            return null;
        }
        URI base = url(own, endpoint, problems);
        if (base == null) {
            return null;
        }
        String headers = variable(variables, kind, "HEADERS");
        return new OtelSignal(
                own.equals(ENDPOINT) ? below(base, path) : base,
                headers(variables, headers, problems),
                timeout(variables, variable(variables, kind, "TIMEOUT"), problems),
                new ReportReceiver("the endpoint", own, headers));
    }

    /** The name of the variable for one kind of data if it is set, otherwise of the general one. */
    private static String variable(Map<String, String> variables, String kind, String what) {
        String own = "OTEL_EXPORTER_OTLP_" + kind + "_" + what;
        return text(variables, own).isEmpty() ? "OTEL_EXPORTER_OTLP_" + what : own;
    }

    private static String text(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, "").strip();
    }

    private static @Nullable URI url(String variable, String endpoint, Consumer<String> problems) {
        try {
            return Endpoints.require(new URI(endpoint));
        } catch (URISyntaxException e) {
            problems.accept(variable + " is not a URL");
        } catch (PublishException e) {
            problems.accept(variable + " cannot be used: " + e.found());
        }
        return null;
    }

    private static URI below(URI base, String path) {
        String text = base.toString();
        return URI.create(text + (text.endsWith("/") ? "" : "/") + path);
    }

    private static Map<String, Secret> headers(
            Map<String, String> variables, String variable, Consumer<String> problems) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        pairs(variables, variable, problems, (name, value) -> {
            if (HEADER_NAME.matcher(name).matches()
                    && HEADER_VALUE.matcher(value).matches()) {
                headers.put(name, Secret.of(value));
            } else {
                problems.accept(variable + " contains a header that cannot be sent");
            }
        });
        return Map.copyOf(headers);
    }

    private static Duration timeout(Map<String, String> variables, String variable, Consumer<String> problems) {
        String milliseconds = text(variables, variable);
        if (milliseconds.isEmpty()) {
            return DEFAULT_TIMEOUT;
        }
        if (!milliseconds.matches("[0-9]{1,9}") || Integer.parseInt(milliseconds) == 0) {
            problems.accept(variable + " is not a number of milliseconds");
            return DEFAULT_TIMEOUT;
        }
        return Duration.ofMillis(Integer.parseInt(milliseconds));
    }

    /** Names and percent-encoded values, as in W3C Baggage. */
    private static void pairs(
            Map<String, String> variables,
            String variable,
            Consumer<String> problems,
            BiConsumer<String, String> pair) {
        for (String each : variables.getOrDefault(variable, "").split(",")) {
            if (each.isBlank()) {
                continue;
            }
            int equals = each.indexOf('=');
            try {
                String value = each.substring(equals + 1).strip().replace("+", "%2B");
                pair.accept(each.substring(0, equals).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                problems.accept(variable + " contains an entry that is not of the form name=value");
            }
        }
    }
}
