package io.powerx.publish.sandbox.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A browser without scripts: accepts HTML, keeps the session's cookie, and sends the forms of the page that it shows. */
public final class ConsoleBrowser {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final String base;
    private @Nullable String cookie;
    private @Nullable String csrf;

    public ConsoleBrowser(Object base) {
        this.base = base.toString();
    }

    /** Opens an address. */
    public Reply open(String path) {
        Reply reply = ContractClient.raw("GET", base + path, new byte[0], headers());
        String sent = reply.header("set-cookie");
        if (sent != null && !sent.isEmpty()) {
            cookie = sent.split(";")[0];
        }
        Matcher matcher = TOKEN.matcher(reply.text());
        csrf = matcher.find() ? matcher.group(1) : csrf;
        return reply;
    }

    /** Opens the page of a version and sends one of its forms. */
    public Reply decide(String versionId, String decision, String notes) {
        open("/versions/" + versionId);
        return send("/versions/" + versionId + "/decision", Map.of("decision", decision, "notes", notes));
    }

    /** Sends the form that undoes a decision. */
    public Reply undo(String versionId) {
        return send("/versions/" + versionId + "/undo", Map.of());
    }

    /** Sends a form with the session's token. */
    public Reply send(String path, Map<String, String> fields) {
        assertThat(csrf).as("a page with a form was opened").isNotNull();
        StringBuilder body = new StringBuilder("csrf=" + encoded(csrf));
        fields.forEach(
                (name, value) -> body.append('&').append(name).append('=').append(encoded(value)));
        return sendRaw(path, body.toString());
    }

    /** Sends the body of a form as it is. */
    public Reply sendRaw(String path, String body) {
        Map<String, String> headers = headers();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return ContractClient.raw("POST", base + path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** The token in the forms of the session. */
    public String csrf() {
        return String.valueOf(csrf);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        if (cookie != null) {
            headers.put("Cookie", cookie);
        }
        return headers;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
