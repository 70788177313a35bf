package io.powerx.publish.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.powerx.publish.testing.SecretForms;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String CANARY = "c4nary+/= \"quoted\" \\ t0ken&value";

    private final Redactor redactor = new Redactor();

    @Test
    void a_registered_secret_is_masked_wherever_it_occurs() {
        redactor.add(Secret.of(CANARY));

        assertThat(redactor.redact("before " + CANARY + " after " + CANARY)).isEqualTo("before **** after ****");
    }

    @Test
    void a_registered_secret_is_masked_if_percent_encoded() {
        redactor.add(Secret.of(CANARY));
        String encoded = URLEncoder.encode(CANARY, StandardCharsets.UTF_8);

        assertThat(redactor.redact("x=" + encoded)).isEqualTo("x=****");
        assertThat(redactor.redact("x=" + encoded.replace("+", "%20"))).isEqualTo("x=****");
    }

    @Test
    void a_registered_secret_is_masked_in_json() {
        redactor.add(Secret.of(CANARY));

        assertThat(redactor.redact("{\"t\":\"c4nary+/= \\\"quoted\\\" \\\\ t0ken&value\"}"))
                .isEqualTo("{\"t\":\"****\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:"})
    void a_registered_secret_is_masked_in_base64_regardless_of_its_prefix(String before) {
        redactor.add(Secret.of("a-long-enough-secret"));
        String encoded = Base64.getEncoder()
                .encodeToString((before + "a-long-enough-secret" + "!").getBytes(StandardCharsets.UTF_8));

        String clean = redactor.redact(encoded);

        assertThat(clean).contains(Secret.MASK);
        assertThat(new String(Base64.getMimeDecoder().decode(clean.replace("*", "")), StandardCharsets.UTF_8))
                .doesNotContain("long-enough-sec");
    }

    @Test
    void each_line_of_a_key_is_masked() {
        redactor.add(Secret.of(
                "-----BEGIN X-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\nAASCBKcwggSjAgEAAoIBAQC7\n-----END X-----"));

        assertThat(redactor.redact("got MIIEvQIBADANBgkqhkiG9w0BAQEF here")).isEqualTo("got **** here");
    }

    @Test
    void a_secret_that_contains_another_one_is_masked_as_a_whole() {
        redactor.add(Secret.of("abcdef"));
        redactor.add(Secret.of("abcdefghij"));

        assertThat(redactor.redact("abcdefghij")).isEqualTo("****");
    }

    @Test
    void the_query_of_a_signed_url_is_masked_without_registration() {
        assertThat(redactor.redact("PUT https://store.example/a/b?X-Amz-Signature=abc&partNumber=1 failed"))
                .isEqualTo("PUT https://store.example/a/b?**** failed");
    }

    @Test
    void an_ordinary_query_is_kept() {
        assertThat(redactor.redact("GET https://m.example/versions?channel=beta"))
                .isEqualTo("GET https://m.example/versions?channel=beta");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "designer=1",
                "assignee=me&keyword=notes",
                "keyboard=us&signal=TERM",
                "view=insights&tokenizer=none",
                "sort=monkey"
            })
    void a_query_with_ordinary_words_is_kept(String query) {
        String text = "GET https://m.example/versions?" + query + " 200";

        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sig=a",
                "Signature=a",
                "sign=a",
                "AWSAccessKeyId=a",
                "accesskey=a",
                "designKey=a",
                "designkey=a",
                "designer=1&sig=a",
                "api_key=a",
                "sastoken=a",
                "monkeytoken=a",
                "X-Goog-Credential=a",
                "next=%2Fa%3Ftoken%3Da"
            })
    void a_query_with_a_signature_or_a_key_is_masked(String query) {
        assertThat(redactor.redact("GET https://m.example/versions?" + query + " 200"))
                .isEqualTo("GET https://m.example/versions?**** 200");
    }

    @Test
    void an_escape_sequence_that_another_one_completes_is_decoded() {
        redactor.add(Secret.of("pxs_a/9fK2qLwZt7"));

        assertThat(redactor.redact("found pxs_a%2\\u00669fK2qLwZt7")).isEqualTo("found ****");
        assertThat(redactor.redact("found pxs_a%&#50;f9fK2qLwZt7")).isEqualTo("found ****");
        assertThat(redactor.redact("found pxs_a&#4&#55;;9fK2qLw&nbsp;Zt7")).isEqualTo("found ****");
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
    void a_truncated_private_key_is_masked() {
        assertThat(redactor.redact("x -----BEGIN EC PRIVATE KEY-----\nMHcCAQEE"))
                .isEqualTo("x ****");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid: p%C3%A4ssw%C3%B6rt-%e5%af%86%e7%a0%81-12",
                "invalid: pässwört-密码-12",
                "invalid: p%25C3%25A4ssw%25C3%25B6rt-%25E5%25AF%2586%25E7%25A0%2581-12"
            })
    void a_secret_that_is_not_ascii_is_masked_if_percent_encoded(String text) {
        redactor.add(Secret.of("pässwört-密码-12"));

        assertThat(redactor.redact(text))
                .doesNotContain("ssw")
                .startsWith("invalid: ")
                .contains(Secret.MASK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer authentication required",
                "basic information about the plugin",
                "Basic self-signed certificates",
                "no bearer credentials. Log in again"
            })
    void words_after_the_name_of_a_scheme_are_kept(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer correct-horse-battery-staple",
                "Basic dXNlcjpwYXNz",
                "bearer AbCdEfGhIj",
                "Bearer tok_abcdef"
            })
    void credentials_after_the_name_of_a_scheme_are_masked(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text.substring(0, text.indexOf(' ') + 1) + Secret.MASK);
    }

    @Test
    void ordinary_text_is_not_changed() {
        redactor.add(Secret.of("abc"));
        String text = "the basic plan: bearer of good news, 2 tokens, https://m.example/a?b=c";

        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @Test
    void a_secret_prints_as_a_mask() {
        assertThat(Secret.of("hidden")).hasToString("****");
        assertThat(Secret.of("hidden\n").reveal()).isEqualTo("hidden");
    }

    private static final String TOKEN = "pxs_9fK2/qLw+Zt7=Rb&4<VmXe\"81";

    static Stream<Arguments> encodings() {
        return SecretForms.of(TOKEN).entrySet().stream().map(form -> arguments(form.getKey(), form.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void a_secret_is_masked_in_every_encoding(String form, String written) {
        redactor.add(Secret.of(TOKEN));

        String clean = redactor.redact("the server replied: [" + written + "] in the log");

        assertThat(clean)
                .startsWith("the server replied: [")
                .endsWith("] in the log")
                .contains(Secret.MASK);
        String visible = clean.replace("the server replied: [", "")
                .replace("] in the log", "")
                .replace(Secret.MASK, "");
        assertThat(visible).as("the visible remainder").hasSizeLessThan(13);
    }

    @Test
    void a_truncated_long_secret_is_masked() {
        String token = "Zm9v".repeat(30) + "bGVha2Vk".repeat(40);
        redactor.add(Secret.of(token));

        assertThat(redactor.redact("invalid token: " + token.substring(0, 400)))
                .startsWith("invalid token: ")
                .contains(Secret.MASK)
                .doesNotContain("bGVha2Vkb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the basic plan",
                "passwords are not pass words",
                "testing a test",
                "100 % of C:\\new\\folder & more"
            })
    void a_short_secret_is_not_masked_within_ordinary_words(String text) {
        redactor.add(Secret.of("tes"));
        redactor.add(Secret.of("sword"));

        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @Test
    void a_short_secret_is_masked_as_a_whole_word() {
        redactor.add(Secret.of("s3cr3t"));

        assertThat(redactor.redact("passphrase=s3cr3t, s3cr3ts")).isEqualTo("passphrase=****, s3cr3ts");
    }

    @Test
    void a_json_web_token_is_masked_without_registration() {
        assertThat(redactor.redact("token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl, sent"))
                .isEqualTo("token ****, sent");
    }

    @Test
    void many_secrets_are_found_at_once() {
        List<String> secrets = IntStream.range(0, 500)
                .mapToObj(i -> "secret-number-" + i + "-end")
                .toList();
        secrets.forEach(secret -> redactor.add(Secret.of(secret)));

        assertThat(redactor.redact(String.join(" | ", secrets)))
                .isEqualTo(String.join(" | ", Collections.nCopies(500, Secret.MASK)));
    }
}
