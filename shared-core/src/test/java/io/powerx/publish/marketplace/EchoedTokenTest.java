package io.powerx.publish.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.json.Json;
import io.powerx.publish.marketplace.core.CoreRegistry;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.marketplace.identity.IdentityTokens;
import io.powerx.publish.marketplace.identity.OidcTokens;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.Samples;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.upload.s3.ArtifactStoreSettings;
import io.powerx.publish.upload.s3.DirectStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that repeat the token in their replies: errors show neither the token nor a part of it that a limit has cut off. */
class EchoedTokenTest {
    private static final String TOKEN = "px/live+R7gk2LmQ9vT4wZ8bY3nH6c==";
    private static final int MAX_REST_LENGTH = 7;

    private final FakeTime time = new FakeTime();
    private final Redactor redactor = new Redactor();
    private final MockWebServer server = new MockWebServer();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        redactor.add(Secret.of(TOKEN));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Stream<String> forms() {
        StringBuilder percents = new StringBuilder();
        for (byte octet : TOKEN.getBytes(StandardCharsets.UTF_8)) {
            percents.append(String.format("%%%02X", octet));
        }
        return Stream.of(
                TOKEN,
                HexFormat.of().formatHex(TOKEN.getBytes(StandardCharsets.UTF_8)),
                URLEncoder.encode(TOKEN, StandardCharsets.UTF_8),
                percents.toString());
    }

    /** Each form at the beginning of a text and across every limit that applies to texts of a server. */
    private static Stream<Arguments> textsAndForms() {
        return forms().flatMap(form -> Stream.of(0, 60, 100, 120, 200, 600)
                .map(limit ->
                        Arguments.of("spoke " + ".".repeat(Math.max(0, limit - 16)) + form + ".".repeat(800), form)));
    }

