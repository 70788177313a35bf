package io.powerx.publish.sandbox.api;

import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.ProblemException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and verifies upload URLs. Each permits the upload of one part of one artifact until it expires. */
final class UploadUrls {
    private final SecretKeySpec key;
    private final Clock clock;
    private final Duration lifetime;

    UploadUrls(byte[] key, Clock clock, Duration lifetime) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** The upload that a URL permits. */
    record Grant(String publishId, String artifact, int part, String sha256, long expiresAtSeconds) {
        private String canonical() {
            // Only the name may contain a line feed, so it comes last.
            return String.join(
                    "\n", "PUT", publishId, Integer.toString(part), sha256, Long.toString(expiresAtSeconds), artifact);
        }
    }

    /** The expiry of URLs that are signed now, in whole seconds. */
    Instant expiry() {
        return Instant.ofEpochSecond(clock.instant().plus(lifetime).getEpochSecond());
    }

    String sign(URI base, String publishId, ArtifactRow artifact, int part, Instant expiresAt) {
        Grant grant = new Grant(publishId, artifact.name(), part, artifact.sha256(), expiresAt.getEpochSecond());
        return base + "/signed-upload?publish=" + publishId
                + "&artifact=" + URLEncoder.encode(artifact.name(), StandardCharsets.UTF_8)
                + "&part=" + part
                + "&sha256=" + artifact.sha256()
                + "&expires=" + grant.expiresAtSeconds()
                + "&signature=" + mac(grant);
    }

    /**
     * Returns the upload that the URL of a request permits.
     *
     * @throws ProblemException 403 if it was altered or has expired
     */
    Grant verify(HttpExchange exchange) {
        Grant grant;
        try {
            grant = new Grant(
                    exchange.query("publish").orElse(""),
                    exchange.query("artifact").orElse(""),
                    Integer.parseInt(exchange.query("part").orElse("")),
                    exchange.query("sha256").orElse(""),
                    Long.parseLong(exchange.query("expires").orElse("")));
        } catch (NumberFormatException e) {
            throw altered();
        }
        byte[] sent = exchange.query("signature").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(mac(grant).getBytes(StandardCharsets.UTF_8), sent)) {
            throw altered();
        }
        if (clock.instant().getEpochSecond() >= grant.expiresAtSeconds()) {
            throw ProblemException.of(
                    403,
                    "url_expired",
                    "The URL expired at " + Instant.ofEpochSecond(grant.expiresAtSeconds()) + "; renew the uploads.");
        }
        return grant;
    }

    private static ProblemException altered() {
        return ProblemException.of(403, "url_invalid", "This server did not sign the URL; renew the uploads.");
    }

    private String mac(Grant grant) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] tag = mac.doFinal(grant.canonical().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
