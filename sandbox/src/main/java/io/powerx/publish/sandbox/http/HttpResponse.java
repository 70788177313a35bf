package io.powerx.publish.sandbox.http;

import io.powerx.publish.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply.
 *
 * @param headers single-valued
 * @param body written after status and headers
 */
public record HttpResponse(int status, Map<String, String> headers, Body body) {
    private static final byte[] NOTHING = new byte[0];

    /** The body of a reply. */
    public sealed interface Body {}

    /** A body that is in memory. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Bytes(byte[] content) implements Body {}

    /** A streamed body of a known length. */
    public record Streamed(long length, Writer writer) implements Body {}

    /** Writes a streamed body. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    public static HttpResponse json(int status, Object body) {
        return new HttpResponse(
                status,
                Map.of("Content-Type", "application/json"),
                new Bytes(Json.write(body).getBytes(StandardCharsets.UTF_8)));
    }

    public static HttpResponse problem(ProblemException problem, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>(problem.headers());
        headers.put("Content-Type", "application/problem+json");
        return new HttpResponse(
                problem.status(),
                headers,
                new Bytes(Json.write(problem.body(requestId)).getBytes(StandardCharsets.UTF_8)));
    }

    public static HttpResponse empty(int status) {
        return new HttpResponse(status, Map.of(), new Bytes(NOTHING));
    }

    public static HttpResponse text(String contentType, String text) {
        return bytes(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    public static HttpResponse bytes(String contentType, byte[] content) {
        return new HttpResponse(200, Map.of("Content-Type", contentType), new Bytes(content));
    }

    /** Makes the browser load another page after it has sent a form. */
    public static HttpResponse seeOther(String location) {
        return new HttpResponse(303, Map.of("Location", location), new Bytes(NOTHING));
    }

    public HttpResponse with(String header, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, more, body);
    }
}
