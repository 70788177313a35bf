package io.powerx.publish.sign;

import static io.powerx.publish.config.SigningProfile.CMS;
import static io.powerx.publish.sign.TestSigning.signedPackage;
import static io.powerx.publish.sign.TestSigning.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.sign.VerificationReport.Aspect;
import io.powerx.publish.sign.VerificationReport.Check;
import io.powerx.publish.testing.SampleProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revocation lists made by openssl. */
class RevocationTest {
    private static TestKeys keys;
    private static TrustAnchors root;

    @BeforeAll
    static void makeKeysAndLists(@TempDir Path folder) throws IOException {
        keys = new TestKeys(folder);
        keys.leaf("good", "EC", "ec_paramgen_curve:P-256");
        keys.leaf("bad", "EC", "ec_paramgen_curve:P-256");
        keys.leaf("moved", "EC", "ec_paramgen_curve:P-256");
        root = TrustAnchors.parsePem(keys.text("root.crt"));
        Files.writeString(keys.path("index.txt"), "");
        Files.writeString(keys.path("ca.cnf"), "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\n");
        ca("intermediate", "-revoke", "bad.crt", "-crl_reason", "keyCompromise");
        ca("intermediate", "-revoke", "moved.crt", "-crl_reason", "superseded");
        ca("intermediate", "-gencrl", "-crldays", "30", "-out", "intermediate.crl");
        ca("root", "-gencrl", "-crldays", "30", "-out", "root.crl");
    }

    private static void ca(String issuer, String... arguments) {
        String[] common = {"ca", "-config", "ca.cnf", "-keyfile", issuer + ".key", "-cert", issuer + ".crt"};
        String[] all = Stream.of(common, arguments).flatMap(Arrays::stream).toArray(String[]::new);
        keys.openssl(all);
    }

    @Test
    void a_package_of_a_revoked_signer_is_refused_with_time_and_reason(@TempDir Path temp) throws IOException {
        Check good = validity("good", "intermediate.crl", Clock.systemUTC(), temp.resolve("good"));
        Check bad = validity("bad", "intermediate.crl", Clock.systemUTC(), temp.resolve("bad"));

        assertThat(good.ok()).as(good.detail()).isTrue();
        assertThat(good.detail()).contains("not revoked");
        assertThat(bad.ok()).isFalse();
        assertThat(bad.detail()).contains("Signer bad", "was revoked at", "(key compromise)");
    }

    @Test
    void expired_revoked_and_not_yet_valid_have_different_messages(@TempDir Path temp) throws IOException {
        Clock before = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
        Clock after = Clock.offset(Clock.systemUTC(), Duration.ofDays(1_000));

        assertThat(validity("good", "intermediate.crl", before, temp.resolve("a"))
                        .detail())
                .contains("is not valid before");
        assertThat(validity("good", "intermediate.crl", after, temp.resolve("b"))
                        .detail())
                .contains("expired at");
        assertThat(validity("bad", "intermediate.crl", Clock.systemUTC(), temp.resolve("c"))
                        .detail())
                .contains("was revoked at");
    }

    @Test
    void a_list_of_another_issuer_or_of_the_past_proves_nothing(@TempDir Path temp) throws IOException {
        Check foreign = validity("good", "root.crl", Clock.systemUTC(), temp.resolve("a"));
        Check old = validity(
                "good", "intermediate.crl", Clock.offset(Clock.systemUTC(), Duration.ofDays(60)), temp.resolve("b"));

        assertThat(foreign.ok()).isFalse();
        assertThat(foreign.detail()).contains("no revocation list is of its issuer", "Example Intermediate");
        assertThat(old.ok()).isFalse();
        assertThat(old.detail()).contains("is not current");
    }

    @Test
    void a_signature_from_before_the_revocation_remains_valid_unless_the_key_was_compromised() throws IOException {
        RevocationLists lists = lists("intermediate.crl");
        Instant now = Instant.now();
        Instant earlier = now.minus(Duration.ofHours(1));

        assertThat(lists.problem(path("moved"), earlier, now)).isEmpty();
        assertThat(lists.problem(path("moved"), null, now)).isPresent();
        assertThat(lists.problem(path("bad"), earlier, now)).isPresent();
    }

    @Test
    void a_file_without_a_list_is_refused() {
        assertThatThrownBy(() -> RevocationLists.parse(keys.text("root.crt").getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(PublishException.class);
        assertThatThrownBy(() -> RevocationLists.parse(new byte[0])).isInstanceOf(PublishException.class);
    }

    private static List<X509Certificate> path(String name) {
        return Certificates.parsePem(keys.text(name + ".chain") + keys.text("root.crt"));
    }

    private static RevocationLists lists(String file) throws IOException {
        return RevocationLists.parse(Files.readAllBytes(keys.path(file)));
    }

    private static Check validity(String signer, String list, Clock clock, Path temp) throws IOException {
        Path file = signedPackage(
                new SampleProject(temp.resolve("project")).root(),
                SampleProject.request(),
                signer(CMS, keys.path(signer + ".key"), keys.path(signer + ".chain"), null),
                temp.resolve("out"));
        VerificationReport report = new PackageVerifier(clock, TrustAnchors.NONE, lists(list)).verify(file, root);
        Optional<Check> validity = report.checks().stream()
                .filter(check -> check.aspect() == Aspect.VALIDITY)
                .findFirst();
        return validity.orElseThrow();
    }
}
