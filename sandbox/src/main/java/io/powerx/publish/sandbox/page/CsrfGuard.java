package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.util.Fields;

/** Forms count only if they were made by this server for the browser that sends them. */
final class CsrfGuard {
    static final String FIELD = "csrf";

    private static final String COOKIE = "px-sandbox-session";
    private static final Pattern SESSION = Pattern.compile("(?:^|;\\s*)" + COOKIE + "=([A-Za-z0-9_-]{20,100})(?:;|$)");

    private final SecretKeySpec key;

    CsrfGuard(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * A browser's session.
     *
     * @param isNew whether the browser has to be given its cookie
     */
    record Session(String id, boolean isNew) {
        String cookie() {
            return COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Strict";
        }
    }

    Session session(HttpExchange exchange) {
        return known(exchange).map(id -> new Session(id, false)).orElseGet(() -> new Session(Ids.token("s"), true));
    }

    private static Optional<String> known(HttpExchange exchange) {
        Matcher matcher = SESSION.matcher(exchange.header("Cookie").orElse(""));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What the session's forms hold. */
    String token(Session session) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(session.id().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Refuses a form that was not made here, or is sent from another machine or another site's page. */
    void check(HttpExchange exchange, Fields form) {
        if (!exchange.fromLoopback()) {
            throw ProblemException.of(403, "local_only", "Decisions at the page are taken on this machine only.");
        }
        String origin = exchange.header("Origin").orElse("");
        boolean foreign = !origin.isEmpty() && !origin.equals(exchange.base().toString());
        String sent = form.getValue(FIELD) == null ? "" : form.getValue(FIELD);
        Session session = session(exchange);
        boolean matches = !session.isNew()
                && MessageDigest.isEqual(
                        token(session).getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
        if (foreign || !matches) {
            throw ProblemException.of(
                    403, "form_refused", "The form was not made for this browser session. Open the page again.");
        }
    }
}
