package io.powerx.publish.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String CANARY = "c4nary+/= \"quoted\" \\ t0ken&value";

    private final Redactor redactor = new Redactor();

    @Test
    void a_known_secret_is_masked_wherever_it_stands() {
        redactor.add(Secret.of(CANARY));

        assertThat(redactor.redact("before " + CANARY + " after " + CANARY)).isEqualTo("before **** after ****");
    }

    @Test
    void a_known_secret_is_masked_in_url_encoding() {
        redactor.add(Secret.of(CANARY));
        String encoded = URLEncoder.encode(CANARY, StandardCharsets.UTF_8);

        assertThat(redactor.redact("x=" + encoded)).isEqualTo("x=****");
        assertThat(redactor.redact("x=" + encoded.replace("+", "%20"))).isEqualTo("x=****");
    }

    @Test
    void a_known_secret_is_masked_inside_json() {
        redactor.add(Secret.of(CANARY));

        assertThat(redactor.redact("{\"t\":\"c4nary+/= \\\"quoted\\\" \\\\ t0ken&value\"}"))
                .isEqualTo("{\"t\":\"****\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:"})
    void a_known_secret_is_masked_in_base64_whatever_stands_before_it(String before) {
        redactor.add(Secret.of("a-long-enough-secret"));
        String encoded = Base64.getEncoder()
                .encodeToString((before + "a-long-enough-secret" + "!").getBytes(StandardCharsets.UTF_8));

        String clean = redactor.redact(encoded);

        assertThat(new String(Base64.getMimeDecoder().decode(clean.replace("*", "")), StandardCharsets.UTF_8))
                .doesNotContain("long-enough-sec");
    }

    @Test
    void each_line_of_a_key_is_a_secret_of_its_own() {
        redactor.add(Secret.of(
                "-----BEGIN X-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\nAASCBKcwggSjAgEAAoIBAQC7\n-----END X-----"));

        assertThat(redactor.redact("got MIIEvQIBADANBgkqhkiG9w0BAQEF here")).isEqualTo("got **** here");
    }

    @Test
    void the_longer_secret_wins_where_one_holds_the_other() {
        redactor.add(Secret.of("abcdef"));
        redactor.add(Secret.of("abcdefghij"));

        assertThat(redactor.redact("abcdefghij")).isEqualTo("****");
    }

    @Test
    void a_signed_url_loses_its_query_though_nobody_registered_it() {
        assertThat(redactor.redact("PUT https://store.example/a/b?X-Amz-Signature=abc&partNumber=1 failed"))
                .isEqualTo("PUT https://store.example/a/b?**** failed");
    }

    @Test
    void an_ordinary_query_stays() {
        assertThat(redactor.redact("GET https://m.example/versions?channel=beta"))
                .isEqualTo("GET https://m.example/versions?channel=beta");
    }

    @Test
    void credentials_in_a_url_are_masked() {
        assertThat(redactor.redact("clone https://user:hunter22@git.example/p.git"))
                .isEqualTo("clone https://****@git.example/p.git");
    }

    @Test
    void an_authorization_header_is_masked() {
        assertThat(redactor.redact("Authorization: Bearer abcdefgh12345678")).isEqualTo("Authorization: Bearer ****");
    }

    @Test
    void a_private_key_is_masked_even_when_it_is_cut_short() {
        assertThat(redactor.redact("x -----BEGIN EC PRIVATE KEY-----\nMHcCAQEE"))
                .isEqualTo("x ****");
    }

    @Test
    void ordinary_text_is_left_alone() {
        redactor.add(Secret.of("abc"));
        String text = "the basic plan: bearer of good news, 2 tokens, https://m.example/a?b=c";

        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @Test
    void a_secret_does_not_print() {
        assertThat(Secret.of("hidden")).hasToString("****");
        assertThat(Secret.of("hidden\n").reveal()).isEqualTo("hidden");
    }
}
