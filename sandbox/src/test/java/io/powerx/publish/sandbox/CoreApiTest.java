package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox behaves like PowerX core's registry, including its peculiarities. */
class CoreApiTest {
    private static final byte[] PACKAGE = "a package".getBytes(StandardCharsets.UTF_8);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(
                SandboxOptions.builder(folder).api(ApiGeneration.CORE).build());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void registering_again_overwrites_silently_and_resets_the_gates() throws Exception {
        String id = register("1.0.0", "85").path("candidateId").asText();
        assertThat(data(post("/plugin-release/candidates/" + id + "/gates", "{}"))
                        .path("status")
                        .asText())
                .isEqualTo("passed");

        HttpResponse<String> again = post("/internal/plugins/releases", body("1.0.0", "other", "85"));

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(data(again).path("candidateId").asText()).isEqualTo(id);
        assertThat(data(again).path("gateStatus").asText()).isEqualTo("pending");
        assertThat(data(again).path("releaseNotes").asText()).isEqualTo("other");
    }

    @Test
    void an_unknown_candidate_is_an_error_of_the_registry() throws Exception {
        HttpResponse<String> reply = get("/internal/plugins/releases/00000000-0000-4000-8000-000000000000");

        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(envelope(reply).path("message").asText()).isEqualTo("pipeline operation failed");
        assertThat(get("/internal/plugins/releases/none").statusCode()).isEqualTo(400);
    }

    @Test
    void lists_match_the_start_of_the_version_and_have_pages() throws Exception {
        register("1.0.0", "85");
        register("1.0.0-rc.1", "85");
        register("2.0.0", "85");

        JsonNode found = data(get("/internal/plugins/releases?version=1.0.0&size=1&page=2"));

        assertThat(found.path("items")).hasSize(1);
        assertThat(found.path("pagination").path("total").asInt()).isEqualTo(2);
        assertThat(found.path("pagination").path("pages").asInt()).isEqualTo(2);
        assertThat(get("/internal/plugins/releases?size=101").statusCode()).isEqualTo(400);
    }

    @Test
    void replies_contain_control_characters_without_escaping() throws Exception {
        HttpResponse<String> reply =
                post("/internal/plugins/releases", body("1.0.0", "one\\ntwo\\ttabbed notes", "85"));

        assertThat(reply.body()).contains("one\ntwo\ttabbed").startsWith("\u0001");
    }

