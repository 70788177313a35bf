package io.powerx.publish.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;

/** A multipart form (RFC 7578) with one file, all of it in memory. */
@SuppressWarnings("ArrayRecordComponent")
public record Multipart(Map<String, String> fields, byte[] content) {
    private static final long ROOM_FOR_FIELDS = 1 << 20;
    private static final int MOST_PARTS = 50;

    /**
     * Reads the request's body.
     *
     * @param file name of the part that is the file
     * @param limit bytes of the file
     * @throws ProblemException 400 for a body that is none, 413 for one that is too large
     */
    public static Multipart read(HttpExchange exchange, String file, long limit) throws IOException {
        String boundary =
                MultiPart.extractBoundary(exchange.header("Content-Type").orElse(""));
        if (boundary == null) {
            throw ProblemException.of(400, "validation_failed", "invalid multipart payload");
        }
        if (exchange.contentLength() > limit + ROOM_FOR_FIELDS) {
            throw ProblemException.of(413, "payload_too_large", "The body is larger than " + limit + " bytes.");
        }
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        parser.setMaxMemoryFileSize(-1);
        parser.setMaxLength(limit + ROOM_FOR_FIELDS);
        parser.setMaxParts(MOST_PARTS);
        CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
        parser.parse(Content.Source.from(exchange.body()), Promise.Invocable.toPromise(parsed));
        try (MultiPartFormData.Parts parts = parsed.join()) {
            Map<String, String> fields = new HashMap<>();
            byte[] content = new byte[0];
            for (MultiPart.Part part : parts) {
                if (String.valueOf(part.getName()).equals(file)) {
                    try (InputStream in = Content.Source.asInputStream(part.createContentSource())) {
                        content = in.readAllBytes();
                    }
                } else {
                    fields.put(String.valueOf(part.getName()), part.getContentAsString(StandardCharsets.UTF_8));
                }
            }
            return new Multipart(Map.copyOf(fields), content);
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw ProblemException.of(400, "validation_failed", "invalid multipart payload");
        }
    }

    /** A field's text; empty where there is none. */
    public String field(String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
