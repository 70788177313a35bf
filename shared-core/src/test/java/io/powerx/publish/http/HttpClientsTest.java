package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.testing.DrippingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientsTest {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() {
        server.enqueue(new MockResponse.Builder()
                .body("hello")
                .addHeader("Set-Cookie", "a=b")
                .build());
        server.enqueue(new MockResponse.Builder().body("again").build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static HttpSettings settings(String proxy, String noProxy, String ca) {
        return new HttpSettings(proxy, noProxy, ca, Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    private static Reply get(HttpSettings settings, String url) throws IOException, InterruptedException {
        OkHttpClient client = HttpClients.create(settings);
        try {
            return HttpCall.send(client.newCall(new Request.Builder().url(url).build()), 1000);
        } finally {
            HttpClients.close(client);
        }
    }

    @Test
    void requests_have_a_user_agent_and_no_cookies() throws Exception {
        server.start();
        OkHttpClient client = HttpClients.create(HttpSettings.DEFAULT);

        for (int request = 0; request < 2; request++) {
            HttpCall.send(
                    client.newCall(new Request.Builder().url(server.url("/")).build()), 1000);
        }
        HttpClients.close(client);

        assertThat(server.takeRequest().getHeaders().get("User-Agent")).matches("px-publish/\\d+\\.\\d+\\.\\d+.*");
        assertThat(server.takeRequest().getHeaders().get("Cookie")).isNull();
    }

    @Test
    void a_reply_with_a_negative_length_is_an_error() throws Exception {
        // given
        server.close();
        try (MockWebServer faulty = new MockWebServer()) {
            faulty.enqueue(
                    new MockResponse.Builder().setHeader("Content-Length", "-5").build());
            faulty.start();
            OkHttpClient client = HttpClients.create(HttpSettings.DEFAULT);

            // then
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> HttpCall.send(
                            client.newCall(
                                    new Request.Builder().url(faulty.url("/")).build()),
                            1000))
                    .satisfies(e -> assertThat(NetworkFault.of(e).again()).isEqualTo(Outcome.Again.BRIEFLY))
                    .withMessageContaining("Content-Length of -5");
            HttpClients.close(client);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void no_redirect_is_followed_and_no_token_reaches_its_target(int status) throws Exception {
        // given
        try (MockWebServer redirecting = new MockWebServer()) {
            server.start();
            redirecting.enqueue(new MockResponse.Builder()
                    .code(status)
                    .setHeader("Location", server.url("/").toString())
                    .build());
            redirecting.start();
            OkHttpClient client = HttpClients.create(HttpSettings.DEFAULT);

            // when
            Reply reply = HttpCall.send(
                    client.newCall(new Request.Builder()
                            .url(redirecting.url("/"))
                            .header("Authorization", "Bearer token")
                            .post(RequestBody.create(new byte[1], null))
                            .build()),
                    1000);
            HttpClients.close(client);

            // then
            assertThat(reply.status()).isEqualTo(status);
            assertThat(redirecting.takeRequest().getHeaders().get("Authorization"))
                    .isEqualTo("Bearer token");
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "99999999999", "-1", "soon"})
    void no_time_after_which_a_server_wants_another_attempt_confuses_the_client(String seconds) throws Exception {
        // given
        try (MockWebServer busy = new MockWebServer()) {
            busy.enqueue(new MockResponse.Builder()
                    .code(503)
                    .setHeader("Retry-After", seconds)
                    .build());
            busy.enqueue(new MockResponse.Builder().code(200).build());
            busy.start();
            OkHttpClient client = HttpClients.create(HttpSettings.DEFAULT);

            // when
            Reply reply = HttpCall.send(
                    client.newCall(new Request.Builder().url(busy.url("/")).build()), 1000);
            HttpClients.close(client);

            // then the caller decides about another attempt
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.headers().get("Retry-After")).isEqualTo(seconds);
            assertThat(busy.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void an_error_while_a_reply_is_read_does_not_leave_the_caller_waiting() throws Exception {
        // given a stream that fails like one that fills the memory
        server.start();
        OkHttpClient client = HttpClients.create(HttpSettings.DEFAULT)
                .newBuilder()
                .addInterceptor(chain -> {
                    Response reply = chain.proceed(chain.request());
                    return reply.newBuilder()
                            .body(ResponseBody.create(
                                    Okio.buffer(
                                            new ForwardingSource(reply.body().source()) {
                                                @Override
                                                public long read(Buffer sink, long byteCount) {
                                                    throw new OutOfMemoryError("Java heap space");
                                                }
                                            }),
                                    null,
                                    -1))
                            .build();
                })
                .build();
        Request request = new Request.Builder().url(server.url("/")).build();

        // then
        assertThatIllegalStateException()
                .isThrownBy(() -> HttpCall.send(client.newCall(request), 1000))
                .withMessageContaining("Java heap space");
        HttpClients.close(client);
    }

    @Test
    void a_host_with_several_addresses_is_reached_at_one_that_accepts_connections() throws Exception {
        // given a name whose first address does not accept connections
        server.start();
        OkHttpClient client = HttpClients.create(HttpSettings.DEFAULT)
                .newBuilder()
                .dns(name -> List.of(loopback(2), loopback(1)))
                .build();

        // when
        Request request = new Request.Builder()
                .url("http://market.localhost:" + server.getPort() + "/")
                .build();
        Reply reply = HttpCall.send(client.newCall(request), 1000);
        HttpClients.close(client);

        // then
        assertThat(reply.status()).isEqualTo(200);
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_authority_of_a_ca_bundle_is_trusted() throws Exception {
        // given a server whose certificate was issued by a private authority
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate leaf = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(authority)
                .build();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(leaf)
                .build()
                .sslSocketFactory());
        server.start();
        String url = "https://127.0.0.1:" + server.getPort() + "/";

        // then the certificate is rejected without and accepted with the bundle, which may contain comments
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> get(HttpSettings.DEFAULT, url));
        String bundle = "# Example Corp root\n" + authority.certificatePem() + "\n# end\n";
        assertThat(get(settings(null, null, bundle), url).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no certificate", "-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----"})
    void a_bundle_without_a_usable_certificate_is_an_error(String bundle) {
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> HttpClients.create(settings(null, null, bundle)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID));
    }

    @Test
    void a_proxy_is_used_with_its_credentials() throws Exception {
        // given
        server.start();
        String proxy = "http://me:p%40ss@127.0.0.1:" + server.getPort();
        server.setDispatcher(new mockwebserver3.Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String basic =
                        "Basic " + Base64.getEncoder().encodeToString("me:p@ss".getBytes(StandardCharsets.UTF_8));
                return basic.equals(request.getHeaders().get("Proxy-Authorization"))
                        ? new MockResponse.Builder()
                                .body("via " + request.getRequestLine())
                                .build()
                        : new MockResponse.Builder()
                                .code(407)
                                .addHeader("Proxy-Authenticate", "Basic realm=x")
                                .build();
            }
        });

        // when
        Reply reply = get(settings(proxy, "other.example", null), "http://market.example/a");

        // then
        assertThat(reply.body().utf8()).isEqualTo("via GET http://market.example/a HTTP/1.1");
    }

    @Test
    void a_proxy_that_rejects_the_credentials_is_not_tried_again() throws Exception {
        MockWebServer proxy = new MockWebServer();
        proxy.enqueue(new MockResponse.Builder().code(407).inTunnel().build());
        proxy.start();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> get(
                        settings("http://me:wrong@127.0.0.1:" + proxy.getPort(), null, null),
                        "https://market.example/a"))
                .satisfies(e -> {
                    assertThat(NetworkFault.of(e).again()).isEqualTo(Outcome.Again.NEVER);
                    assertThat(NetworkFault.of(e).words()).isEqualTo("the proxy rejected the credentials");
                });
        proxy.close();
    }

    @Test
    void a_host_on_the_no_proxy_list_is_reached_directly() throws Exception {
        server.start();

        Reply reply = get(
                settings("http://127.0.0.1:1", "market.example", null), "http://127.0.0.1:" + server.getPort() + "/");

        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "http://my_proxy:3128, my_proxy, 3128, '', ''",
        "proxy.example:3128, proxy.example, 3128, '', ''",
        "http://proxy.example, proxy.example, 80, '', ''",
        "HTTP://PROXY.example:3128/, proxy.example, 3128, '', ''",
        "socks5://proxy.example, proxy.example, 1080, '', ''",
        "socks5h://[::1]:1081, ::1, 1081, '', ''",
        "http://me:p%40ss@proxy.example:1, proxy.example, 1, me, p@ss",
        "http://me:p@ss@proxy.example:1, proxy.example, 1, me, p@ss",
    })
    void a_proxy_has_host_port_and_credentials(String text, String host, int port, String user, String password) {
        ProxyAddress proxy = ProxyAddress.parse(text);

        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(proxy.user()).isEqualTo(user);
        assertThat(proxy.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource({
        "https://proxy.example:1, must begin with http:// or socks5://",
        "ftp://proxy.example:1, must begin with http:// or socks5://",
        "hunter2, must be a proxy such as http://proxy.example:3128",
        "me:hunter2, must be a proxy such as http://proxy.example:3128",
        "http://me:hunter2#@proxy.example:1, as %2F",
        "http://me:hunter2/@proxy.example:1, as %2F",
        "http://, must be a proxy",
    })
    void a_malformed_proxy_is_explained_without_its_value(String text, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyAddress.parse(text))
                .withMessageContaining(problem)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://proxy.example:1", "ftp://proxy.example", "http://", "http://me:canary@bad host:1"})
    void an_invalid_proxy_is_an_error_that_does_not_show_its_password(String proxy) {
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> HttpClients.create(settings(proxy, null, null)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
    }

    @Test
    void settings_print_without_the_password_of_the_proxy() {
        assertThat(settings("http://me:canary@proxy.example:1", null, null))
                .asString()
                .contains("proxy.example:1")
                .doesNotContain("canary");
        assertThat(settings("me:canary@proxy.example:1", null, null)).asString().doesNotContain("canary");
    }

    static Stream<Arguments> drips() {
        String head = "HTTP/1.1 200 OK\r\n";
        return Stream.of(
                Arguments.of("headers", "http", head, "X-A: b\r\n"),
                Arguments.of("a header", "http", head + "X-A: ", "b"),
                Arguments.of("interim replies", "http", "", "HTTP/1.1 102 Processing\r\n\r\n"),
                Arguments.of("a body", "http", head + "Content-Length: 1000\r\n\r\n", "x"),
                Arguments.of("chunks", "http", head + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
                Arguments.of("a TLS handshake", "https", "\u0016\u0003\u0003@\u0000", "\u0000"));
    }

    @Test
    void a_call_is_limited_to_the_time_for_connecting_and_two_stalls() {
        OkHttpClient client =
                HttpClients.create(new HttpSettings(null, null, null, Duration.ofMillis(500), Duration.ofMillis(300)));

        assertThat(client.connectTimeoutMillis()).isEqualTo(500);
        assertThat(client.readTimeoutMillis()).isEqualTo(300);
        assertThat(client.callTimeoutMillis()).isEqualTo(1100);
        HttpClients.close(client);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("drips")
    void a_reply_that_never_completes_ends_the_call(String what, String scheme, String first, String next) {
        // given no other limit, because a machine that is busy can stall as well
        OkHttpClient client = HttpClients.create(HttpSettings.DEFAULT)
                .newBuilder()
                .callTimeout(Duration.ofMillis(500))
                .build();
        try (DrippingServer dripping = new DrippingServer(first, next)) {
            Request request = new Request.Builder()
                    .url(scheme + "://127.0.0.1:" + dripping.port() + "/")
                    .build();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> HttpCall.send(client.newCall(request), 1000))
                    .satisfies(e -> assertThat(NetworkFault.of(e).words())
                            .isEqualTo("the server did not complete its reply in time"));
            assertThat(dripping.connections()).isEqualTo(1);
        } finally {
            HttpClients.close(client);
        }
    }

    @Test
    void a_linkage_error_is_not_a_network_failure() {
        OkHttpClient client = HttpClients.create(settings(null, null, null))
                .newBuilder()
                .addInterceptor(chain -> {
                    throw new NoSuchMethodError("okhttp3.Example");
                })
                .build();

        assertThatIllegalStateException()
                .isThrownBy(() -> HttpCall.send(
                        client.newCall(
                                new Request.Builder().url("http://127.0.0.1:9/").build()),
                        1000))
                .withMessageContaining("okhttp3.Example");
        HttpClients.close(client);
    }
}
