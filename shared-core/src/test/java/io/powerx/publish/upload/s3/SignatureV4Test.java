package io.powerx.publish.upload.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.io.Sha256;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.time.Instant;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

/** The worked examples of the Amazon S3 API Reference, "Signature Calculations for the Authorization Header". */
class SignatureV4Test {
    private static final String HOST = "https://examplebucket.s3.amazonaws.com/";
    private static final String EMPTY = Sha256.hex("");
    private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");

    private final SignatureV4 signature = new SignatureV4(settings(null));

    static ArtifactStoreSettings settings(Secret sessionToken) {
        return new ArtifactStoreSettings(
                URI.create("https://s3.amazonaws.com"),
                "examplebucket",
                "",
                "us-east-1",
                false,
                Secret.of("AKIAIOSFODNN7EXAMPLE"),
                Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                sessionToken);
    }

    @Test
    void reading_a_range_of_an_object() {
        Request request = new Request.Builder()
                .url(HOST + "test.txt")
                .header("Range", "bytes=0-9")
                .build();

        assertThat(authorization(request, EMPTY))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void an_object_whose_name_must_be_escaped_can_be_written() {
        Request request = new Request.Builder()
                .url(HOST + "test$file.text")
                .header("Date", "Fri, 24 May 2013 00:00:00 GMT")
                .header("x-amz-storage-class", "REDUCED_REDUNDANCY")
                .put(RequestBody.create("Welcome to Amazon S3.", null))
                .build();

        assertThat(authorization(request, Sha256.hex("Welcome to Amazon S3.")))
                .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void a_parameter_without_a_value() {
        Request request = new Request.Builder().url(HOST + "?lifecycle").build();

        assertThat(authorization(request, EMPTY))
                .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }

    @Test
    void listing_with_parameters() {
        Request request =
                new Request.Builder().url(HOST + "?max-keys=2&prefix=J").build();

        assertThat(authorization(request, EMPTY))
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void a_session_token_is_sent_and_signed() {
        Request request = new Request.Builder().url(HOST + "test.txt").build();

        Request signed = new SignatureV4(settings(Secret.of("session/token=="))).sign(request, EMPTY, NOW);

        assertThat(signed.header("x-amz-security-token")).isEqualTo("session/token==");
        assertThat(signed.header("Authorization"))
                .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,");
    }

    @Test
    void headers_that_proxies_change_are_not_signed() {
        Request request = new Request.Builder()
                .url(HOST + "test.txt")
                .header("X-Request-ID", "1")
                .build();

        assertThat(authorization(request, EMPTY)).contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date,");
    }

    private String authorization(Request request, String payload) {
        return signature.sign(request, payload, NOW).header("Authorization");
    }
}
