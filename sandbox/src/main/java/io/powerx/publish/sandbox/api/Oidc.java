package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.Ids;
import io.powerx.publish.sandbox.validation.RequestValidator;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The operations oidcAudience and oidcExchange (trusted publishing). */
final class Oidc {
    private static final int DEFAULT_LIFETIME_SECONDS = 900;
    private static final int FETCH_TIMEOUT_MILLIS = 5_000;
    private static final int MAX_JWKS_BYTES = 1 << 20;

    private final Backend backend;

    Oidc(Backend backend) {
        this.backend = backend;
    }

    private TrustedPublishers trusted() throws IOException {
        return TrustedPublishers.read(backend.data().path())
                .orElseThrow(() -> ProblemException.notFound("This Marketplace does not offer trusted publishing."));
    }

    HttpResponse audience() throws IOException {
        return HttpResponse.json(200, Map.of("audience", trusted().audience()));
    }

    HttpResponse exchange(HttpExchange exchange) throws IOException, SQLException {
        TrustedPublishers trusted = trusted();
        JsonNode request = RequestValidator.json(exchange);
        String pluginId = request.get("pluginId").textValue();
        JWTClaimsSet claims = verified(trusted, request.get("identityToken").textValue());
        checkTrusted(trusted, pluginId, claims);
        int lifetime =
                trusted.tokenLifetimeSeconds() == null ? DEFAULT_LIFETIME_SECONDS : trusted.tokenLifetimeSeconds();
        String token = Ids.token("pxo");
        long now = backend.clock().millis();
        backend.database().transaction(tx -> {
            tx.update("DELETE FROM access_token WHERE expires_at <= ?", now);
            return tx.update(
                    "INSERT INTO access_token (token_hash, name, plugin_id, expires_at) VALUES (?, ?, ?, ?)",
                    Sha256.hex(token),
                    shortened("oidc:" + claims.getSubject()),
                    pluginId,
                    now + lifetime * 1_000L);
        });
        return HttpResponse.json(200, Map.of("accessToken", token, "expiresIn", lifetime));
    }

    private static String shortened(String name) {
        return name.length() > 255 ? name.substring(0, 255) : name;
    }

    private JWTClaimsSet verified(TrustedPublishers trusted, String token) throws IOException {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            String issuer = jwt.getJWTClaimsSet().getIssuer();
            TrustedPublishers.Issuer known = trusted.issuers().stream()
                    .filter(candidate -> candidate.issuer().equals(issuer))
                    .findFirst()
                    .orElseThrow(() -> invalid("its issuer is unknown to this Marketplace"));
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), new ImmutableJWKSet<>(keys(known))));
            processor.setJWTClaimsSetVerifier(new ClaimsAt(trusted.audience(), issuer, backend.clock()));
            return processor.process(jwt, null);
        } catch (ParseException | IllegalArgumentException e) {
            throw invalid("it is not a signed JSON Web Token");
        } catch (BadJOSEException | JOSEException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static JWKSet keys(TrustedPublishers.Issuer issuer) throws IOException {
        try {
            if (issuer.jwks() != null) {
                return JWKSet.parse(issuer.jwks().toString());
            }
            return JWKSet.load(
                    URI.create(String.valueOf(issuer.jwksUri())).toURL(),
                    FETCH_TIMEOUT_MILLIS,
                    FETCH_TIMEOUT_MILLIS,
                    MAX_JWKS_BYTES);
        } catch (ParseException | IOException | IllegalArgumentException e) {
            throw ProblemException.of(
                    500,
                    "configuration_invalid",
                    "The keys of the issuer " + issuer.issuer() + " in " + TrustedPublishers.FILE + " cannot be read.");
        }
    }

    private static void checkTrusted(TrustedPublishers trusted, String pluginId, JWTClaimsSet claims) {
        List<TrustedPublishers.Publisher> publishers = trusted.publishers().stream()
                .filter(publisher -> publisher.pluginId().equals(pluginId))
                .toList();
        if (publishers.isEmpty()) {
            throw ProblemException.of(
                    403, "publisher_not_trusted", "The plugin " + pluginId + " has no trusted publisher.");
        }
        Map<String, String> closest = null;
        for (TrustedPublishers.Publisher publisher : publishers) {
            Map<String, String> wrong = mismatches(publisher, claims);
            if (wrong.isEmpty()) {
                return;
            }
            if (closest == null || wrong.size() < closest.size()) {
                closest = wrong;
            }
        }
        Map<String, String> wrong = closest == null ? Map.of() : closest;
        ProblemException problem = ProblemException.of(
                403,
                "publisher_not_trusted",
                "The plugin " + pluginId + " does not trust this workflow; claims that did not match: "
                        + String.join(", ", wrong.keySet()) + ".");
        wrong.forEach((claim, detail) -> problem.error("/identityToken", claim, detail));
        throw problem;
    }

    private static Map<String, String> mismatches(TrustedPublishers.Publisher publisher, JWTClaimsSet claims) {
        Map<String, String> wrong = new TreeMap<>();
        if (!publisher.issuer().equals(claims.getIssuer())) {
            wrong.put("iss", mismatch("iss", claims.getIssuer(), publisher.issuer()));
        }
        publisher.claims().forEach((claim, expected) -> {
            Object found = claims.getClaim(claim);
            if (found == null || !expected.equals(found.toString())) {
                wrong.put(claim, mismatch(claim, found, expected));
            }
        });
        return wrong;
    }

    private static String mismatch(String claim, @org.jspecify.annotations.Nullable Object found, String expected) {
        return claim + " is " + (found == null ? "missing" : "\"" + found + "\"") + ", and \"" + expected
                + "\" is trusted";
    }

    private static ProblemException invalid(String why) {
        return ProblemException.of(401, "identity_token_invalid", "The identity token is invalid: " + why + ".");
    }

    /** Checks audience, issuer and validity by the clock of the sandbox. */
    private static final class ClaimsAt extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        ClaimsAt(String audience, String issuer, Clock clock) {
            super(audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp", "iat"));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
