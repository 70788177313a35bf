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

/** A multipart form (RFC 7578) with one file, read into memory. */
@SuppressWarnings("ArrayRecordComponent")
public record Multipart(Map<String, String> fields, byte[] content) {
    private static final long ROOM_FOR_FIELDS = 1 << 20;
    private static final int MAX_PARTS = 50;

    /**
     * Reads the body of a request.
     *
     * @param file name of the part that is the file
     * @param limit the maximum size of the file in bytes
     * @throws ProblemException 400 if the body is not a multipart form, 413 if it is too large
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
        parser.setMaxParts(MAX_PARTS);
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

    /** The text of a field; empty if it is missing. */
    public String field(String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
