package io.powerx.publish.sign;

import static io.powerx.publish.sign.TestSigning.signedPackage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.sign.VerificationReport.Aspect;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.SampleProject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.bouncycastle.tsp.TimeStampRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timestamps of an authority on loopback, which openssl checks, too. */
class TimestampTest {
    private static final byte[] MESSAGE = "abc  plugin.yaml\n".getBytes(StandardCharsets.US_ASCII);
    private static final Clock YEARS_LATER = Clock.offset(Clock.systemUTC(), Duration.ofDays(1_000));

    @StartStop
    public final MockWebServer server = new MockWebServer();

    private static TestKeys keys;
    private static TestKeys authorities;
    private static TrustAnchors root;
    private static TrustAnchors authorityRoot;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @BeforeAll
    static void makeKeys(@TempDir Path own, @TempDir Path others) {
        keys = new TestKeys(own);
        keys.leaf("ec", "EC", "ec_paramgen_curve:P-256");
        keys.leaf("rsa", "RSA", "rsa_keygen_bits:2048");
        authorities = new TestKeys(others);
        authorities.newKey("tsa", "EC", "ec_paramgen_curve:P-256");
        authorities.issue("tsa", "Example Timestamps", "root", "extendedKeyUsage=critical,timeStamping", 100);
        root = TrustAnchors.parsePem(keys.text("root.crt"));
        authorityRoot = TrustAnchors.parsePem(authorities.text("root.crt"));
    }

    @Test
    void a_package_of_years_ago_is_valid_because_of_its_timestamp(@TempDir Path temp) {
        server.setDispatcher(new TimestampAuthority(authorities, "tsa").at(now));
        Path file = packed(temp);

        VerificationReport trusted =
                new PackageVerifier(YEARS_LATER, authorityRoot, RevocationLists.NONE).verify(file, root);
        VerificationReport untrusted = new PackageVerifier(YEARS_LATER).verify(file, root);

        assertThat(trusted.passed()).as(trusted.checks().toString()).isTrue();
        assertThat(trusted.timestamp().time()).isEqualTo(now);
        assertThat(trusted.timestamp().authority()).contains("Example Timestamps");
        assertThat(detail(trusted)).isEqualTo("valid when the package was signed");
        assertThat(untrusted.passed()).isFalse();
        assertThat(untrusted.timestamp()).isNull();
        assertThat(detail(untrusted)).contains("expired at", "the timestamp authority", "is not trusted");
    }

    @Test
    void a_certificate_that_was_not_valid_yet_at_the_time_is_reported(@TempDir Path temp) {
        server.setDispatcher(new TimestampAuthority(authorities, "tsa").at(now.minusSeconds(7_200)));
        Path file = packed(temp);

        VerificationReport report =
                new PackageVerifier(Clock.systemUTC(), authorityRoot, RevocationLists.NONE).verify(file, root);

        assertThat(report.passed()).isTrue();
        assertThat(detail(report)).contains("the timestamp is not valid");
    }

    @Test
    void openssl_accepts_the_timestamp_and_the_signature_that_contains_it(@TempDir Path temp) throws Exception {
        server.setDispatcher(new TimestampAuthority(authorities, "tsa"));
        byte[] cms = signer(SigningProfile.CMS, "ec").sign(MESSAGE).value();
        SignatureVerifier.Verified verified = SignatureVerifier.verifyCms(cms, MESSAGE);
        Files.write(temp.resolve("token.der"), verified.timestamp());
        Files.write(temp.resolve("value"), verified.value());
        Files.write(temp.resolve("signature.der"), cms);
        Files.write(temp.resolve("message"), MESSAGE);

        assertThat(run(
                                temp,
                                "openssl ts -verify -token_in -in token.der -data value -CAfile '"
                                        + authorities.path("root.crt") + "'")
                        .succeeded()
                        .output())
                .contains("Verification: OK");
        assertThat(run(
                                temp,
                                "openssl cms -verify -binary -inform DER -in signature.der -content message -purpose any"
                                        + " -out /dev/null -CAfile '" + keys.path("root.crt") + "'")
                        .succeeded()
                        .output())
                .contains("Verification successful");
        Files.writeString(temp.resolve("value"), "another");
        assertThat(run(
                                temp,
                                "openssl ts -verify -token_in -in token.der -data value -CAfile '"
                                        + authorities.path("root.crt") + "'")
                        .exitCode())
                .isNotZero();
    }

    @Test
    void a_timestamp_for_another_signature_is_refused_when_signing() {
        server.setDispatcher(new TimestampAuthority(authorities, "tsa") {
            @Override
            byte[] imprint(TimeStampRequest query) {
                return new byte[32];
            }
        });

        assertFails("its reply is not a timestamp for this signature");
    }

    @Test
    void an_authority_that_fails_ends_the_signing_with_its_answer() {
        server.enqueue(new MockResponse.Builder().code(404).build());

        assertFails("it answered 404");
    }

    @Test
    void raw_profiles_have_no_place_for_a_timestamp() {
        assertThatThrownBy(() -> signer(SigningProfile.RSA_PSS, "rsa"))
                .isInstanceOfSatisfying(PublishException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID);
                    assertThat(e.found()).contains("only signatures of the profile cms contain a timestamp");
                });
    }

    private void assertFails(String found) {
        assertThatThrownBy(() -> signer(SigningProfile.CMS, "ec").sign(MESSAGE))
                .isInstanceOfSatisfying(PublishException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SIGNING_SERVICE_FAILED);
                    assertThat(e.found()).contains(found);
                });
    }

    private Path packed(Path temp) {
        return signedPackage(
                new SampleProject(temp.resolve("project")).root(),
                SampleProject.request(),
                signer(SigningProfile.CMS, "ec"),
                temp.resolve("out"));
    }

    private Signer signer(SigningProfile profile, String key) {
        SigningSettings settings = SigningSettings.withKey(
                        profile,
                        keys.path(key + ".key").toString(),
                        keys.path(key + ".chain").toString(),
                        null)
                .timestampedBy(server.url("/tsa").uri());
        return Signers.of(
                settings,
                null,
                Clock.systemUTC(),
                () -> Signers.Connection.open(HttpSettings.DEFAULT, settings, new FakeTime().timing(), new Events()));
    }

    private static String detail(VerificationReport report) {
        return report.checks().stream()
                .filter(check -> check.aspect() == Aspect.VALIDITY)
                .findFirst()
                .orElseThrow()
                .detail();
    }

    private static ExternalTool.Result run(Path folder, String command) {
        return ExternalTool.run(folder, "bash", "-c", command);
    }
}
