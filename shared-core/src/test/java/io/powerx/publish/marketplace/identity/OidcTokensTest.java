package io.powerx.publish.marketplace.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.ContractServer;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.Fault;
import io.powerx.publish.testing.Samples;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OidcTokensTest {
    private final FakeTime time = new FakeTime();
    private final Events events = new Events();
    private final ContractServer server = ContractServer.start(time);
    private final MockWebServer runner = new MockWebServer();

    private final List<Secret> learned = new ArrayList<>();
    private final Redactor redactor = new Redactor(learned::add);

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        runner.start();
    }

    @AfterEach
    void stop() {
        runner.close();
        server.close();
    }

    private OidcTokens tokens(IdentityTokens source) {
        return new OidcTokens(
                server.url(), source, HttpSettings.DEFAULT, RetrySettings.DEFAULT, time.timing(), events, redactor);
    }

    private IdentityTokens gitHub() {
        URI url = runner.url("/token?api-version=2.0").uri();
        return new IdentityTokens.GitHub(url, Secret.of("canary-request-token"), null);
    }

    private void runnerGives(String token) {
        runner.enqueue(new MockResponse.Builder()
                .body("{\"count\":1,\"value\":\"" + token + "\"}")
                .build());
    }

    private static String jwt(String name) {
        String claims = "{\"iss\":\"https://token.example\",\"sub\":\"repo:acme/note:ref:refs/heads/" + name
                + "\",\"aud\":\"powerx-marketplace\",\"repository\":\"acme/note\",\"repository_id\":42,"
                + "\"job_workflow_ref\":\"acme/note/.github/workflows/release.yml@refs/heads/main\",\"jti\":\"canary-jti\"}";
        return "eyJhbGciOiJub25lIn0."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".canary-signature-" + name;
    }

    @Test
    void both_tokens_are_added_to_the_redactor() {
        runnerGives("canary-identity-token");

        try (OidcTokens tokens = tokens(gitHub())) {
            Secret access = tokens.token(Samples.PLUGIN);

            assertThat(learned).extracting(Secret::reveal).containsExactly("canary-identity-token", access.reveal());
        }
    }

    @Test
    void the_claims_of_an_exchanged_token_are_reported_without_the_token() {
        runnerGives(jwt("main"));

        try (OidcTokens tokens = tokens(gitHub())) {
            tokens.token(Samples.PLUGIN);
        }

        assertThat(events.of(PublishEvent.IdentityExchanged.class))
                .singleElement()
                .satisfies(event -> assertThat(event.claims())
                        .containsEntry("iss", "https://token.example")
                        .containsEntry("sub", "repo:acme/note:ref:refs/heads/main")
                        .containsEntry("repository", "acme/note")
                        .doesNotContainKey("jti"));
        assertThat(events.toString()).doesNotContain("canary-");
    }

    @Test
    void a_token_that_the_marketplace_rejects_is_not_reported_as_exchanged() {
        runnerGives(jwt("untrusted"));

        try (OidcTokens tokens = tokens(gitHub())) {
            assertThatExceptionOfType(PublishException.class).isThrownBy(() -> tokens.token(Samples.PLUGIN));
        }

        assertThat(events.attempts()).isNotEmpty();
        assertThat(events.of(PublishEvent.IdentityExchanged.class)).isEmpty();
    }

    @Test
    void a_configured_audience_is_used_without_asking_the_marketplace() throws Exception {
        runnerGives("canary-identity-token");
        IdentityTokens source = new IdentityTokens.GitHub(
                runner.url("/token").uri(), Secret.of("canary-request-token"), "https://other.example");

        try (OidcTokens tokens = tokens(source)) {
            tokens.token(Samples.PLUGIN);
        }

        assertThat(runner.takeRequest().getUrl().queryParameter("audience")).isEqualTo("https://other.example");
        assertThat(server.seen("oidcAudience")).isEmpty();
    }

    @Test
    void a_runner_token_with_the_audience_of_the_marketplace_is_exchanged_for_an_access_token() throws Exception {
        // given
        runnerGives(jwt("main"));

        // when
        Secret token;
        try (OidcTokens tokens = tokens(gitHub())) {
            token = tokens.token("com.powerx.plugins.note");
        }

        // then
        assertThat(token.reveal()).isEqualTo(ContractServer.TOKEN);
        RecordedRequest asked = runner.takeRequest();
        assertThat(asked.getUrl().queryParameter("audience")).isEqualTo("powerx-marketplace");
        assertThat(asked.getUrl().queryParameter("api-version")).isEqualTo("2.0");
        assertThat(asked.getHeaders().get("Authorization")).isEqualTo("Bearer canary-request-token");
        assertThat(server.seen())
                .allSatisfy(seen -> assertThat(seen.header("Authorization")).isNull());
    }

    @Test
    void an_access_token_is_cached_until_it_expires() {
        runnerGives(jwt("main"));
        runnerGives(jwt("main"));

        try (OidcTokens tokens = tokens(gitHub())) {
            tokens.token("a");
            time.advance(Duration.ofMinutes(13));
            tokens.token("a");
            assertThat(server.seen("oidcExchange")).hasSize(1);

            // shortly before its fifteen minutes have passed
            time.advance(Duration.ofMinutes(1));
            tokens.token("a");
            assertThat(server.seen("oidcExchange")).hasSize(2);
        }
    }

    @Test
    void the_error_of_an_untrusted_publisher_shows_the_claims_and_no_secret() {
        runnerGives(jwt("untrusted"));
        server.fail(
                "oidcExchange", Fault.problem(403, "{\"code\":\"publisher_not_trusted\",\"detail\":\"ref differs\"}"));

        PublishException e;
        try (OidcTokens tokens = tokens(gitHub())) {
            e = catchThrowableOfType(PublishException.class, () -> tokens.token("a"));
        }

        assertThat(e.code()).isEqualTo(ErrorCode.PUBLISHER_NOT_TRUSTED);
        assertThat(e.found())
                .contains("ref differs")
                .contains("iss=https://token.example")
                .contains("sub=repo:acme/note:ref:refs/heads/untrusted")
                .contains("repository_id=42")
                .contains("job_workflow_ref=acme/note/.github/workflows/release.yml@refs/heads/main")
                .doesNotContain("canary");
        assertThat(events.toString()).doesNotContain("canary");
    }

    @Test
    void after_a_lost_reply_a_new_identity_token_is_exchanged() {
        runnerGives(jwt("first"));
        runnerGives(jwt("second"));
        server.fail("oidcExchange", Fault.lostReply());

        try (OidcTokens tokens = tokens(gitHub())) {
            assertThat(tokens.token("a").reveal()).isEqualTo(ContractServer.TOKEN);
        }

        assertThat(runner.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_given_token_that_may_have_been_used_is_not_sent_again() {
        server.fail("oidcExchange", Fault.lostReply());

        try (OidcTokens tokens = tokens(new IdentityTokens.Given(Secret.of(jwt("main"))))) {
            PublishException e = catchThrowableOfType(PublishException.class, () -> tokens.token("a"));
            assertThat(e.code()).isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
        }

        assertThat(server.seen("oidcExchange")).hasSize(1);
    }

    @Test
    void a_token_file_is_read_for_each_exchange_and_must_not_be_empty() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), jwt("main") + "\n");
        try (OidcTokens tokens = tokens(new IdentityTokens.TokenFile(file))) {
            assertThat(tokens.token("a").reveal()).isEqualTo(ContractServer.TOKEN);

            Files.writeString(file, "");
            PublishException e = catchThrowableOfType(PublishException.class, () -> tokens.token("b"));
            assertThat(e.code()).isEqualTo(ErrorCode.IDENTITY_TOKEN_UNAVAILABLE);
        }
    }

    @Test
    void a_server_without_trusted_publishing_is_reported() {
        server.fail("oidcAudience", Fault.problem(404, "{\"code\":\"not_found\"}"));

        try (OidcTokens tokens = tokens(gitHub())) {
            PublishException e = catchThrowableOfType(PublishException.class, () -> tokens.token("a"));

            assertThat(e.code()).isEqualTo(ErrorCode.TOKEN_MISSING);
            assertThat(runner.getRequestCount()).isZero();
        }
    }

    @Test
    void an_error_of_the_runner_is_distinguished_from_one_of_the_marketplace() {
        runner.enqueue(new MockResponse.Builder().code(403).build());

        try (OidcTokens tokens = tokens(gitHub())) {
            PublishException e = catchThrowableOfType(PublishException.class, () -> tokens.token("a"));

            assertThat(e.code()).isEqualTo(ErrorCode.IDENTITY_TOKEN_UNAVAILABLE);
        }
    }
}
