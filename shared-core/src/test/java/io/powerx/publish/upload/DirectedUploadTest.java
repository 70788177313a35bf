package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.HostList;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.OwnCertificate;
import io.powerx.publish.testing.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server can and cannot make an upload do. */
class DirectedUploadTest {
    private final MockWebServer victim = new MockWebServer();

    @TempDir
    private Path folder;

    private PackedArtifact plugin;
    private HttpSettings http;

    @BeforeEach
    void start() throws Exception {
        String pem = OwnCertificate.on(victim, Protocol.HTTP_1_1);
        http = new HttpSettings(
                null, null, pem, HttpSettings.DEFAULT.connectTimeout(), HttpSettings.DEFAULT.stallTimeout());
        victim.enqueue(new MockResponse.Builder().addHeader("ETag", "\"1\"").build());
        victim.start();
        plugin = Samples.file(folder, "a.pxp", 1000, 1);
    }

    @AfterEach
    void stop() {
        victim.close();
    }

    private UploadSummary upload(AllowedAddresses allowed, String url, Map<String, String> headers) {
        UploadControl control = new UploadControl() {
            @Override
            public List<Publish.Upload> renew() {
                throw new AssertionError("nothing has expired");
            }

            @Override
            public void stored(String artifact, int part, String etag, String sha256) {}

            @Override
            public void event(PublishEvent event) {}
        };
        Publish.Part part = new Publish.Part(1, url, headers, false, null, null);
        Publish.Upload upload = new Publish.Upload("a.pxp", null, "single", null, null, null, null, List.of(part));
        return new Uploader(new FakeTime().timing(), RetrySettings.DEFAULT)
                .upload(
                        new UploadOrder(List.of(plugin), List.of(upload), allowed, UploadSettings.DEFAULT, http),
                        control);
    }

    private String url(String host) {
        return "https://" + host + ":" + victim.getPort() + "/containers/create";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "[::ffff:127.0.0.1]", "me:pw@127.0.0.1", "2130706433", "localhost", "a.localhost"})
    void a_public_marketplace_cannot_direct_an_upload_to_this_machine(String host) {
        PublishException e = catchThrowableOfType(
                PublishException.class, () -> upload(AllowedAddresses.PUBLIC, url(host), Map.of()));

        assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
        assertThat(e).hasMessageNotContaining("pw");
        assertThat(victim.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void a_marketplace_on_this_machine_can(String host) {
        AllowedAddresses allowed = AllowedAddresses.of(HttpUrl.get("http://localhost:8077"), null);

        assertThat(upload(allowed, url(host), Map.of()).bytesSent()).isEqualTo(1000);
    }

    @Test
    void a_marketplace_can_direct_an_upload_to_itself() {
        HttpUrl own = HttpUrl.get(url("localhost"));
        AllowedAddresses allowed =
                new AllowedAddresses("https://localhost:" + own.port(), AllowedAddresses.PUBLIC.zone(), HostList.NONE);

        assertThat(upload(allowed, own.toString(), Map.of()).bytesSent()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void a_host_that_the_user_trusts_is_reached_at_its_address(String host) {
        AllowedAddresses trusting = AllowedAddresses.PUBLIC.and(HostList.parse("127.0.0.0/8, ::1"));

        assertThat(upload(trusting, url(host), Map.of()).bytesSent()).isEqualTo(1000);
    }

    @Test
    void the_name_of_a_trusted_host_does_not_lead_to_this_machine_and_the_remedy_mentions_the_setting() {
        AllowedAddresses trusting = AllowedAddresses.PUBLIC.and(HostList.parse("localhost"));

        PublishException e =
                catchThrowableOfType(PublishException.class, () -> upload(trusting, url("localhost"), Map.of()));

        assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
        assertThat(e.remedyTemplate()).contains("upload-hosts");
        assertThat(victim.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Host, internal",
        "Authorization, Bearer x",
        "Cookie, a=b",
        "Proxy-Authorization, Basic x",
        "Connection, close",
        "Transfer-Encoding, chunked",
        "Content-Length, 5",
        "X-Forwarded-For, 127.0.0.1",
        "X-aws-ec2-metadata-token-ttl-seconds, 60",
        "X-Request-ID, chosen",
    })
    void headers_that_do_not_describe_the_part_are_refused(String name, String value) {
        PublishException e = catchThrowableOfType(
                PublishException.class, () -> upload(AllowedAddresses.ALL, url("127.0.0.1"), Map.of(name, value)));

        assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
        assertThat(e.found()).contains("the header " + name);
        assertThat(victim.getRequestCount()).isZero();
    }

    @Test
    void headers_that_describe_the_part_are_sent() throws Exception {
        Map<String, String> headers = Map.of(
                "content-type", "application/gzip",
                "Content-Length", "1000",
                "If-None-Match", "*",
                "x-amz-server-side-encryption", "AES256",
                "x-ms-blob-type", "BlockBlob");

        upload(AllowedAddresses.ALL, url("127.0.0.1"), headers);

        assertThat(victim.takeRequest().getHeaders().toMultimap())
                .containsAllEntriesOf(Map.of(
                        "content-type", List.of("application/gzip"),
                        "content-length", List.of("1000"),
                        "if-none-match", List.of("*"),
                        "x-amz-server-side-encryption", List.of("AES256"),
                        "x-ms-blob-type", List.of("BlockBlob")));
    }
}
