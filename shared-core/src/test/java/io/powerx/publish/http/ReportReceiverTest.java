package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The failure of a server that receives reports names the setting to check. */
class ReportReceiverTest {
    private final ReportReceiver receiver = new ReportReceiver("the gateway", "PX_ADDRESS", "PX_LOGIN");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | the gateway responded with status 401: it requires a valid login; check PX_LOGIN",
                "403 | the gateway responded with status 403: it requires a valid login; check PX_LOGIN",
                "404 | the gateway responded with status 404: it does not receive such reports there; check PX_ADDRESS",
                "405 | the gateway responded with status 405: it does not receive such reports there; check PX_ADDRESS",
                "302 | the gateway responded with status 302: it redirects, which is not followed; check PX_ADDRESS",
                "400 | the gateway responded with status 400",
                "503 | the gateway responded with status 503",
            })
    void a_refusal_is_reported_with_the_setting_to_check(int status, String words) {
        assertThat(receiver.refused(status)).isEqualTo(words);
    }

    @Test
    void a_login_that_cannot_be_configured_is_not_suggested() {
        assertThat(new ReportReceiver("the gateway", "PX_ADDRESS", null).refused(401))
                .isEqualTo(
                        "the gateway responded with status 401: it requires a login, which requests to PX_ADDRESS do not have");
    }

    @Test
    void a_server_that_is_not_found_or_not_trusted_is_reported_with_its_address() {
        assertThat(receiver.failed(new UnknownHostException("gateway.example: unknown")))
                .isEqualTo("the host name gateway.example cannot be resolved; check PX_ADDRESS and the proxy");
        assertThat(receiver.failed(new ConnectException("Connection refused")))
                .isEqualTo("the connection was refused; check PX_ADDRESS and the proxy");
        assertThat(receiver.failed(new SSLHandshakeException("unable to find valid certification path")))
                .startsWith("the secure connection failed: ")
                .endsWith("; check PX_ADDRESS and PX_CA_BUNDLE");
    }

    @Test
    void a_server_that_may_reply_later_needs_no_check() {
        IOException late = new InterruptedIOException("timeout");

        assertThat(receiver.failed(late)).isEqualTo("the server did not complete its reply in time");
        assertThat(receiver.failed(new SocketTimeoutException("Read timed out")))
                .startsWith("the connection timed out");
    }
}
