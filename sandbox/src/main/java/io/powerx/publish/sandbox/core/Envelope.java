package io.powerx.publish.sandbox.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** The envelope of core's replies (dto/base.go). */
public final class Envelope {
    private final Clock clock;
    private final boolean raw;

    /** @param raw whether control characters are sent without escaping */
    public Envelope(Clock clock, boolean raw) {
        this.clock = clock;
        this.raw = raw;
    }

    HttpResponse success(int status, JsonNode data, String requestId) {
        ObjectNode body = start(status, "success", requestId);
        body.set("data", data);
        return answer(status, body);
    }

    /** Creates a refusal with the problem's texts in {@code message} and {@code error}. */
    public HttpResponse refusal(ProblemException problem, String requestId) {
        CoreRefusal refusal = CoreRefusal.of(problem);
        ObjectNode body = start(problem.status(), refusal.message(), requestId);
        if (!refusal.error().isEmpty()) {
            body.put("error", refusal.error());
        }
        if (!refusal.details().isEmpty()) {
            ObjectNode details = body.putObject("details");
            refusal.details().forEach(details::put);
        }
        HttpResponse reply = answer(problem.status(), body);
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    private ObjectNode start(int status, String message, String requestId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", status)
                .put("message", message)
                .put("timestamp", clock.instant().getEpochSecond())
                .put("request_id", requestId);
    }

    private HttpResponse answer(int status, ObjectNode body) {
        String text = Json.write(body);
        byte[] bytes = (raw ? unescaped(text) : text).getBytes(StandardCharsets.UTF_8);
        return new HttpResponse(
                status, Map.of("Content-Type", "application/json; charset=utf-8"), new HttpResponse.Bytes(bytes));
    }

    /** Sends line feeds and tabs without escaping, and a stray control character, as real servers do. */
    private static String unescaped(String json) {
        StringBuilder text = new StringBuilder("\u0001");
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            char next = i + 1 < json.length() ? json.charAt(i + 1) : ' ';
            if (c == '\\' && (next == 'n' || next == 't')) {
                text.append(next == 'n' ? '\n' : '\t');
                i++;
            } else if (c == '\\') {
                text.append(c).append(next);
                i++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
