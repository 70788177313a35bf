package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.contract.ContractOperation;
import io.powerx.publish.contract.OpenApiContract;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest extends SandboxTest {
    private static final String REGISTER = "/api/marketplace/plugins/publish";

    private Reply post(Sandbox sandbox, String path, String type, String body) {
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer " + sandbox.publisherToken().reveal(),
                "Content-Type",
                type,
                "Idempotency-Key",
                "8a4dc1c6-7a4e-5a0c-9f3f-0d6a2b1c3d4e",
                "X-Request-ID",
                "trace-1");
        return ContractClient.raw("POST", sandbox.baseUri() + path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
        assertThat(reply.code()).isEqualTo(code);
        assertThat(OpenApiContract.marketplace().faultsOf("/components/schemas/Problem", reply.json()))
                .isEmpty();
    }

    @Test
    void a_malformed_document_is_refused_with_a_problem() {
        Sandbox sandbox = start();
        for (String body : List.of("{", "{}{}", "{\"a\":1,\"a\":2}", "[".repeat(5_000), "nonsense")) {
            Reply reply = post(sandbox, REGISTER, "application/json", body);
            assertProblem(reply, 400, "validation_failed");
            assertThat(reply.header("x-request-id")).isEqualTo("trace-1");
        }
        assertProblem(post(sandbox, REGISTER, "application/json", "[]"), 400, "validation_failed");
        assertProblem(post(sandbox, REGISTER, "text/plain", "{}"), 415, "unsupported_media_type");
        assertProblem(post(sandbox, REGISTER, "application/json", " ".repeat(9 << 20)), 413, "payload_too_large");
    }

    @Test
    void unknown_paths_and_methods_are_refused_with_problems() {
        Sandbox sandbox = start();

        assertProblem(post(sandbox, "/api/nowhere", "application/json", "{}"), 404, "not_found");
        Reply reply = post(sandbox, "/signed-upload", "application/json", "{}");
        assertProblem(reply, 405, "method_not_allowed");
        assertThat(reply.header("allow")).isEqualTo("PUT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /a\u0001b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "POST /telemetry/plugin/publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5"
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "\r\n y\r\n\r\n"
            })
    void a_malformed_http_request_is_refused_with_a_problem(String request) throws IOException {
        String answer = exchange(start(), request);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"status\":400");
    }

    @Test
    void a_host_header_with_another_name_is_refused() throws IOException {
        Sandbox sandbox = start();

        assertThat(exchange(sandbox, "GET / HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("host_unknown");
        assertThat(exchange(sandbox, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void a_connection_can_be_used_again_after_a_request_whose_body_no_route_reads() throws IOException {
        Sandbox sandbox = start();
        String metrics = "GET /metrics HTTP/1.1\r\nHost: " + sandbox.baseUri().getAuthority() + "\r\n";
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), sandbox.baseUri().getPort())) {
                send(socket, metrics + "Content-Length: 2\r\n\r\n");
                // The body arrives when the server has replied to a request that came later.
                assertThat(ContractClient.raw("GET", sandbox.baseUri() + "/metrics", new byte[0], Map.of())
                                .status())
                        .isEqualTo(200);
                send(socket, "{}" + metrics + "Connection: close\r\n\r\n");

                String replies = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(replies.split("HTTP/1.1 200", -1)).as(replies).hasSize(3);
            }
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String exchange(Sandbox sandbox, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), sandbox.baseUri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void requests_beyond_the_rate_limit_are_refused_with_a_delay() {
        ContractClient client = publisher(start(options -> options.requestsPerSecond(3)));
        for (int i = 0; i < 3; i++) {
            assertThat(client.versions("x", "").status()).isNotEqualTo(429);
        }

        Reply refused = client.versions("x", "");
        clock.advance(Duration.ofSeconds(1));
        Reply later = client.versions("x", "");

        assertProblem(refused, 429, "rate_limited");
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertThat(later.status()).isNotEqualTo(429);
    }

    @Test
    void a_scripted_fault_affects_only_its_request() {
        FaultScript script = FaultScript.on("getPublish", 2, Fault.unavailable(Duration.ofSeconds(7)))
                .or(FaultScript.on("registerPublish", 1, Fault.dropBeforeReply()))
                .or(FaultScript.on("renewUploads", 1, Fault.dropBeforeActing()))
                .or(FaultScript.on("uploadPart", 1, Fault.dropInBody(3)));
        List<SandboxListener.AnsweredRequest> heard = new CopyOnWriteArrayList<>();
        Sandbox sandbox = start(options -> options.faults(script).listener(heard::add));
        ContractClient client = publisher(sandbox);
        SamplePublish sample = SamplePublish.simple("com.powerx.note", "1.0.0");

        assertThatThrownBy(() -> client.register(sample.request())).isInstanceOf(UncheckedIOException.class);
        Reply replayed = client.register(sample.request());
        assertThat(replayed.header("idempotency-replayed")).isEqualTo("true");
        String publishId = replayed.get("publishId");
        assertThat(client.get(publishId).status()).isEqualTo(200);
        Reply refused = client.get(publishId);
        assertProblem(refused, 503, "maintenance");
        assertThat(refused.header("retry-after")).isEqualTo("7");
        assertThatThrownBy(() -> client.renew(publishId)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> client.upload(replayed.json(), sample)).isInstanceOf(UncheckedIOException.class);
        assertThat(client.upload(client.renew(publishId).json(), sample)).hasSize(1);

        sandbox.close();
        assertThat(heard)
                .extracting(SandboxListener.AnsweredRequest::operation)
                .contains("registerPublish", "uploadPart");
        assertThat(heard).filteredOn(request -> request.status() == 503).hasSize(1);
    }

    @Test
    void the_sandbox_serves_every_operation_of_the_contract() throws InterruptedException {
        OpenApiContract contract = OpenApiContract.marketplace();
        BlockingQueue<String> served = new LinkedBlockingQueue<>();
        SandboxListener listener = request -> served.add(request.operation());
        Sandbox sandbox = start(options -> options.listener(listener));

        assertThat(contract.operations()).isNotEmpty();
        for (ContractOperation operation : contract.operations()) {
            String path = operation.template().replaceAll("\\{[^}]+}", "x");
            byte[] body = operation.method().equals("GET") ? new byte[0] : "{}".getBytes(StandardCharsets.UTF_8);
            Reply reply = ContractClient.raw(operation.method(), sandbox.baseUri() + path, body, Map.of());
            assertThat(served.poll(2, TimeUnit.MINUTES)).isEqualTo(operation.operationId());
            assertThat(contract.faultsOfResponse(operation, reply.status(), reply.headers(), reply.body()))
                    .as(operation.operationId())
                    .isEmpty();
        }
    }
}