    private void reply(int status, String mediaType, String body) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .code(status)
                        .setHeader("Content-Type", mediaType)
                        .body(body)
                        .build();
            }
        });
    }

    private HttpMarketplace marketplace() {
        return HttpMarketplace.builder(server.url("/").uri(), () -> Secret.of(TOKEN))
                .timing(time.timing())
                .retry(RetrySettings.DEFAULT.withMaxAttempts(1))
                .redactor(redactor)
                .build();
    }

    private static void assertSpokenWithout(String form, String shown) {
        assertThat(shown).contains("spoke");
        assertWithout(form, shown);
    }

    private static void assertWithout(String form, String shown) {
        List<String> rests = new ArrayList<>();
        for (int at = 0; at + MAX_REST_LENGTH < form.length(); at++) {
            rests.add(form.substring(at, at + MAX_REST_LENGTH + 1));
        }
        assertThat(shown).doesNotContainIgnoringCase(rests.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("textsAndForms")
    void a_marketplace_that_repeats_the_token_in_an_error_is_quoted_without_it(String text, String form) {
        List<Map<String, Object>> problems = List.of(
                Map.of("code", "validation_failed", "detail", text),
                Map.of("code", "validation_failed", "title", text),
                Map.of("code", "validation_failed", "requiredPermission", text),
                Map.of("code", text),
                Map.of("code", "validation_failed", "errors", List.of(Map.of("pointer", "/a", "detail", text))),
                Map.of("code", "validation_failed", "errors", List.of(Map.of("pointer", text, "code", "blank"))));
        for (Map<String, Object> problem : problems) {
            reply(400, "application/problem+json", Json.write(problem));
            try (HttpMarketplace marketplace = marketplace()) {
                PublishException e = catchThrowableOfType(PublishException.class, () -> marketplace.get("pub-1"));

                assertSpokenWithout(form, e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void links_to_support_and_to_the_review_have_no_token_in_their_paths(String form) {
        String link = "https://help.example/spoke/" + form + "/later";
        reply(400, "application/problem+json", Json.write(Map.of("code", "validation_failed", "supportUrl", link)));
        try (HttpMarketplace marketplace = marketplace()) {
            PublishException e = catchThrowableOfType(PublishException.class, () -> marketplace.get("pub-1"));

            assertThat(e.supportUrl().orElseThrow()).endsWith("/later");
            assertSpokenWithout(form, e.supportUrl().orElseThrow());
        }

        Map<String, String> review =
                Map.of("reviewQueueId", "rq-1", "versionId", "ver-1", "status", "queued", "reviewUrl", link);
        reply(200, "application/json", Json.write(review));
        try (HttpMarketplace marketplace = marketplace()) {
            String shown = String.valueOf(marketplace.review("ver-1").reviewUrl());

            assertThat(shown).endsWith("/later");
            assertSpokenWithout(form, shown);
        }
    }

    @ParameterizedTest
    @MethodSource("textsAndForms")
    void a_core_registry_that_repeats_the_token_is_quoted_without_it(String text, String form) {
        List<Map<String, Object>> errors = List.of(
                Map.of("code", 400, "message", text),
                Map.of("code", 400, "message", "invalid", "error", text),
                Map.of("code", 400, "message", "invalid", "details", Map.of("field", text)));
        for (Map<String, Object> error : errors) {
            reply(400, "application/json", Json.write(error));
            try (CoreRegistry registry = new CoreRegistry(
                    server.url("/").uri(),
                    () -> Secret.of(TOKEN),
                    CoreSettings.NONE,
                    HttpSettings.DEFAULT,
                    null,
                    RetrySettings.DEFAULT.withMaxAttempts(1),
                    time.timing(),
                    PublishListener.NONE,
                    redactor)) {
                PublishException e = catchThrowableOfType(
                        PublishException.class, () -> registry.versions("com.example.note", Channel.STABLE));

                assertSpokenWithout(form, e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("textsAndForms")
    void an_identity_token_that_is_refused_is_not_repeated(String text, String form) {
        reply(403, "application/problem+json", Json.write(Map.of("code", "publisher_not_trusted", "detail", text)));
        try (OidcTokens tokens = new OidcTokens(
                server.url("/").uri(),
                new IdentityTokens.Given(Secret.of(TOKEN)),
                HttpSettings.DEFAULT,
                RetrySettings.DEFAULT.withMaxAttempts(1),
                time.timing(),
                PublishListener.NONE,
                redactor)) {
            PublishException e = catchThrowableOfType(PublishException.class, () -> tokens.token("com.example.note"));

            assertSpokenWithout(form, e.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("textsAndForms")
    void a_store_that_repeats_the_secret_key_is_quoted_without_it(String text, String form) {
        reply(403, "application/xml", "<Error><Code>" + text + "</Code><Region>" + form + "</Region></Error>");
        ArtifactStoreSettings settings = new ArtifactStoreSettings(
                server.url("/").uri(),
                "artifacts",
                "",
                "us-east-1",
                true,
                Secret.of("test-access-key"),
                Secret.of(TOKEN),
                null);
        DirectStore store = new DirectStore(settings, time.timing(), PublishListener.NONE, redactor);
        DirectStore.Order order = new DirectStore.Order(
                "com.example.note",
                "1.0.0",
                List.of(Samples.file(folder, "a.pxp", 10, 1)),
                UploadSettings.DEFAULT,
                HttpSettings.DEFAULT);

        PublishException e = catchThrowableOfType(PublishException.class, () -> store.store(order));

        assertSpokenWithout(form, e.getMessage());
    }

    @Test
    void a_text_that_is_too_long_to_be_searched_is_not_shown() {
        reply(
                400,
                "application/problem+json",
                Json.write(Map.of("code", "validation_failed", "detail", TOKEN + ".".repeat(20_000))));
        try (HttpMarketplace marketplace = marketplace()) {
            PublishException e = catchThrowableOfType(PublishException.class, () -> marketplace.get("pub-1"));

            assertThat(e.found()).contains("(a text of 20032 characters)");
            assertWithout(TOKEN, e.found());
        }
    }
}
