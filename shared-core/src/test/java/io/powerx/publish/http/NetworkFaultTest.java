package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFaultTest {

    private static IOException with(IOException e, Throwable cause) {
        e.initCause(cause);
        return e;
    }

    static Stream<Arguments> temporary() {
        return Stream.of(
                Arguments.of(new SocketException("Connection reset"), "the connection was reset"),
                Arguments.of(new IOException("Connection reset by peer"), "the connection was reset"),
                Arguments.of(new IOException("Broken pipe"), "the connection was reset"),
                Arguments.of(
                        new SSLException("Connection reset", new SocketException("Connection reset")),
                        "the connection was reset"),
                Arguments.of(
                        with(new SSLHandshakeException("Remote host terminated the handshake"), new EOFException()),
                        "the connection was closed before the reply was complete"),
                Arguments.of(new IOException(), "the connection was closed before the reply was complete"),
                Arguments.of(new SocketTimeoutException("timeout"), "the connection timed out"),
                Arguments.of(
                        new SSLException("Received fatal alert: bad_record_mac"),
                        "data of the secure connection was corrupted in transit"),
                Arguments.of(
                        new SSLException("Tag mismatch", new AEADBadTagException("Tag mismatch")),
                        "data of the secure connection was corrupted in transit"),
                Arguments.of(
                        new SocketTimeoutException("failed to connect to /192.0.2.1 (port 443) after 10000ms"),
                        "the connection attempt timed out"));
    }

    @ParameterizedTest
    @MethodSource("temporary")
    void temporary_faults_are_tried_again(IOException thrown, String words) {
        NetworkFault fault = NetworkFault.of(thrown);

        assertThat(fault.words()).isEqualTo(words);
        assertThat(fault.again()).isIn(Outcome.Again.LATER, Outcome.Again.LATER_UNPROCESSED);
        assertThat(fault.code()).isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
    }

    @Test
    void a_server_of_another_protocol_is_tried_briefly_and_what_it_sent_is_not_repeated() {
        NetworkFault fault = NetworkFault.of(new ProtocolException("Unexpected status line: SSH-2.0 Bearer pxs_token"));

        assertThat(fault.words()).isEqualTo("the reply is not valid HTTP");
        assertThat(fault.again()).isEqualTo(Outcome.Again.BRIEFLY);
        assertThat(fault.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
        assertThat(NetworkFault.of(new ProtocolException("unexpected end of stream"))
                        .again())
                .isEqualTo(Outcome.Again.LATER);
    }

    static Stream<Arguments> missingServers() {
        return Stream.of(
                Arguments.of(
                        new IOException("Unexpected response code for CONNECT: 403"),
                        "the proxy refused to connect, with status 403"),
                Arguments.of(
                        new IOException("TLS tunnel buffered too many bytes!"),
                        "the proxy replied itself instead of connecting"),
                Arguments.of(
                        new UnknownHostException("my_market.example: Name or service not known"),
                        "the host name my_market.example cannot be resolved"),
                Arguments.of(new UnknownHostException("Unable to resolve host"), "the host name cannot be resolved"),
                Arguments.of(
                        new ConnectException("Failed to connect to market.example/192.0.2.1:443"),
                        "the connection to market.example/192.0.2.1:443 was refused"),
                Arguments.of(new ConnectException("Connection refused"), "the connection was refused"),
                Arguments.of(new NoRouteToHostException("No route to host"), "there is no route to the host"));
    }

    @ParameterizedTest
    @MethodSource("missingServers")
    void a_server_that_is_not_found_is_reported_with_its_address(IOException thrown, String words) {
        NetworkFault fault = NetworkFault.of(thrown);

        assertThat(fault.words()).isEqualTo(words);
        assertThat(fault.again()).isEqualTo(Outcome.Again.LATER_IF_KNOWN);
        assertThat(fault.code()).isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
    }

    @Test
    void a_reply_that_does_not_complete_is_tried_again_briefly() {
        NetworkFault fault = NetworkFault.of(new InterruptedIOException("canceled"));

        assertThat(fault.words()).isEqualTo("the server did not complete its reply in time");
        assertThat(fault.again()).isEqualTo(Outcome.Again.BRIEFLY);
        assertThat(fault.code()).isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
    }

    static Stream<IOException> permanent() {
        return Stream.of(
                with(
                        new SSLHandshakeException("a.Validator: a.PathBuilder: no path"),
                        new CertificateException("no path")),
                new SSLHandshakeException("Received fatal alert: protocol_version"),
                new SSLPeerUnverifiedException("Hostname localhost not verified"),
                new SSLException("Unsupported or unrecognized SSL message"));
    }

    @ParameterizedTest
    @MethodSource("permanent")
    void permanent_tls_faults_are_not_tried_again(IOException thrown) {
        NetworkFault fault = NetworkFault.of(thrown);

        String first = thrown.getCause() == null
                ? thrown.getMessage()
                : thrown.getCause().getMessage();
        assertThat(fault.words()).isEqualTo("the secure connection failed: " + first);
        assertThat(fault.again()).isEqualTo(Outcome.Again.NEVER);
        assertThat(fault.code()).isEqualTo(ErrorCode.TLS_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate_required", "bad_certificate", "unknown_ca"})
    void an_alert_about_the_client_s_certificate_is_reported_as_what_the_server_requires(String alert) {
        NetworkFault afterHandshake = NetworkFault.of(new SSLException("Received fatal alert: " + alert));

        assertThat(afterHandshake.words())
                .isEqualTo("the secure connection failed: Received fatal alert: " + alert
                        + " (the server requires a client certificate that it trusts)");
        assertThat(afterHandshake.again()).isEqualTo(Outcome.Again.NEVER);
        assertThat(NetworkFault.of(new SSLHandshakeException("Received fatal alert: protocol_version"))
                        .words())
                .doesNotContain("client certificate");
    }
}
