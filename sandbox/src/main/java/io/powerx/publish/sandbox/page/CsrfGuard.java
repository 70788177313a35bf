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

/** Accepts a form only if this server created it for the browser that sends it. */
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
     * @param isNew whether the cookie must be sent to the browser
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

    /** The token in the forms of the session. */
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

    static ProblemException localOnly() {
        return ProblemException.of(
                403, "local_only", "Decisions can only be made from the machine that runs the sandbox.");
    }

    /** Rejects a form that this server did not create, or that another machine or another site sends. */
    void check(HttpExchange exchange, Fields form) {
        if (!exchange.fromLoopback()) {
            throw localOnly();
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
                    403, "form_refused", "The form does not belong to this browser session. Reload the page.");
        }
    }
}
