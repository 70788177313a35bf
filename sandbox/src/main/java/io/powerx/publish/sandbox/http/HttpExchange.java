package io.powerx.publish.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** A request, as passed to routes. */
public final class HttpExchange {
    /** Far above any realistic document: release notes are at most 1 MiB, chains and permissions are small. */
    private static final int MAX_JSON_BYTES = 8 << 20;

    /** Notes of 20,000 characters, each of which may need nine bytes. */
    private static final int MAX_FORM_BYTES = 256 << 10;

    private static final int MAX_FORM_FIELDS = 50;

    private final Request request;
    private final String requestId;
    private final URI base;
    private final String operation;
    private final Map<String, String> pathParameters;
    private @Nullable Fields query;
    private long bodyLimit = Long.MAX_VALUE;

    HttpExchange(Request request, String requestId, URI base, String operation, Map<String, String> pathParameters) {
        this.request = request;
        this.requestId = requestId;
        this.base = base;
        this.operation = operation;
        this.pathParameters = pathParameters;
    }

    public String operation() {
        return operation;
    }

    /** The address of this server as the client knows it, without a trailing slash. */
    public URI base() {
        return base;
    }

    public String requestId() {
        return requestId;
    }

    /** A path parameter of the matched route, decoded. */
    public String parameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no " + name);
        }
        return value;
    }

    public Optional<String> query(String name) {
        if (query == null) {
            query = Request.extractQueryParameters(request);
        }
        return Optional.ofNullable(query.getValue(name));
    }

    /** The value of a header. A request that repeats the header is rejected, because it is ambiguous which value counts. */
    public Optional<String> header(String name) {
        List<HttpField> fields = request.getHeaders().getFields(name);
        if (fields.size() > 1) {
            throw ProblemException.of(400, "validation_failed", "The header " + name + " must not be repeated.");
        }
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(fields.get(0).getValue());
    }

    public long contentLength() {
        return request.getLength();
    }

    public boolean fromLoopback() {
        return Request.getRemoteAddr(request) != null
                && request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                && isLoopback(address.getAddress());
    }

    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }

    /** The body as a stream. */
    public InputStream body() {
        InputStream body = Content.Source.asInputStream(request);
        return bodyLimit == Long.MAX_VALUE ? body : new CutInputStream(body, bodyLimit);
    }

    void cutBodyAfter(long bytes) {
        bodyLimit = bytes;
    }

    /** The body as JSON; empty if there is no body. */
    public Optional<JsonNode> optionalJson() throws IOException {
        if (contentLength() == 0) {
            return Optional.empty();
        }
        if (contentLength() < 0 && header("Transfer-Encoding").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(json());
    }

    /**
     * The body as JSON.
     *
     * @throws ProblemException if it is not JSON or too large
     */
    public JsonNode json() throws IOException {
        String type = header("Content-Type").orElse("");
        String mediaType = type.split(";", 2)[0].strip();
        if (!mediaType.equalsIgnoreCase("application/json")) {
            throw ProblemException.of(
                    415, "unsupported_media_type", "The body must be application/json, not \"" + mediaType + "\".");
        }
        byte[] bytes = bytes(MAX_JSON_BYTES);
        try {
            JsonNode node = Json.mapper().readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw ProblemException.validation("", "json", "the body is empty; a JSON document is needed");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw ProblemException.validation("", "json", "the body is not JSON: " + e.getOriginalMessage());
        }
    }

    /** The fields of a form. */
    public Fields form() throws IOException {
        String type = header("Content-Type").orElse("");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/x-www-form-urlencoded")) {
            throw ProblemException.of(415, "unsupported_media_type", "The body must be a form.");
        }
        Fields fields = new Fields(true);
        try {
            UrlEncoded.decodeUtf8To(
                    new ByteArrayInputStream(bytes(MAX_FORM_BYTES)), fields::add, MAX_FORM_BYTES, MAX_FORM_FIELDS);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw ProblemException.of(400, "validation_failed", "The form is malformed.");
        }
        return fields;
    }

    private byte[] bytes(int limit) throws IOException {
        ProblemException tooLarge = ProblemException.of(
                        413, "payload_too_large", "The body is larger than " + limit + " bytes.")
                .with("limitBytes", (long) limit);
        if (contentLength() > limit) {
            throw tooLarge;
        }
        try (InputStream in = body()) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw tooLarge;
            }
            return bytes;
        }
    }
}
