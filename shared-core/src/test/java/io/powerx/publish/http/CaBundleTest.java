package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaBundleTest {
    private static final String BROKEN = "-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n";

    private final HeldCertificate one =
            new HeldCertificate.Builder().commonName("one").build();
    private final HeldCertificate two =
            new HeldCertificate.Builder().commonName("two").build();

    @TempDir
    private Path folder;

    private static List<Certificate> read(Path path) {
        return CaBundle.parse(CaBundle.read(path, "PX_CA_BUNDLE"), "read the CA bundle");
    }

    @Test
    void an_unreadable_certificate_is_reported_with_its_number_and_line() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "# root\n" + one.certificatePem() + BROKEN);
        long line = 2 + one.certificatePem().lines().count();

        PublishException e = catchThrowableOfType(PublishException.class, () -> CaBundle.read(file, "PX_CA_BUNDLE"));

        assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(e.tried()).isEqualTo("read the CA bundle " + file + ", which PX_CA_BUNDLE specifies");
        assertThat(e.found())
                .isEqualTo("certificate 2 of the bundle, which begins on line " + line
                        + ", is not one that Java can read");
    }

    @Test
    void der_is_accepted() throws Exception {
        Path file = Files.write(folder.resolve("ca.der"), one.certificate().getEncoded());

        assertThat(read(file)).containsExactly(one.certificate());
    }

    @Test
    void trusted_certificates_of_openssl_are_accepted() throws Exception {
        // given a certificate followed by an empty sequence, as openssl x509 -trustout writes it
        byte[] der = one.certificate().getEncoded();
        byte[] trusted = Arrays.copyOf(der, der.length + 2);
        trusted[der.length] = 0x30;
        String body = Base64.getMimeEncoder().encodeToString(trusted);
        Path file = Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN TRUSTED CERTIFICATE-----\n" + body + "\n-----END TRUSTED CERTIFICATE-----\n");

        assertThat(read(file)).containsExactly(one.certificate());
    }

    @Test
    void every_certificate_of_a_folder_is_read_and_other_files_are_ignored() throws Exception {
        Files.writeString(folder.resolve("a.crt"), one.certificatePem());
        Files.write(folder.resolve("b.cer"), two.certificate().getEncoded());
        Files.writeString(folder.resolve("key.pem"), one.privateKeyPkcs8Pem());
        Files.writeString(folder.resolve("broken.txt"), BROKEN);

        assertThat(read(folder)).containsExactly(one.certificate(), two.certificate());
    }

    @Test
    void a_broken_file_of_a_folder_is_reported_with_its_path() throws Exception {
        Files.writeString(folder.resolve("a.crt"), one.certificatePem());
        Path broken = Files.writeString(folder.resolve("b.crt"), BROKEN);

        PublishException e = catchThrowableOfType(PublishException.class, () -> CaBundle.read(folder, "PX_CA_BUNDLE"));

        assertThat(e.tried())
                .isEqualTo("read the CA bundle " + broken + ", from the folder that PX_CA_BUNDLE specifies");
    }

    @Test
    void a_folder_without_certificates_and_a_missing_file_are_errors() {
        PublishException empty =
                catchThrowableOfType(PublishException.class, () -> CaBundle.read(folder, "PX_CA_BUNDLE"));
        PublishException missing = catchThrowableOfType(
                PublishException.class, () -> CaBundle.read(folder.resolve("none"), "PX_CA_BUNDLE"));

        assertThat(empty.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(missing.code()).isEqualTo(ErrorCode.CONFIG_UNREADABLE);
    }
}