    @Test
    void failed_gates_report_their_violations_and_prevent_the_release_plan() throws Exception {
        String id = data(post("/internal/plugins/releases", body("1.0.0", "todo", "")))
                .path("candidateId")
                .asText();

        JsonNode gates = data(post("/plugin-release/candidates/" + id + "/gates", "{}"));

        assertThat(gates.path("violations").findValuesAsText("Code"))
                .containsExactly("DOCS_INCOMPLETE", "QA_PENDING_TASKS", "COVERAGE_BELOW_THRESHOLD");
        assertThat(post("/plugin-release/plans", "{\"releaseCandidateId\":\"" + id + "\"}")
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void planning_a_release_approves_it() throws Exception {
        String id = register("1.0.0", "85").path("candidateId").asText();
        post("/plugin-release/candidates/" + id + "/gates", "{}");

        assertThat(post("/plugin-release/plans", "{\"releaseCandidateId\":\"" + id + "\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(data(get("/internal/plugins/releases/" + id))
                        .path("approvalStatus")
                        .asText())
                .isEqualTo("approved");
    }

    @Test
    void labels_are_replaced_without_resetting_gates() throws Exception {
        String id = register("1.0.0", "85").path("candidateId").asText();
        post("/plugin-release/candidates/" + id + "/gates", "{}");

        JsonNode changed = data(send("PATCH", "/internal/plugins/releases/" + id, "{\"labels\":{\"a\":\"b\"}}"));

        assertThat(changed.path("labels")).hasSize(1);
        assertThat(changed.path("gateStatus").asText()).isEqualTo("passed");
    }

    @Test
    void a_deleted_candidate_is_restored_by_registering_it_again() throws Exception {
        String id = register("1.0.0", "85").path("candidateId").asText();

        assertThat(send("DELETE", "/internal/plugins/releases/" + id, "").statusCode())
                .isEqualTo(204);
        assertThat(get("/internal/plugins/releases/" + id).statusCode()).isEqualTo(500);
        assertThat(register("1.0.0", "85").path("candidateId").asText()).isEqualTo(id);
    }

    @Test
    void a_package_is_counted_once_its_checksum_and_signature_are_valid() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String id = register("1.0.0", "85").path("candidateId").asText();
        assertThat(registerKey(pair).statusCode()).isEqualTo(201);
        assertThat(registerKey(pair).statusCode()).isEqualTo(500);

        assertThat(upload(id, form(pair, "checksum", "sha256:" + "0".repeat(64)))
                        .body())
                .contains("\"code\":500", "checksum mismatch");
        assertThat(upload(id, form(pair, "signature", raw(new byte[64]))).statusCode())
                .isEqualTo(500);
        assertThat(upload(id, form(pair, "signing_key_id", "unknown")).statusCode())
                .isEqualTo(400);
        assertThat(upload(id, form(pair, "dependencies", "[]")).statusCode()).isEqualTo(201);

        JsonNode listed = data(get("/internal/plugins/releases")).path("items").get(0);
        assertThat(listed.path("offlinePackageCount").asInt()).isEqualTo(1);
    }

    @Test
    void a_request_without_a_token_is_refused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.apiUri() + "/internal/plugins/releases"))
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    private JsonNode register(String version, String coverage) throws Exception {
        return data(post("/internal/plugins/releases", body(version, "Notes can be pinned to the top now.", coverage)));
    }

    private static String body(String version, String notes, String coverage) {
        return ("{\"pluginId\":\"com.example.note\",\"version\":\"%s\",\"channel\":\"stable\","
                        + "\"buildArtifactUri\":\"ni:///x\",\"commitHash\":\"0123456789\",\"releaseNotes\":\"%s\","
                        + "\"labels\":{\"coverage\":\"%s\"}}")
                .formatted(version, notes, coverage);
    }

    private HttpResponse<String> registerKey(KeyPair pair) throws Exception {
        byte[] encoded = pair.getPublic().getEncoded();
        String key = raw(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        return post("/plugin-release/signing-keys", "{\"key_id\":\"k1\",\"public_key\":\"" + key + "\"}");
    }

    private static Map<String, String> form(KeyPair pair, String name, String value) throws Exception {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(PACKAGE);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(
                "checksum",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PACKAGE)));
        fields.put("signature", raw(signer.sign()));
        fields.put("signing_key_id", "k1");
        fields.put(name, value);
        return fields;
    }

    private static String raw(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private HttpResponse<String> upload(String id, Map<String, String> fields) throws Exception {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append("--cut\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        text.append("--cut\r\nContent-Disposition: form-data; name=\"artifact\"; filename=\"note.pxp\"\r\n\r\n")
                .append(new String(PACKAGE, StandardCharsets.UTF_8))
                .append("\r\n--cut--\r\n");
        return exchange(request("/internal/plugins/releases/" + id + "/artifacts")
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(HttpRequest.BodyPublishers.ofString(text.toString())));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return exchange(request(path));
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return send("POST", path, json);
    }

    private HttpResponse<String> send(String method, String path, String json) throws Exception {
        return exchange(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.apiUri() + path))
                .header("Authorization", "Bearer " + sandbox.publisherToken().reveal());
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode data(HttpResponse<String> reply) throws IOException {
        return envelope(reply).path("data");
    }

    private static JsonNode envelope(HttpResponse<String> reply) throws IOException {
        return Json.lenient().readTree(reply.body().replace('\u0001', ' '));
    }
}
