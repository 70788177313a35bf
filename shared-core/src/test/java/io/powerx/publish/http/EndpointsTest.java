package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.net.URI;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://market.example",
                "HTTPS://market.example:8443/prefix/",
                "http://localhost:8077",
                "http://127.0.0.1:8077/a",
                "http://[::1]:8077",
                "http://market.localhost:8077",
                "http://[::ffff:127.0.0.1]:8077",
                "https://market_place.corp:8443"
            })
    void https_and_loopback_are_accepted(String address) {
        assertThat(Endpoints.require(URI.create(address))).isEqualTo(URI.create(address));
    }

    @ParameterizedTest
    @CsvSource({
        "http://market.example, ENDPOINT_INSECURE",
        "http://127.0.0.1.evil.example, ENDPOINT_INSECURE",
        "http://localhost.evil.example, ENDPOINT_INSECURE",
        "http://10.0.0.1, ENDPOINT_INSECURE",
        "http://market_place.corp, ENDPOINT_INSECURE",
        "http://127.000.000.001, ENDPOINT_INSECURE",
        "http://2130706433, ENDPOINT_INSECURE",
        "http://localhost.:8077, ENDPOINT_INSECURE",
        "ftp://market.example, OPTION_INVALID",
        "market.example, OPTION_INVALID",
        "https:///nohost, OPTION_INVALID",
        "https://market.example?x=1, OPTION_INVALID",
        "https://market.example#x, OPTION_INVALID",
    })
    void every_other_url_is_an_error(String address, ErrorCode code) {
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> Endpoints.require(URI.create(address)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:canary-pw@market.example",
                "https://canary-pw@market.example",
                "https://me:canary-pw@market_place.example"
            })
    void a_password_in_the_url_is_rejected_and_not_shown(String address) {
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> Endpoints.require(URI.create(address)))
                .satisfies(e -> assertThat(e.getMessage()).contains("example").doesNotContain("canary-pw"));
    }

    @Test
    void a_url_is_shown_without_its_query_and_never_with_half_a_path() {
        HttpUrl url = HttpUrl.get("https://store.example/bucket/a.pxp?signature=secret");
        HttpUrl longer = HttpUrl.get("https://store.example/" + "a".repeat(300) + "?signature=secret");

        assertThat(Endpoints.shown(url)).isEqualTo("store.example/bucket/a.pxp");
        assertThat(Endpoints.shown(longer)).isEqualTo("store.example/…");
    }
}
