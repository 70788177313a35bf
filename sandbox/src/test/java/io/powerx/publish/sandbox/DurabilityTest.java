package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxProcess;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DurabilityTest extends SandboxTest {
    private static final long BIG = 300L << 20;

    @Test
    void a_restart_preserves_everything() throws IOException {
        Sandbox first = start();
        ContractClient client = publisher(first);
        JsonNode published = client.publish(SamplePublish.packaged("com.powerx.note", "1.0.0"));
        SamplePublish waiting = SamplePublish.simple("com.powerx.note", "1.1.0");
        JsonNode upload = client.register(waiting.request()).json().at("/uploads/0");
        String key = Files.readString(first.signingKey());
        first.close();

        Sandbox second = start();

        assertThat(second.publisherToken()).isEqualTo(first.publisherToken());
        assertThat(Files.readString(second.signingKey())).isEqualTo(key);
        ContractClient again = publisher(second);
        assertThat(again.get(published.get("publishId").asText()).get("status")).isEqualTo("queued");
        String oldUrl = upload.at("/parts/0/url")
                .asText()
                .replace(first.baseUri().toString(), second.baseUri().toString());
        assertThat(again.put(oldUrl, waiting.content(waiting.nameOf("package")), java.util.Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void after_a_kill_during_an_upload_only_missing_parts_are_sent() throws IOException {
        byte[] content = new byte[6 * PART + 5];
        new Random(7).nextBytes(content);
        SamplePublish sample =
                new SamplePublish("com.powerx.big", "1.0.0", "stable").artifact("big.pxp", "package", content);
        SandboxProcess killed = SandboxProcess.start(data, PART);
        Reply registered = killed.client().register(sample.request());
        JsonNode upload = registered.json().at("/uploads/0");
        for (int part = 0; part < 3; part++) {
            killed.client()
                    .put(
                            upload,
                            upload.at("/parts/" + part),
                            ContractClient.slice(upload, upload.at("/parts/" + part), content));
        }
        try (Socket half = halfOfAPut(upload.at("/parts/3/url").asText())) {
            assertThat(half.isConnected()).isTrue();
            killed.kill();
        }

        try (SandboxProcess next = SandboxProcess.start(data, PART)) {
            ContractClient client = next.client();
            JsonNode renewed = client.renew(registered.get("publishId")).json();
            assertThat(renewed.at("/uploads/0/parts").findValuesAsText("received"))
                    .containsExactly("true", "true", "true", "false", "false", "false", "false");
            assertThat(client.complete(registered.get("publishId"), client.upload(renewed, sample))
                            .get("status"))
                    .isEqualTo("uploaded");
            String url = client.get(registered.get("publishId"))
                    .json()
                    .at("/uploads/0/downloadUrl")
                    .asText();
            assertThat(Arrays.equals(
                            ContractClient.raw("GET", url, new byte[0], java.util.Map.of())
                                    .body(),
                            content))
                    .isTrue();
        }
    }

    /** Sends the headers and half of a part, and keeps the connection open. */
    private static Socket halfOfAPut(String url) throws IOException {
        URI uri = URI.create(url);
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("PUT " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                        + "\r\nContent-Length: " + PART + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[PART / 2]);
        out.flush();
        return socket;
    }

    @Test
    void what_a_reply_confirmed_survives_an_immediate_kill() {
        for (int round = 0; round < 2; round++) {
            SandboxProcess killed = SandboxProcess.start(data, PART);
            JsonNode published = killed.client().publish(SamplePublish.simple("com.powerx.note", "1.0." + round));
            killed.kill();
            try (SandboxProcess next = SandboxProcess.start(data, PART)) {
                assertThat(next.client()
                                .get(published.get("publishId").asText())
                                .get("status"))
                        .isEqualTo("queued");
            }
        }
    }

    @Test
    void processes_share_a_directory_and_survive_the_death_of_the_one_that_owned_the_database() {
        SandboxProcess owner = SandboxProcess.start(data, PART);
        try (SandboxProcess other = SandboxProcess.start(data, PART)) {
            SamplePublish sample = SamplePublish.simple("com.powerx.note", "1.0.0");
            Reply registered = owner.client().register(sample.request());
            assertThat(other.client().register(sample.request()).get("publishId"))
                    .isEqualTo(registered.get("publishId"));
            var done = other.client()
                    .upload(other.client().renew(registered.get("publishId")).json(), sample);
            owner.kill();

            assertThat(other.client()
                            .complete(registered.get("publishId"), done)
                            .get("status"))
                    .isEqualTo("uploaded");
            try (SandboxProcess third = SandboxProcess.start(data, PART)) {
                assertThat(third.client()
                                .submit(registered.get("versionId"), registered.get("publishId"))
                                .status())
                        .isEqualTo(202);
            }
            assertThat(other.client().get(registered.get("publishId")).get("status"))
                    .isEqualTo("queued");
        }
    }

    @Test
    void a_process_that_stops_normally_hands_over_the_database() {
        SandboxProcess owner = SandboxProcess.start(data, PART);
        try (SandboxProcess other = SandboxProcess.start(data, PART)) {
            JsonNode published = owner.client().publish(SamplePublish.simple("com.powerx.note", "1.0.0"));
            owner.close();

            assertThat(other.client().get(published.get("publishId").asText()).get("status"))
                    .isEqualTo("queued");
        }
    }

    @Test
    void a_big_artifact_streams_through_a_small_heap() throws Exception {
        byte[] block = new byte[1 << 20];
        new Random(3).nextBytes(block);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long sent = 0; sent < BIG; sent += block.length) {
            digest.update(block);
        }
        SamplePublish sample = new SamplePublish("com.powerx.big", "1.0.0", "stable");
        sample.artifacts()
                .addObject()
                .put("name", "big.pxp")
                .put("role", "package")
                .put("size", BIG)
                .put("sha256", HexFormat.of().formatHex(digest.digest()));
        try (SandboxProcess small = SandboxProcess.start(data, 256 << 20, "-Xmx64m")) {
            Reply registered = small.client().register(sample.request());
            for (JsonNode part : registered.json().at("/uploads/0/parts")) {
                long size = part.get("number").asInt() == 1 ? 256L << 20 : BIG - (256L << 20);
                assertThat(putBlocks(part.get("url").asText(), block, size)).isEqualTo(200);
            }

            Reply completed =
                    small.client().complete(registered.get("publishId"), JsonNodeFactory.instance.arrayNode());

            assertThat(completed.status()).as("%s", completed).isEqualTo(200);
            assertThat(downloaded(completed.json().at("/uploads/0/downloadUrl").asText()))
                    .isEqualTo(BIG);
        }
    }

    private static int putBlocks(String url, byte[] block, long size) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(size);
        try (OutputStream out = connection.getOutputStream()) {
            for (long sent = 0; sent < size; sent += block.length) {
                out.write(block);
            }
        }
        return connection.getResponseCode();
    }

    private static long downloaded(String url) throws IOException {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Test
    void data_of_a_newer_version_is_not_changed() throws Exception {
        start().close();
        String url = "jdbc:h2:file:" + data.resolve("sandbox");
        try (var connection = DriverManager.getConnection(url, "sandbox", "")) {
            connection.createStatement().execute("INSERT INTO schema_version VALUES (99)");
        }

        assertThatThrownBy(this::start).isInstanceOfSatisfying(PublishException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED);
            assertThat(e).hasMessageContaining("newer sandbox");
        });
    }

    @Test
    void a_directory_that_cannot_be_used_is_a_clear_error() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "x");

        assertThatThrownBy(() -> Sandbox.start(SandboxOptions.builder(file).build()))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED));
    }

    @Test
    void the_directory_may_be_relative_and_have_unusual_characters() {
        Path relative = Path.of("target", "sand box ä+b");
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(relative).build())) {
            assertThat(sandbox.dataDirectory()).isAbsolute();
            assertThat(publisher(sandbox).versions("x", "").code()).isEqualTo("plugin_unknown");
        }
    }

    @Test
    void a_port_in_use_is_a_clear_error() {
        Sandbox first = start();

        assertThatThrownBy(() -> start(options -> options.port(first.baseUri().getPort())))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID));
    }

    @Test
    void partial_files_are_deleted_when_a_client_disconnects() throws Exception {
        Sandbox sandbox = start();
        ContractClient client = publisher(sandbox);
        byte[] content = new byte[PART];
        SamplePublish sample =
                new SamplePublish("com.powerx.big", "1.0.0", "stable").artifact("a.pxp", "package", content);
        JsonNode registered = client.register(sample.request()).json();
        halfOfAPut(registered.at("/uploads/0/parts/0/url").asText()).close();

        // A client sends the part again; when that PUT completes, the partial file has been deleted.
        client.upload(registered, sample);
        sandbox.close();
        try (Stream<Path> files = Files.list(data.resolve("artifacts"))) {
            assertThat(files).hasSize(1);
        }
    }
}
