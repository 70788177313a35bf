package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.marketplace.ArtifactIntake;
import io.powerx.publish.marketplace.CompleteRequest;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Marketplace.Registration;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.PublishRequest;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewRequest;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.marketplace.identity.TokenSource;
import io.powerx.publish.options.Marketplaces;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.rollout.Rollout;
import io.powerx.publish.sandbox.support.FaultyCore;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.sign.DetachedSignature;
import io.powerx.publish.sign.SignatureFormat;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.Fault;
import io.powerx.publish.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of PowerX core's registry loses nothing, does nothing twice and resets no gate, whatever fails. */
class CoreRegistryTest {
    private static final String TENANT = "00000000-0000-4000-8000-00000000700a";
    private static final AtomicInteger PLUGINS = new AtomicInteger();
    private static final List<String> ROUTES =
            List.of("listReleases", "createRelease", "registerSigningKey", "uploadArtifact", "runGates");

    private static Sandbox sandbox;

    private final FakeTime time = new FakeTime();
    private final Events events = new Events();
    private final String plugin = "com.example.note" + PLUGINS.incrementAndGet();
    private final KeyPair key = newKey();
    private final FaultyCore server = new FaultyCore(sandbox);
    private final Marketplace registry = connect(CoreSettings.NONE);

    @BeforeAll
    static void startSandbox(@TempDir Path folder) {
        sandbox = Sandbox.start(
                SandboxOptions.builder(folder).api(ApiGeneration.CORE).build());
    }

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
    }

    @AfterEach
    void disconnect() throws Exception {
        registry.close();
        server.close();
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> temporaryFaults() {
        Map<String, Fault> faults = Map.ofEntries(
                Map.entry("408", Fault.status(408)),
                Map.entry("429", Fault.status(429)),
                Map.entry("500 of a gateway", Fault.status(500)),
                Map.entry("502 in HTML", Fault.html(502)),
                Map.entry("503 with seconds", Fault.retryAfter(503, "7")),
                Map.entry("504", Fault.status(504)),
                Map.entry("sign-in page", Fault.html(200)),
                Map.entry("lost request", Fault.lostRequest()),
                Map.entry("lost reply", Fault.lostReply()),
                Map.entry("cut reply", Fault.cutReply()),
                Map.entry("truncated reply", Fault.truncatedReply()));
        return ROUTES.stream().flatMap(route -> faults.entrySet().stream()
                .map(fault -> Arguments.of(route, fault.getKey(), fault.getValue())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("temporaryFaults")
    void a_temporary_fault_leaves_one_candidate_with_one_package(String route, String name, Fault fault) {
        // given
        server.fail(route, fault, fault);

        // when
        Review review = publish(registry, "1.0.0", "a");

        // then
        assertThat(review.status()).isEqualTo("queued");
        assertThat(server.candidates(plugin)).hasSize(1);
        assertThat(server.candidates(plugin).get(0).path("offlinePackageCount").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"createRelease", "uploadArtifact"})
    void after_a_lost_reply_the_client_looks_up_the_candidate_before_it_retries(String route) {
        server.fail(route, Fault.lostReply());

        publish(registry, "1.0.0", "a");

        assertThat(server.count(route)).isEqualTo(1);
    }

    @Test
    void a_registered_version_is_never_posted_again_even_from_another_machine() throws Exception {
        publish(registry, "1.0.0", "a");
        try (Marketplace elsewhere = connect(CoreSettings.NONE)) {
            Registration again = elsewhere.register(request("1.0.0", "a"));

            assertThat(again.replayed()).isTrue();
            assertThat(again.publish().status()).isEqualTo("queued");
            assertThat(server.count("createRelease")).isEqualTo(1);
            assertThat(server.candidates(plugin).get(0).path("gateStatus").asText())
                    .isEqualTo("passed");
        }
    }

    @Test
    void different_content_is_a_conflict_and_nothing_is_posted() {
        Registration first = registry.register(request("1.0.0", "a"));

        PublishException failure = failureOf(() -> registry.register(request("1.0.0", "b")));

        // The package of the first one was never delivered, so it may be withdrawn.
        assertThat(failure.code()).isEqualTo(ErrorCode.PUBLISH_IN_PROGRESS);
        assertThat(failure.advice().orElseThrow())
                .contains("{withdraw " + first.publish().publishId() + "}");
        assertThat(failure.publishId()).contains(first.publish().publishId());
        assertThat(server.count("createRelease")).isEqualTo(1);
    }

    @Test
    void a_version_that_starts_with_the_same_digits_is_another_version() {
        publish(registry, "1.0.0-rc.1", "a");

        assertThat(registry.register(request("1.0.0", "b")).replayed()).isFalse();
        assertThat(server.candidates(plugin)).hasSize(2);
    }

    @Test
    void a_candidate_of_another_tool_is_not_overwritten() {
        server.overwrite(plugin, "1.0.0", Map.of());

        PublishException failure = failureOf(() -> registry.register(request("1.0.0", "a")));

        assertThat(failure.code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
    }

    @Test
    void a_publish_that_was_overwritten_in_the_meantime_is_not_completed() {
        Publish publish = registry.register(request("1.0.0", "a")).publish();
        deliver(registry, publish);
        server.overwrite(plugin, "1.0.0", Map.of("px.contentDigest", "f".repeat(64), "px.publishRequestId", "another"));

        PublishException failure = failureOf(() -> registry.complete(publish.publishId(), completed("a")));

        assertThat(failure.code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
        assertThat(server.count("runGates")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"tenantUuid\":\"x\"}", "{\"TenantUUID\":\"x\"}"})
    void a_registry_of_the_second_version_gets_the_tenant(String details) throws Exception {
        assertTenantIsSent(details, "\"tenantUuid\":\"" + TENANT + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"tenantId\":\"x\"}", "{\"TenantID\":\"x\"}"})
    void a_registry_of_the_first_version_gets_the_tenant(String details) throws Exception {
        assertTenantIsSent(details, "\"tenantId\":\"" + TENANT + "\"");
    }

    private void assertTenantIsSent(String details, String expected) throws Exception {
        server.fail(
                "createRelease",
                Fault.problem(400, "{\"code\":400,\"message\":\"invalid\",\"details\":" + details + "}"));
        try (Marketplace named = connect(new CoreSettings(TENANT, null, null))) {
            named.register(request("1.0.0", "a"));
        }

        assertThat(server.seen()).containsExactly("listReleases", "createRelease", "createRelease");
        assertThat(server.body(1)).doesNotContain("tenant");
        assertThat(server.body(2)).contains(expected, "\"channel\":\"stable\"", "\"commitHash\":\"0123456789\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checksum_mismatch", "signature_invalid"})
    void a_package_that_the_registry_rejects_is_sent_once_and_looked_up(String code) {
        String error = code.equals("checksum_mismatch")
                ? "checksum mismatch: got aa want bb"
                : "ed25519 signature verification failed";
        Publish publish = registry.register(request("1.0.0", "a")).publish();
        server.fail("uploadArtifact", FaultyCore.refusal(500, error, error));

        PublishException failure = failureOf(() -> deliver(registry, publish));

        assertThat(failure.code().wireName()).isEqualTo(code);
        assertThat(failure).hasMessageContaining(error);
        assertThat(server.count("uploadArtifact")).isEqualTo(1);
        assertThat(server.seen()).endsWith("uploadArtifact", "listReleases");
    }

    @Test
    void a_package_that_was_stored_before_the_failure_is_not_sent_again() {
        Publish publish = registry.register(request("1.0.0", "a")).publish();
        server.fail("uploadArtifact", Fault.truncatedReply());

        deliver(registry, publish);

        assertThat(server.count("uploadArtifact")).isEqualTo(1);
    }

    @Test
    void an_unknown_failure_of_the_registry_is_tried_three_times_at_most() {
        Publish publish = registry.register(request("1.0.0", "a")).publish();
        Fault failing = FaultyCore.refusal(500, "boom", "boom");
        server.fail("uploadArtifact", failing, failing, failing, failing);

        PublishException failure = failureOf(() -> deliver(registry, publish));

        assertThat(failure.code()).isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
        assertThat(server.count("uploadArtifact")).isEqualTo(3);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(FaultyCore.refusal(401, "unauthorized", ""), ErrorCode.UNAUTHORIZED),
                Arguments.of(FaultyCore.refusal(403, "admin only", ""), ErrorCode.MISSING_PERMISSION),
                Arguments.of(FaultyCore.refusal(412, "gates not passed", ""), ErrorCode.PUBLISH_REJECTED),
                Arguments.of(FaultyCore.refusal(413, "too large", ""), ErrorCode.ARTIFACT_TOO_LARGE),
                Arguments.of(FaultyCore.refusal(400, "invalid", "x"), ErrorCode.VALIDATION_FAILED),
                Arguments.of(FaultyCore.refusal(503, "feature disabled", ""), ErrorCode.NOT_OFFERED),
                Arguments.of(Fault.status(404), ErrorCode.PROTOCOL_ERROR),
                Arguments.of(Fault.redirect("https://login.example/"), ErrorCode.PROTOCOL_ERROR));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_ends_the_publish_with_the_corresponding_code(Fault fault, ErrorCode code) {
        server.fail("createRelease", fault);

        PublishException failure = failureOf(() -> registry.register(request("1.0.0", "a")));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(server.count("createRelease")).isEqualTo(1);
        assertThat(failure.getMessage()).doesNotContain(token());
    }

    @Test
    void control_characters_in_replies_are_accepted() {
        Publish publish = registry.register(request("1.0.0", "a")).publish();
        server.fail(
                "getRelease",
                Fault.problem(
                        200,
                        "\u0001{\"code\":200,\"message\":\"o\u0002k\",\"data\":{\"candidateId\":\""
                                + publish.publishId()
                                + "\",\"pluginId\":\"p\",\"version\":\"1\",\"releaseNotes\":\"one\ntwo\t\u0007\","
                                + "\"gateStatus\":\"passed\",\"approvalStatus\":\"approved\"}}"));

        assertThat(registry.review(publish.versionId()).status()).isEqualTo("approved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"data\":7}", "null"})
    void json_without_an_envelope_violates_the_contract(String body) {
        Fault odd = Fault.problem(200, body);
        server.fail("listReleases", odd, odd, odd);

        assertThat(failureOf(() -> registry.versions(plugin, Channel.STABLE)).code())
                .isEqualTo(ErrorCode.CONTRACT_VIOLATED);
    }

    @Test
    void a_reply_that_is_not_json_is_a_protocol_error() {
        Fault odd = Fault.problem(200, "\u0000");
        server.fail("listReleases", odd, odd, odd);

        assertThat(failureOf(() -> registry.versions(plugin, Channel.STABLE)).code())
                .isEqualTo(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void a_list_without_items_has_no_versions() {
        server.fail("listReleases", Fault.problem(200, "{\"code\":201,\"data\":{}}"));

        assertThat(registry.versions(plugin, Channel.STABLE)).isEmpty();
    }

    @Test
    void an_unknown_id_is_distinguished_from_an_unavailable_registry() {
        String id = UUID.randomUUID().toString();

        assertThat(failureOf(() -> registry.get(id)).code()).isEqualTo(ErrorCode.PUBLISH_NOT_FOUND);

        Fault[] unavailable = Stream.generate(() -> Fault.status(503)).limit(50).toArray(Fault[]::new);
        server.fail("listReleases", unavailable);
        assertThat(failureOf(() -> registry.get(id)).code()).isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
    }

    @Test
    void withdrawing_survives_a_lost_reply() {
        Publish publish = registry.register(request("1.0.0", "a")).publish();
        server.fail("deleteRelease", Fault.lostReply());

        VersionInfo version = registry.changeStatus(publish.versionId(), "withdrawn", "wrong migration");

        assertThat(version.status()).isEqualTo("withdrawn");
        assertThat(server.candidates(plugin)).isEmpty();
        assertThat(server.count("deleteRelease")).isEqualTo(1);
    }

    @Test
    void a_key_that_only_an_administrator_may_register_is_shown_to_the_user() {
        Publish publish = registry.register(request("1.0.0", "a")).publish();
        server.fail("registerSigningKey", FaultyCore.refusal(403, "admin only", ""));

        PublishException failure = failureOf(() -> deliver(registry, publish));

        assertThat(failure.code()).isEqualTo(ErrorCode.MISSING_PERMISSION);
        assertThat(failure).hasMessageContaining("public_key").hasMessageContaining("px-");
    }

    @Test
    void a_key_with_a_configured_id_is_not_registered() throws Exception {
        server.registerKey("release-2026", publicKey());

        try (Marketplace named = connect(new CoreSettings(null, "release-2026", null))) {
            deliver(named, named.register(request("1.0.0", "a")).publish());
        }

        assertThat(server.count("registerSigningKey")).isZero();
        assertThat(server.body(server.seen().indexOf("uploadArtifact"))).contains("release-2026");
    }

    @Test
    void the_token_is_in_no_event() {
        server.fail("uploadArtifact", Fault.lostReply());

        publish(registry, "1.0.0", "a");

        assertThat(events.attempts()).hasSizeGreaterThanOrEqualTo(server.seen().size());
        assertThat(events.toString()).contains("uploadArtifact").doesNotContain(token());
    }

    private static String token() {
        return sandbox.publisherToken().reveal();
    }

    private Marketplace connect(CoreSettings settings) {
        PublishOptions.Target target = new PublishOptions.Target(
                server.url(), ApiGeneration.CORE, TokenSource.of(sandbox.publisherToken()), settings);
        return Marketplaces.connect(target, () -> plugin, HttpSettings.DEFAULT, events, new Redactor(), time.timing());
    }

    private Review publish(Marketplace registry, String version, String content) {
        Publish publish = registry.register(request(version, content)).publish();
        deliver(registry, publish);
        registry.complete(publish.publishId(), completed(content));
        return registry.submit(publish.versionId(), new ReviewRequest(publish.publishId(), null, null, null));
    }

    private void deliver(Marketplace registry, Publish publish) {
        byte[] content = packageOf("a");
        DetachedSignature signature = new DetachedSignature(
                SigningProfile.ED25519_PACKAGE,
                SignatureFormat.RAW,
                "Ed25519",
                signed(content),
                List.of(),
                List.of(),
                publicKey());
        registry.intake()
                .orElseThrow()
                .deliver(
                        publish.publishId(),
                        new ArtifactIntake.Delivery(
                                artifact("a"),
                                RequestBody.create(content, MediaType.get("application/octet-stream")),
                                signature,
                                List.of("powerx>=1.0.0")));
    }

    private byte[] signed(byte[] content) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key.getPrivate());
            signer.update(content);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String publicKey() {
        byte[] encoded = key.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return Base64.getEncoder().withoutPadding().encodeToString(raw);
    }

    private static byte[] packageOf(String content) {
        return ("package " + content).getBytes(StandardCharsets.UTF_8);
    }

    private static CompleteRequest completed(String content) {
        return new CompleteRequest(
                List.of(new CompleteRequest.CompletedArtifact("note.integrity.txt", digest(content), List.of())));
    }

    private PublishRequest request(String version, String content) {
        ReleaseMetadata metadata = new ReleaseMetadata(
                plugin,
                "Note",
                version,
                Channel.STABLE,
                null,
                List.of(),
                List.of(),
                new ReleaseMetadata.Notes("markdown", "Notes can be pinned.\nAnd they can be sorted.", false),
                new ReleaseMetadata.Risk("low", List.of()),
                new Rollout("direct", null, null, null, null),
                new ReleaseMetadata.Quality(null, 91.239, null),
                new ReleaseMetadata.Build("0123456789", null, null, null, null));
        return new PublishRequest(
                UUID.nameUUIDFromBytes((plugin + version + content).getBytes(StandardCharsets.UTF_8)),
                metadata,
                List.of(
                        artifact(content),
                        new Artifact(
                                "note.integrity.txt", ArtifactRole.INTEGRITY, null, null, 10, digest(content), null)),
                List.of());
    }

    private static Artifact artifact(String content) {
        return new Artifact("note.pxp", ArtifactRole.PACKAGE, "any", null, 9, digest("package " + content), null);
    }

    private static String digest(String content) {
        return Samples.sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    private static PublishException failureOf(Runnable call) {
        return catchThrowableOfType(PublishException.class, call::run);
    }
}
