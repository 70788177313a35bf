package io.powerx.publish.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.contract.OpenApiContract;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.sandbox.contract.ForwardingProxy;
import io.powerx.publish.sandbox.contract.ForwardingProxy.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One malformed value in the replies of a Marketplace fails only the check of that operation. */
class MalformedReplyTest {
    private static final OpenApiContract CONTRACT = OpenApiContract.marketplace();

    private static Sandbox sandbox;

    @BeforeAll
    static void start(@TempDir Path folder) {
        sandbox = Sandbox.start(
                SandboxOptions.builder(folder).partSize(ConformanceTest.PART).build());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static ConformanceReport check(ForwardingProxy.Filter filter) {
        try (ForwardingProxy proxy = new ForwardingProxy(sandbox.baseUri(), filter)) {
            return Conformance.run(ConformanceTest.target(sandbox, proxy.uri()), result -> {});
        }
    }

    @Test
    void replies_that_are_forwarded_unchanged_pass_every_check() {
        ConformanceReport report = check((request, reply) -> reply);

        assertThat(ConformanceTest.ids(report, CheckResult.Outcome.FAILED))
                .as(report.json())
                .isEmpty();
        assertThat(ConformanceTest.ids(report, CheckResult.Outcome.PASSED)).hasSizeGreaterThan(40);
    }

    static Stream<Arguments> malformations() {
        return Stream.of(
                json("part size as text", "registerPublish", uploads(upload -> {
                    if (upload.has("partSize")) {
                        upload.put("partSize", upload.get("partSize").toString());
                    }
                })),
                json("part number as text", "registerPublish", parts(part -> part.put("number", "1"))),
                json("upper-case sha256", "registerPublish", uploads(MalformedReplyTest::upperCaseDigest)),
                json("headers as a list", "registerPublish", parts(part -> part.putArray("headers"))),
                json("received as text", "getPublish", parts(part -> part.put("received", "true"))),
                json("no publishId", "renewUploads", publish -> publish.remove("publishId")),
                json("no nextCheckAt", "getReview", review -> review.remove("nextCheckAt")),
                json("malformed date-time", "submitReview", review -> review.put("nextCheckAt", "tomorrow")),
                json(
                        "malformed expiry",
                        "renewUploads",
                        uploads(upload -> upload.put("expiresAt", "2026-11-28 10:00"))),
                json("unknown status", "withdraw", version -> version.put("status", 7)),
                json("channel in capitals", "listVersions", list -> list.path("items")
                        .forEach(item -> ((ObjectNode) item).put("channel", "STABLE"))),
                problem("problem without a code", "completeUploads", problem -> problem.remove("code")),
                problem("problem with another status", "listVersions", problem -> problem.put("status", 499)),
                reply("wrong media type", "getPublish", reply -> header(reply, "content-type", "text/html")),
                reply(
                        "refusal as plain JSON",
                        "oidcAudience",
                        reply -> header(reply, "content-type", "application/json")),
                reply(
                        "undeclared status",
                        "completeUploads",
                        reply -> reply.status() == 200 ? status(reply, 203) : reply),
                reply(
                        "undeclared refusal",
                        "listVersions",
                        reply -> reply.status() == 404 ? status(reply, 418) : reply),
                reply("no ETag", "uploadPart", reply -> header(reply, "etag", null)),
                reply(
                        "body without a declaration",
                        "uploadPart",
                        reply -> header(body(reply, "{}"), "content-type", "application/json")),
                reply("no body", "reportTelemetry", reply -> header(body(reply, ""), "content-type", null)),
                json("unknown state", "preflight", answer -> answer.put("version", "unknown")),
                reply(
                        "truncated JSON",
                        "getReview",
                        reply -> reply.status() == 200 ? body(reply, "{\"status\":") : reply));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("malformations")
    void a_malformed_reply_fails_the_check_of_its_operation(
            String name, String operationId, UnaryOperator<Message> malform) {
        AtomicBoolean changed = new AtomicBoolean();

        ConformanceReport report = check((request, reply) -> {
            boolean concerned = CONTRACT.operation(request.method(), request.path())
                    .filter(operation -> operation.operationId().equals(operationId))
                    .isPresent();
            changed.compareAndSet(false, concerned);
            return concerned ? malform.apply(reply) : reply;
        });

        assertThat(changed).isTrue();
        assertThat(ConformanceTest.ids(report, CheckResult.Outcome.FAILED))
                .as(report.json())
                .containsExactly(Observations.ruleOf(CONTRACT.operation(operationId)));
        assertThat(report.passed()).isFalse();
        assertThat(report.json()).contains("HTTP ", "(request ");
    }

    @Test
    void a_request_id_that_is_not_repeated_fails_the_check_of_request_ids() {
        ConformanceReport report = check((request, reply) -> header(reply, "x-request-id", "another"));

        assertThat(ConformanceTest.ids(report, CheckResult.Outcome.FAILED)).containsExactly("request-ids");
    }

    @Test
    void a_replay_without_its_header_fails_the_check_of_replays() {
        ConformanceReport report = check((request, reply) -> header(reply, "idempotency-replayed", null));

        assertThat(ConformanceTest.ids(report, CheckResult.Outcome.FAILED)).containsExactly("register-replays");
    }

    @Test
    void a_refusal_of_a_busy_server_without_a_delay_fails_the_check_of_its_operation() {
        AtomicBoolean busy = new AtomicBoolean(true);

        ConformanceReport report = check((request, reply) -> request.path().endsWith("/review") && busy.getAndSet(false)
                ? header(
                        body(
                                status(reply, 503),
                                "{\"type\":\"about:blank\",\"title\":\"Busy\",\"status\":503,\"code\":\"maintenance\"}"),
                        "content-type",
                        "application/problem+json")
                : reply);

        assertThat(ConformanceTest.ids(report, CheckResult.Outcome.FAILED)).containsExactly("contract-get-review");
        assertThat(report.json()).contains("the header Retry-After is missing");
    }

    private static Arguments reply(String name, String operationId, UnaryOperator<Message> malform) {
        return Arguments.of(name, operationId, malform);
    }

    /** Changes the document of a successful reply. */
    private static Arguments json(String name, String operationId, Consumer<ObjectNode> change) {
        return reply(name, operationId, reply -> reply.status() < 300 ? changed(reply, change) : reply);
    }

    private static Arguments problem(String name, String operationId, Consumer<ObjectNode> change) {
        return reply(name, operationId, reply -> reply.status() >= 400 ? changed(reply, change) : reply);
    }

    private static Consumer<ObjectNode> uploads(Consumer<ObjectNode> change) {
        return publish -> publish.path("uploads").forEach(upload -> change.accept((ObjectNode) upload));
    }

    private static Consumer<ObjectNode> parts(Consumer<ObjectNode> change) {
        return uploads(upload -> upload.path("parts").forEach(part -> change.accept((ObjectNode) part)));
    }

    private static void upperCaseDigest(ObjectNode node) {
        String sha256 = node.path("sha256").textValue();
        if (sha256 != null) {
            node.put("sha256", sha256.toUpperCase(Locale.ROOT));
        }
    }

    private static Message changed(Message reply, Consumer<ObjectNode> change) {
        try {
            JsonNode tree = Json.mapper().readTree(reply.body());
            change.accept((ObjectNode) tree);
            return body(reply, Json.mapper().writeValueAsString(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Message body(Message reply, String body) {
        return new Message(
                reply.method(), reply.path(), reply.status(), reply.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Message status(Message reply, int status) {
        return new Message(reply.method(), reply.path(), status, reply.headers(), reply.body());
    }

    /** @param value null to remove the header */
    private static Message header(Message reply, String name, String value) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.remove(name);
        if (value != null) {
            headers.put(name, value);
        }
        return new Message(reply.method(), reply.path(), reply.status(), headers, reply.body());
    }
}
