package io.powerx.publish.otel;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where traces and metrics are sent, from the variables that OpenTelemetry's specification defines. A variable that cannot be used is
 * reported and never fails a publish: it may be meant for other programs of the build.
 *
 * @param traces receives spans; null to send none
 * @param metrics receives metrics; null to send none
 * @param headers of each request; their values are secrets
 * @param resource attributes of the program that sends
 * @param cumulative whether a metric is sent as its total instead of its change
 */
public record OtelSettings(
        @Nullable URI traces,
        @Nullable URI metrics,
        Map<String, Secret> headers,
        Map<String, String> resource,
        boolean cumulative) {
    static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
    private static final String RESOURCE = "OTEL_RESOURCE_ATTRIBUTES";
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{1,4000}");

    /**
     * Reads the variables.
     *
     * @param problems receives a clause for each variable that cannot be used
     * @return empty if there is no endpoint, if it must not be used, or if {@code OTEL_SDK_DISABLED} is true
     */
    public static Optional<OtelSettings> of(Map<String, String> variables, Consumer<String> problems) {
        String endpoint = variables.getOrDefault(ENDPOINT, "").strip();
        if (endpoint.isEmpty() || "true".equalsIgnoreCase(variables.getOrDefault("OTEL_SDK_DISABLED", ""))) {
            return Optional.empty();
        }
        String protocol =
                variables.getOrDefault("OTEL_EXPORTER_OTLP_PROTOCOL", "").strip();
        if (!protocol.isEmpty() && !protocol.equals("http/protobuf")) {
            problems.accept(
                    "OTEL_EXPORTER_OTLP_PROTOCOL is not http/protobuf, the only protocol that px-plugin supports");
            return Optional.empty();
        }
        Optional<URI> base = base(endpoint, problems);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Secret> headers = new LinkedHashMap<>();
        pairs(variables, HEADERS, problems, (name, value) -> {
            if (HEADER_NAME.matcher(name).matches()
                    && HEADER_VALUE.matcher(value).matches()) {
                headers.put(name, Secret.of(value));
            } else {
                problems.accept(HEADERS + " contains a header that cannot be sent");
            }
        });
        Map<String, String> resource = new LinkedHashMap<>();
        pairs(variables, RESOURCE, problems, resource::put);
        String name = variables.getOrDefault("OTEL_SERVICE_NAME", "").strip();
        if (!name.isEmpty()) {
            resource.put("service.name", name);
        }
        return Optional.of(new OtelSettings(
                isOff(variables, "OTEL_TRACES_EXPORTER") ? null : below(base.get(), "v1/traces"),
                isOff(variables, "OTEL_METRICS_EXPORTER") ? null : below(base.get(), "v1/metrics"),
                Map.copyOf(headers),
                Map.copyOf(resource),
                "cumulative"
                        .equals(variables
                                .getOrDefault("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "")
                                .strip()
                                .toLowerCase(Locale.ROOT))));
    }

    private static Optional<URI> base(String endpoint, Consumer<String> problems) {
        try {
            return Optional.of(Endpoints.require(new URI(endpoint)));
        } catch (URISyntaxException e) {
            problems.accept(ENDPOINT + " is not a URL");
        } catch (PublishException e) {
            problems.accept(ENDPOINT + " cannot be used: " + e.found());
        }
        return Optional.empty();
    }

    private static URI below(URI base, String path) {
        String text = base.toString();
        return URI.create(text + (text.endsWith("/") ? "" : "/") + path);
    }

    private static boolean isOff(Map<String, String> variables, String name) {
        return "none".equals(variables.getOrDefault(name, "").strip());
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
