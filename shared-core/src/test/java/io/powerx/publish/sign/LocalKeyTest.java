package io.powerx.publish.sign;

import static io.powerx.publish.config.SigningProfile.CMS;
import static io.powerx.publish.config.SigningProfile.ECDSA_P256;
import static io.powerx.publish.config.SigningProfile.ED25519_PACKAGE;
import static io.powerx.publish.config.SigningProfile.RSA_PKCS1;
import static io.powerx.publish.config.SigningProfile.RSA_PSS;
import static io.powerx.publish.sign.TestSigning.signer;
import static io.powerx.publish.sign.TestSigning.verified;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.testing.ExternalTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates in the forms that openssl writes, and signatures that openssl checks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalKeyTest {
    private static final byte[] MESSAGE = "abc  plugin.yaml\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PASSPHRASE = "correct horse";

    private TestKeys keys;

    @BeforeAll
    void makeKeys(@TempDir Path folder) {
        keys = new TestKeys(folder);
        keys.leaf("ec", "EC", "ec_paramgen_curve:P-256");
        keys.leaf("rsa", "RSA", "rsa_keygen_bits:2048");
        keys.leaf("ed", "ED25519");
        keys.openssl("ec", "-in", "ec.key", "-out", "ec.sec1");
        keys.openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", "params.key");
        keys.openssl("rsa", "-in", "rsa.key", "-traditional", "-out", "rsa.pkcs1");
        keys.openssl(
                "rsa",
                "-in",
                "rsa.key",
                "-traditional",
                "-aes256",
                "-passout",
                "pass:" + PASSPHRASE,
                "-out",
                "rsa.pkcs1.enc");
        for (String name : List.of("ec", "rsa", "ed")) {
            keys.openssl(
                    "pkcs8",
                    "-topk8",
                    "-v2",
                    "aes-256-cbc",
                    "-in",
                    name + ".key",
                    "-passout",
                    "pass:" + PASSPHRASE,
                    "-out",
                    name + ".pkcs8.enc");
            keys.openssl(
                    "pkcs8",
                    "-topk8",
                    "-v1",
                    "PBE-SHA1-3DES",
                    "-in",
                    name + ".key",
                    "-passout",
                    "pass:" + PASSPHRASE,
                    "-out",
                    name + ".pbes1.enc");
            keys.openssl(
                    "pkcs12",
                    "-export",
                    "-inkey",
                    name + ".key",
                    "-in",
                    name + ".chain",
                    "-passout",
                    "pass:" + PASSPHRASE,
                    "-out",
                    name + ".p12");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ec.key, ec.chain, ",
        "ec.sec1, ec.chain, ",
        "ec.pkcs8.enc, ec.chain, " + PASSPHRASE,
        "ec.pbes1.enc, ec.chain, " + PASSPHRASE,
        "ec.p12, , " + PASSPHRASE,
        "rsa.key, rsa.chain, ",
        "rsa.pkcs1, rsa.chain, ",
        "rsa.pkcs1.enc, rsa.chain, " + PASSPHRASE,
        "rsa.pkcs8.enc, rsa.chain, " + PASSPHRASE,
        "rsa.p12, , " + PASSPHRASE,
        "ed.key, ed.chain, ",
        "ed.pkcs8.enc, ed.chain, " + PASSPHRASE,
        "ed.pbes1.enc, ed.chain, " + PASSPHRASE,
        "ed.p12, , " + PASSPHRASE
    })
    void keys_of_every_form_sign(String key, String certificate, String passphrase) {
        SigningProfile profile = key.startsWith("ed.") ? ED25519_PACKAGE : CMS;
        Signer signer =
                signer(profile, keys.path(key), certificate == null ? null : keys.path(certificate), passphrase);

        DetachedSignature signature = signer.sign(MESSAGE);

        assertThat(signature.chain())
                .extracting(CertificateInfo::subject)
                .satisfiesExactly(leaf -> assertThat(leaf).contains("Signer"), above -> assertThat(above)
                        .contains("Intermediate"));
        assertThat(verified(signature, MESSAGE).algorithm()).isEqualTo(signature.algorithm());
    }

    @Test
    void key_and_certificate_may_be_given_as_text() {
        assertThat(signer(CMS, keys.text("ec.key"), keys.text("ec.chain"), null).chain())
                .hasSize(2);
    }

    @Test
    void certificates_may_come_in_any_order_with_strangers_among_them() {
        String shuffled =
                keys.text("root.crt") + keys.text("rsa.crt") + keys.text("intermediate.crt") + keys.text("ec.crt");

        assertThat(signer(CMS, keys.path("ec.key"), shuffled, null).chain())
                .isEqualTo(signer(CMS, keys.path("ec.key"), keys.path("ec.chain"), null)
                        .chain());
    }

    @Test
    void a_missing_certificate_of_the_issuer_is_noticed() {
        assertThat(signer(CMS, keys.path("ec.key"), keys.path("ec.crt"), null).missingIssuer())
                .contains("CN=Example Intermediate,O=Example");
        assertThat(signer(CMS, keys.path("ec.key"), keys.text("ec.crt") + keys.text("root.crt"), null)
                        .missingIssuer())
                .contains("CN=Example Intermediate,O=Example");
        assertThat(signer(CMS, keys.path("ec.key"), keys.path("ec.chain"), null).missingIssuer())
                .isEmpty();
        assertThat(signer(CMS, keys.path("ec.p12"), null, PASSPHRASE).missingIssuer())
                .isEmpty();
        assertThat(signer(ED25519_PACKAGE, keys.path("ed.key"), null, null).missingIssuer())
                .isEmpty();
    }

    @Test
    void the_issuer_of_a_certificate_below_the_root_is_the_root_and_a_self_signed_one_has_no_other() {
        keys.newKey("direct", "EC", "ec_paramgen_curve:P-256");
        keys.issue("direct", "Direct", "root", "extendedKeyUsage=codeSigning", 900);
        String direct = keys.text("direct.crt");

        assertThat(signer(CMS, keys.path("direct.key"), direct, null).missingIssuer())
                .contains("CN=Example Root");
        assertThat(signer(CMS, keys.path("direct.key"), direct + keys.text("root.crt"), null)
                        .missingIssuer())
                .isEmpty();
        keys.issue("direct", "Direct", "direct", "extendedKeyUsage=codeSigning", 900);
        assertThat(signer(CMS, keys.path("direct.key"), keys.text("direct.crt"), null)
                        .missingIssuer())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa"})
    void the_same_content_gives_the_same_signature(String key) {
        Signer signer = signer(CMS, keys.path(key + ".key"), keys.path(key + ".chain"), null);

        assertThat(signer.sign(MESSAGE).value()).isEqualTo(signer.sign(MESSAGE).value());
    }

    @Test
    void ed25519_is_refused_for_cms_because_openssl_3_0_does_not_support_it(@TempDir Path temp) throws IOException {
        assertThatThrownBy(() -> signer(CMS, keys.path("ed.key"), keys.path("ed.chain"), null))
                .isInstanceOfSatisfying(PublishException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE_INVALID);
                    assertThat(e.found()).contains("OpenSSL 3.0 cannot verify", "use an RSA or EC key");
                });
        Assumptions.assumeTrue(
                ExternalTool.run(temp, "openssl", "version").output().startsWith("OpenSSL 3.0"));
        Files.write(temp.resolve("message"), MESSAGE);
        String ed = keys.path("ed").toString();
        assertThat(ExternalTool.run(
                                temp,
                                "openssl",
                                "cms",
                                "-sign",
                                "-in",
                                "message",
                                "-signer",
                                ed + ".crt",
                                "-inkey",
                                ed + ".key")
                        .output())
                .contains("no default digest");
    }

    @Test
    void openssl_checks_raw_signatures(@TempDir Path temp) throws IOException {
        DetachedSignature rsa = signer(RSA_PKCS1, keys.path("rsa.key"), keys.path("rsa.chain"), null)
                .sign(MESSAGE);
        DetachedSignature pss = signer(RSA_PSS, keys.path("rsa.key"), keys.path("rsa.chain"), null)
                .sign(MESSAGE);
        DetachedSignature ec = signer(ECDSA_P256, keys.path("ec.key"), keys.path("ec.chain"), null)
                .sign(MESSAGE);

        assertOpensslAccepts(temp, "rsa", rsa);
        assertOpensslAccepts(temp, "rsa", pss, "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32");
        assertOpensslAccepts(temp, "ec", ec);
        assertThat(List.of(rsa.algorithm(), pss.algorithm(), ec.algorithm()))
                .containsExactly("SHA256withRSA", "SHA256withRSAandMGF1", "SHA256withECDSA");
    }

    @Test
    void ed25519_signs_packages_without_a_certificate(@TempDir Path temp) throws IOException {
        DetachedSignature signature =
                signer(ED25519_PACKAGE, keys.path("ed.key"), null, null).sign(MESSAGE);

        assertThat(signature.chain()).isEmpty();
        assertThat(ManifestSignature.encode(signature)).isEmpty();
        Path message = Files.write(temp.resolve("message"), MESSAGE);
        Path value = Files.write(temp.resolve("value"), signature.value());
        keys.openssl(
                "pkeyutl",
                "-verify",
                "-rawin",
                "-in",
                message.toString(),
                "-sigfile",
                value.toString(),
                "-inkey",
                "ed.key");
    }

    @Test
    void a_key_without_certificate_is_missing_something() {
        assertFails(ErrorCode.SIGNING_KEY_MISSING, () -> signer(CMS, keys.path("ec.key"), null, null));
    }

    @Test
    void a_certificate_of_another_key_is_refused() {
        assertFails(
                ErrorCode.SIGNING_CERTIFICATE_INVALID,
                () -> signer(CMS, keys.path("ec.key"), keys.path("rsa.crt"), null));
        assertFails(
                ErrorCode.SIGNING_CERTIFICATE_INVALID,
                () -> signer(CMS, keys.path("params.key"), keys.path("ec.crt"), null));
    }

    @Test
    void a_certificate_before_or_after_its_time_is_refused() {
        for (Duration offset : List.of(Duration.ofDays(-2), Duration.ofDays(1000))) {
            Clock clock = Clock.offset(Clock.systemUTC(), offset);
            assertFails(
                    ErrorCode.SIGNING_CERTIFICATE_INVALID,
                    () -> signer(CMS, keys.path("ec.key"), keys.path("ec.chain"), null, clock));
        }
    }

    @Test
    void a_certificate_that_is_not_for_code_signing_is_refused() {
        for (String extension : List.of(
                "extendedKeyUsage=serverAuth",
                "extendedKeyUsage=emailProtection",
                "keyUsage=critical,digitalSignature",
                "extendedKeyUsage=codeSigning\nbasicConstraints=critical,CA:TRUE",
                "extendedKeyUsage=codeSigning\nkeyUsage=critical,keyEncipherment")) {
            keys.newKey("tls", "EC", "ec_paramgen_curve:P-256");
            keys.issue("tls", "example.com", "intermediate", extension, 30);
            assertFails(
                    ErrorCode.SIGNING_CERTIFICATE_INVALID,
                    () -> signer(CMS, keys.path("tls.key"), keys.path("tls.crt"), null));
        }
    }

    @Test
    void keys_that_do_not_go_with_the_profile_are_refused() {
        keys.newKey("weak", "RSA", "rsa_keygen_bits:1024");
        assertFails(ErrorCode.SIGNATURE_INVALID, () -> signer(CMS, keys.path("weak.key"), keys.path("rsa.crt"), null));
        assertFails(
                ErrorCode.SIGNATURE_INVALID,
                () -> signer(ECDSA_P256, keys.path("rsa.key"), keys.path("rsa.crt"), null));
        assertFails(ErrorCode.SIGNATURE_INVALID, () -> signer(RSA_PSS, keys.path("ec.key"), keys.path("ec.crt"), null));
    }

    @Test
    void a_refused_key_comes_with_the_profiles_that_can_use_it() {
        keys.newKey("weak", "RSA", "rsa_keygen_bits:1024");

        assertThatThrownBy(() -> signer(RSA_PSS, keys.path("ec.key"), keys.path("ec.crt"), null))
                .hasMessageContaining(
                        "the profile rsa-pss cannot use a key of EC with 256 bits; a profile that can is cms or ecdsa-p256");
        assertThatThrownBy(() -> signer(ECDSA_P256, keys.path("ed.key"), keys.path("ed.crt"), null))
                .hasMessageContaining(
                        "the profile ecdsa-p256 cannot use a key of Ed25519; a profile that can is ed25519-package");
        assertThatThrownBy(() -> signer(CMS, keys.path("weak.key"), keys.path("rsa.crt"), null))
                .hasMessageContaining(
                        "no profile supports a key of RSA with 1024 bits; use RSA with 2048 to 8192 bits");
    }

    @Test
    void unreadable_keys_are_reported_without_any_of_their_content(@TempDir Path temp) throws IOException {
        String key = keys.text("ec.key");
        String damaged = key.replaceFirst("M", "!");
        String withoutFirstLine = key.substring(key.indexOf('\n') + 1);
        Path noise = Files.write(temp.resolve("noise"), new byte[] {0x30, 1, 2, 3});
        for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                () -> signer(CMS, keys.path("ec.pkcs8.enc"), keys.path("ec.chain"), "wrong"),
                () -> signer(CMS, keys.path("ec.pkcs8.enc"), keys.path("ec.chain"), null),
                () -> signer(CMS, keys.path("rsa.pkcs1.enc"), keys.path("rsa.chain"), "wrong"),
                () -> signer(CMS, keys.path("ec.p12"), null, "wrong"),
                () -> signer(CMS, keys.path("missing"), null, null),
                () -> signer(CMS, keys.path("ec.crt"), null, null),
                () -> signer(CMS, noise, null, null),
                () -> signer(CMS, damaged, keys.path("ec.chain"), null),
                () -> signer(CMS, withoutFirstLine, keys.path("ec.chain"), null))) {
            assertThatThrownBy(attempt).isInstanceOfSatisfying(PublishException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.SIGNING_KEY_UNREADABLE);
                assertThat(e.getCause()).isNull();
                assertThat(e.getMessage())
                        .doesNotContain(
                                PASSPHRASE,
                                "wrong",
                                key.lines().skip(1).findFirst().orElseThrow());
            });
        }
    }

    static Stream<Arguments> deliveries() {
        UnaryOperator<String> oneLine = text -> text.replace("\n", " ").strip();
        return Stream.of(
                arguments("byte order mark", (UnaryOperator<String>) text -> "\uFEFF" + text),
                arguments("literal line feeds", (UnaryOperator<String>) text -> text.replace("\n", "\\n")),
                arguments("literal CRLF", (UnaryOperator<String>) text -> text.replace("\n", "\\r\\n")),
                arguments("literal line feeds in JSON within JSON", (UnaryOperator<String>)
                        text -> text.replace("/", "\\\\/").replace("\n", "\\\\n")),
                arguments("Unicode escapes of JSON", (UnaryOperator<String>)
                        text -> text.replace("+", "\\u002b").replace("=", "\\u003D")),
                arguments(
                        "pasted from a web page", (UnaryOperator<String>) text -> text.replace("\n", "\u00A0\n\u200B")),
                arguments("Base64 of UTF-16", (UnaryOperator<String>)
                        text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16))),
                arguments("one line with blanks", oneLine),
                arguments("one line without blanks", (UnaryOperator<String>) text -> text.replace("\n", "")),
                arguments("indented", (UnaryOperator<String>) text -> text.replaceAll("(?m)^", "    ")),
                arguments("quoted", (UnaryOperator<String>) text -> '"' + text + '"'),
                arguments("quoted with literal line feeds", (UnaryOperator<String>)
                        text -> "'" + text.replace("\n", "\\n") + "'"),
                arguments("CRLF", (UnaryOperator<String>) text -> text.replace("\n", "\r\n")),
                arguments("Base64", (UnaryOperator<String>) LocalKeyTest::base64),
                arguments("wrapped Base64", (UnaryOperator<String>)
                        text -> base64(text).replaceAll("(.{76})", "$1\n")),
                arguments("Base64 twice", (UnaryOperator<String>) text -> base64(base64(text))),
                arguments("Base64 of DER", (UnaryOperator<String>) text ->
                        text.lines().filter(line -> !line.startsWith("-----")).collect(joining())),
                arguments("Base64 of DER on lines", (UnaryOperator<String>) text ->
                        text.lines().filter(line -> !line.startsWith("-----")).collect(joining("\n"))));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deliveries")
    void keys_and_certificates_are_read_as_secret_stores_deliver_them(String form, UnaryOperator<String> delivered) {
        for (String key : List.of("ec.key", "rsa.pkcs1", "rsa.pkcs8.enc")) {
            String name = key.substring(0, key.indexOf('.'));
            String passphrase = key.endsWith(".enc") ? PASSPHRASE : null;

            Signer signer =
                    signer(CMS, delivered.apply(keys.text(key)), delivered.apply(keys.text(name + ".crt")), passphrase);

            assertThat(signer.chain()).as(key).hasSize(1);
        }
    }

    @Test
    void an_encrypted_traditional_key_is_read_from_one_line() {
        String key = keys.text("rsa.pkcs1.enc");
        assertThat(key).contains("DEK-Info");

        assertThat(signer(CMS, key.replace("\n", " "), keys.text("rsa.crt"), PASSPHRASE)
                        .chain())
                .hasSize(1);
    }

    @Test
    void pkcs12_is_read_from_base64() throws IOException {
        String delivered = Base64.getEncoder().encodeToString(Files.readAllBytes(keys.path("ec.p12")));

        assertThat(signer(CMS, delivered, null, PASSPHRASE).chain()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-keypbe AES-256-CBC -certpbe AES-256-CBC", "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES"})
    void pkcs12_with_an_empty_passphrase_is_read(String encryption) {
        List<String> command = new ArrayList<>(List.of(
                "pkcs12", "-export", "-inkey", "ec.key", "-in", "ec.chain", "-passout", "pass:", "-out", "empty.p12"));
        command.addAll(List.of(encryption.split(" ")));
        keys.openssl(command.toArray(String[]::new));

        assertThat(signer(CMS, keys.path("empty.p12"), null, null).chain()).hasSize(2);
    }

    @Test
    void the_pkcs12_file_of_the_key_may_also_be_specified_as_the_certificate() throws IOException {
        String delivered = Base64.getEncoder().encodeToString(Files.readAllBytes(keys.path("ec.p12")));

        assertThat(signer(CMS, keys.path("ec.p12"), keys.path("ec.p12"), PASSPHRASE)
                        .chain())
                .hasSize(2);
        assertThat(signer(CMS, keys.text("ec.key"), delivered, PASSPHRASE).chain())
                .hasSize(2);
    }

    @Test
    void a_key_encrypted_with_scrypt_is_read() {
        keys.openssl(
                "pkcs8", "-topk8", "-scrypt", "-in", "ec.key", "-passout", "pass:" + PASSPHRASE, "-out", "ec.scrypt");

        assertThat(signer(CMS, keys.path("ec.scrypt"), keys.path("ec.chain"), PASSPHRASE)
                        .chain())
                .hasSize(2);
    }

    @Test
    void pkcs12_with_a_passphrase_that_is_not_ascii_is_read() {
        String passphrase = "pässwörd-密码";
        keys.openssl(
                "pkcs12",
                "-export",
                "-inkey",
                "ec.key",
                "-in",
                "ec.chain",
                "-passout",
                "pass:" + passphrase,
                "-out",
                "ec.u.p12");

        assertThat(signer(CMS, keys.path("ec.u.p12"), null, passphrase).chain()).hasSize(2);
    }

    @Test
    void a_trusted_certificate_of_openssl_is_read() {
        keys.openssl("x509", "-in", "ec.crt", "-trustout", "-addtrust", "codeSigning", "-out", "ec.trusted");
        assertThat(keys.text("ec.trusted")).contains("TRUSTED CERTIFICATE");

        assertThat(signer(CMS, keys.path("ec.key"), keys.path("ec.trusted"), null)
                        .chain())
                .hasSize(1);
    }

    @Test
    void explicit_curve_parameters_are_reported_as_the_reason() {
        keys.openssl(
                "ecparam",
                "-name",
                "prime256v1",
                "-param_enc",
                "explicit",
                "-genkey",
                "-noout",
                "-out",
                "explicit.key");
        keys.openssl("req", "-x509", "-new", "-key", "explicit.key", "-subj", "/CN=explicit", "-out", "explicit.crt");

        assertThatThrownBy(() -> signer(CMS, keys.path("ec.key"), keys.path("explicit.crt"), null))
                .hasMessageContaining("explicit parameters");
    }

    @Test
    void settings_do_not_print_a_key() {
        SigningSettings settings = SigningSettings.withKey(CMS, keys.text("ec.key"), null, null);

        assertThat(settings.toString()).contains("profile=cms", "key=****").doesNotContain("PRIVATE", "MIG");
    }

    @Test
    void a_signature_of_other_content_is_not_valid() {
        byte[] signature = signer(CMS, keys.path("ec.key"), keys.path("ec.chain"), null)
                .sign(MESSAGE)
                .value();
        byte[] other = Arrays.copyOf(MESSAGE, MESSAGE.length + 1);

        assertFails(ErrorCode.SIGNATURE_INVALID, () -> SignatureVerifier.verifyCms(signature, other));
        assertFails(ErrorCode.SIGNATURE_INVALID, () -> SignatureVerifier.verifyCms(new byte[] {1}, MESSAGE));
    }

    private void assertOpensslAccepts(Path temp, String name, DetachedSignature signature, String... options)
            throws IOException {
        Path message = Files.write(temp.resolve("message"), MESSAGE);
        Path value = Files.write(temp.resolve("value"), signature.value());
        keys.openssl("pkey", "-in", name + ".key", "-pubout", "-out", name + ".pub");
        List<String> command = new ArrayList<>(List.of("openssl", "dgst", "-sha256", "-verify"));
        command.add(keys.path(name + ".pub").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-signature", value.toString(), message.toString()));
        ExternalTool.run(temp, command.toArray(String[]::new)).succeeded();
    }

    private static void assertFails(ErrorCode code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(PublishException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
