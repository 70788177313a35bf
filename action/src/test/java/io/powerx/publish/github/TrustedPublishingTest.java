package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.powerx.publish.github.Loopback.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job without a token that has permissions: id-token: write. */
class TrustedPublishingTest {
    private static final String REQUEST_TOKEN = "canary-request-token";
    private static final String WORKFLOW = "acme/note/.github/workflows/release.yml@refs/tags/v0.2.0";

    private Job job;
    private Loopback runner;
    private RSAKey key;
    private String identity;

    @BeforeEach
    void givenAJobThatMayAskForItsIdentity(@TempDir Path root) throws Exception {
        key = new RSAKeyGenerator(2048).keyID("r").generate();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("r").build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://token.actions.example")
                        .audience("px-marketplace")
                        .subject("repo:acme/note:ref:refs/tags/v0.2.0")
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .claim("repository_id", "42")
                        .claim("job_workflow_ref", WORKFLOW)
                        .build());
        token.sign(new RSASSASigner(key));
        identity = token.serialize();
        runner = new Loopback(request -> Answer.json(200, "{\"count\":1,\"value\":\"" + identity + "\"}"));
        job = new Job(root)
                .without("token")
                .variable("ACTIONS_ID_TOKEN_REQUEST_URL", runner.url() + "/token?api-version=2.0")
                .variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN", REQUEST_TOKEN);
    }

    @AfterEach
    void end() {
        runner.close();
        job.close();
    }

    private void trust(String repositoryId) throws Exception {
        Files.writeString(job.marketplace.resolve("trusted-publishers.json"), """
                {"audience": "px-marketplace",
                 "issuers": [{"issuer": "https://token.actions.example", "jwks": %s}],
                 "publishers": [{"pluginId": "com.powerx.plugins.note", "issuer": "https://token.actions.example",
                                 "claims": {"repository_id": "%s"}}]}
                """.formatted(
                        new JWKSet(key.toPublicJWK()).toString(), repositoryId));
    }

    @Test
    void the_jobs_identity_is_exchanged_for_a_token() throws Exception {
        trust("42");

        Job.Step step = job.run();

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(step.outputs()).containsEntry("published", "true");
        assertThat(job.auditLog())
                .contains("\"identity.sub\":\"repo:acme/note:ref:refs/tags/v0.2.0\"")
                .contains("\"identity.repository_id\":\"42\"")
                .doesNotContain(identity, REQUEST_TOKEN);
        assertThat(runner.requests()).allSatisfy(request -> {
            assertThat(request.target()).contains("api-version=2.0").contains("audience=px-marketplace");
            assertThat(request.authorization()).isEqualTo("Bearer " + REQUEST_TOKEN);
        });
        assertThat(step.commands("add-mask")).contains("::add-mask::" + identity, "::add-mask::" + REQUEST_TOKEN);
        assertThat(step.log().lines().filter(line -> line.contains(identity) || line.contains(REQUEST_TOKEN)))
                .allMatch(line -> line.startsWith("::add-mask::"));
    }

    @Test
    void the_audience_can_be_configured() throws Exception {
        trust("42");

        Job.Step step = job.with("oidc-audience", "px-marketplace-of-tests").run();

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(runner.requests()).isNotEmpty().allMatch(request -> request.target()
                .contains("audience=px-marketplace-of-tests"));
    }

    @Test
    void a_workflow_that_is_not_trusted_sees_the_claims_to_register() throws Exception {
        trust("43");

        Job.Step step = job.run();

        assertThat(step.exitCode()).isEqualTo(4);
        assertThat(step.outputs()).containsEntry("error-code", "publisher_not_trusted");
        assertThat(step.log()).contains("repository_id=42").contains("job_workflow_ref=" + WORKFLOW);
        assertThat(step.summary()).contains("repository&#95;id&#61;42").contains("Register the reported claims");
    }
}
