package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcTest extends SandboxTest {
    private static final String ISSUER = "https://ci.example";
    private static final String PLUGIN = "com.powerx.note";

    private Sandbox sandbox;
    private ContractClient client;
    private RSAKey rsa;
    private ECKey ec;

    @BeforeEach
    void startOne() throws Exception {
        sandbox = start();
        client = new ContractClient(sandbox.baseUri(), "");
        rsa = new RSAKeyGenerator(2048).keyID("r").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
    }

    private void configure() throws Exception {
        String keys = new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString();
        Files.writeString(data.resolve("trusted-publishers.json"), """
                {"audience": "px-marketplace",
                 "issuers": [{"issuer": "https://ci.example", "jwks": %s}],
                 "publishers": [{"pluginId": "com.powerx.note", "issuer": "https://ci.example",
                                 "claims": {"repository": "powerx/note", "ref": "refs/heads/main"}}]}
                """.formatted(keys));
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("px-marketplace")
                .subject("repo:powerx/note")
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(300)))
                .claim("repository", "powerx/note")
                .claim("ref", "refs/heads/main");
    }

    private String signed(JWTClaimsSet.Builder claims) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("r").build(), claims.build());
        jwt.sign(new RSASSASigner(rsa));
        return jwt.serialize();
    }

    private void assertInvalid(String token) {
        Reply refused = client.exchange(token, PLUGIN);
        assertThat(refused.status()).as("%s", refused).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("identity_token_invalid");
    }

    @Test
    void a_marketplace_without_trusted_publishers_reports_it() {
        assertThat(client.audience().status()).isEqualTo(404);
    }

    @Test
    void an_identity_token_is_exchanged_for_a_temporary_token_for_that_plugin_only() throws Exception {
        configure();
        assertThat(client.audience().get("audience")).isEqualTo("px-marketplace");

        Reply exchanged = client.exchange(signed(claims()), PLUGIN);

        assertThat(exchanged.status()).as("%s", exchanged).isEqualTo(200);
        assertThat(exchanged.json().get("expiresIn").asInt()).isEqualTo(900);
        ContractClient trusted = client.withToken(exchanged.get("accessToken"));
        assertThat(trusted.publish(SamplePublish.simple(PLUGIN, "1.0.0"))
                        .get("status")
                        .asText())
                .isEqualTo("queued");
        assertThat(trusted.register(SamplePublish.simple("com.powerx.other", "1.0.0")
                                .request())
                        .code())
                .isEqualTo("missing_permission");
        clock.advance(Duration.ofMinutes(16));
        assertThat(trusted.versions(PLUGIN, "").status()).isEqualTo(401);
    }

    @Test
    void es256_is_supported() throws Exception {
        configure();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("e").build(), claims().build());
        jwt.sign(new ECDSASigner(ec));

        assertThat(client.exchange(jwt.serialize(), PLUGIN).status()).isEqualTo(200);
    }

    @Test
    void forged_expired_and_foreign_tokens_are_invalid() throws Exception {
        configure();
        String good = signed(claims());
        assertInvalid("no.token.atall");
        assertInvalid(good.substring(0, good.lastIndexOf('.') + 1) + "AAAA");
        assertInvalid(new PlainJWT(claims().build()).serialize());
        assertInvalid(signed(claims().audience("another")));
        assertInvalid(signed(claims().issuer("https://evil.example")));
        assertInvalid(signed(claims().expirationTime(Date.from(clock.instant().minusSeconds(120)))));
        assertInvalid(signed(claims().notBeforeTime(Date.from(clock.instant().plusSeconds(120)))));
        SignedJWT confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r").build(), claims().build());
        confused.sign(new MACSigner(rsa.toRSAPublicKey().getEncoded()));
        assertInvalid(confused.serialize());
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("r").generate();
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("r").build(), claims().build());
        forged.sign(new RSASSASigner(stranger));
        assertInvalid(forged.serialize());
    }

    @Test
    void a_refusal_of_an_untrusted_workflow_lists_the_claims_that_did_not_match() throws Exception {
        configure();

        Reply refused = client.exchange(signed(claims().claim("ref", "refs/heads/fork")), PLUGIN);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("publisher_not_trusted");
        assertThat(refused.get("detail")).contains("ref").doesNotContain("repository");
        assertThat(client.exchange(signed(claims()), "com.powerx.unknown").code())
                .isEqualTo("publisher_not_trusted");
    }
}
