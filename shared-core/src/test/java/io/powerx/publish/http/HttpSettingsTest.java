package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "http://user:s3cret@proxy:3128, http://proxy:3128",
        "http://user@proxy:3128, http://proxy:3128",
        "socks5://user:p%40ss@proxy:1080, socks5://proxy:1080",
        "user:s3cret@proxy:3128, proxy:3128",
        "http://proxy:3128, http://proxy:3128"
    })
    void settings_without_credentials_keep_the_address_of_the_proxy(String proxy, String expected) {
        HttpSettings settings =
                new HttpSettings(proxy, ".internal", "pem", Duration.ofSeconds(1), Duration.ofSeconds(2));

        assertThat(settings.withoutProxyCredentials())
                .isEqualTo(
                        new HttpSettings(expected, ".internal", "pem", Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    @Test
    void settings_without_a_proxy_stay_as_they_are() {
        assertThat(HttpSettings.DEFAULT.withoutProxyCredentials()).isEqualTo(HttpSettings.DEFAULT);
    }
}
