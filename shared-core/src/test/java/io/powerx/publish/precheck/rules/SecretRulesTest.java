package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.finding.Finding;
import io.powerx.publish.precheck.PluginProject;
import io.powerx.publish.precheck.PrecheckReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are made when the test runs, so that this file contains none. */
class SecretRulesTest {
    private static final String RULE = "PX-F009";
    private static final String CONFIG = "backend/etc/config.yaml";
    private static final String DIGITS = "0123456789";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String BASE62 = DIGITS + UPPER + UPPER.toLowerCase(java.util.Locale.ROOT);
    private static final String HEX = DIGITS + "abcdef";

    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    private List<String> places(String text) {
        return project().file(CONFIG, text).places(RULE);
    }

    private static String random(String alphabet, int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** A token as GitHub and npm make them. */
    private static String withChecksum(String prefix) {
        String body = random(BASE62, 30);
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        StringBuilder digits = new StringBuilder();
        long rest = crc.getValue();
        for (int i = 0; i < 6; i++) {
            digits.insert(0, BASE62.charAt((int) (rest % 62)));
            rest /= 62;
        }
        return prefix + body + digits;
    }

    private static String jwt(String payload) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "." + encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + "." + random(BASE62, 43);
    }

    /** A new key in PEM. */
    static String privateKey() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return "-----BEGIN PRIVATE " + "KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE " + "KEY-----\n";
    }

    static List<String> certain() {
        return List.of(
                withChecksum("ghp" + "_"),
                withChecksum("ghs" + "_"),
                withChecksum("npm" + "_"),
                "github" + "_pat_" + random(BASE62, 22) + "_" + random(BASE62, 59),
                "glpat" + "-" + random(BASE62, 20),
                "xoxb" + "-" + random(DIGITS, 12) + "-" + random(DIGITS, 13) + "-" + random(BASE62, 24),
                "https://hooks.slack" + ".com/services/T" + random(UPPER, 9) + "/B" + random(UPPER, 10) + "/"
                        + random(BASE62, 24),
                "sk" + "_live_" + random(BASE62, 24),
                "SG" + "." + random(BASE62, 22) + "." + random(BASE62, 43),
                "pypi" + "-AgEIcHlwaS5vcmc" + random(BASE62, 80),
                "sk" + "-proj-" + random(BASE62, 40) + "T3Blbk" + "FJ" + random(BASE62, 40),
                "sk" + "-ant-api03-" + random(BASE62, 93),
                "shpat" + "_" + random(HEX, 32),
                "dop" + "_v1_" + random(HEX, 64),
                "AccountName=a;Account" + "Key=" + random(BASE62, 86) + "==;EndpointSuffix=core.windows.net",
                "AK" + "IA" + random(UPPER, 16) + "\n  secret: " + random(BASE62 + "+/", 40),
                "secret: " + random(BASE62, 30) + "\n  id: LT" + "AI5t" + random(BASE62, 18),
                "AGE-SECRET-" + "KEY-1" + random("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58),
                "postgres://notes:h7Kq" + "92xLmW@db.acme.io:5432/notes?sslmode=require",
                "host=db.acme.io user=notes password=h7Kq" + "92xLmW dbname=notes",
                "Server=db.acme.io;User Id=notes;Password=h7Kq" + "92xLmW;",
                "notes:h7Kq" + "92xLmW@tcp(db.acme.io:3306)/notes",
                "//registry.acme.io/:_auth" + "Token=" + random(BASE62, 32));
    }

    static List<String> likely() {
        return List.of(
                "AK" + "IA" + random(UPPER, 16),
                "AI" + "za" + random(BASE62, 35),
                "twilio:\n  sid: S" + "K" + random(HEX, 32),
                jwt("{\"iss\":\"powerx\",\"sub\":\"tenant\"}"),
                jwt("{\"sub\":\"tenant\",\"exp\":"
                        + PluginProject.NOW.plus(Duration.ofDays(1)).getEpochSecond() + "}"),
                "postgres://notes:h7Kq" + "92xLmW@db:5432/notes",
                "redis://:h7Kq" + "92xLmW@10.0.0.8:6379",
                "machine git.acme.io login ci password h7Kq" + "92xLmW",
                "PX_MARKETPLACE_TOKEN: " + random(BASE62, 40));
    }

    @ParameterizedTest
    @MethodSource("certain")
    void a_secret_whose_form_leaves_no_doubt_is_an_error(String secret) {
        assertThat(places("name: note\nvalue: \"" + secret + "\"\n"))
                .singleElement()
                .asString()
                .startsWith("error " + CONFIG + ":");
    }

    @ParameterizedTest
    @MethodSource("likely")
    void a_secret_that_may_be_public_or_for_development_is_a_warning(String secret) {
        assertThat(places("name: note\nvalue: " + secret + "\n"))
                .singleElement()
                .asString()
                .startsWith("warning " + CONFIG + ":");
    }

    @Test
    void the_finding_has_line_and_column_and_neither_it_nor_the_report_contains_the_secret() {
        String token = withChecksum("ghp" + "_");
        PrecheckReport report =
                project().file(CONFIG, "a: 1\n\n  token: " + token + "\n").check();
        assertThat(report.findings()).extracting(Finding::rule).containsExactly(RULE);
        assertThat(report.findings().get(0).location()).hasToString(CONFIG + ":3:10");
        assertThat(report.findings().get(0).message())
                .isEqualTo("backend/etc/config.yaml contains a GitHub token (ghp_…)");
        assertThat(report.toString()).doesNotContain(token.substring(4, 14)).contains("ghp_");
    }

    @Test
    void a_password_is_not_shown_but_its_server_is() {
        assertThat(project()
                        .file(CONFIG, "dsn: mysql://app:h7Kq" + "92xLmW@db.acme.io/notes\n")
                        .messages(RULE))
                .containsExactly(
                        "backend/etc/config.yaml contains a password in a connection string (mysql://app:…@db.acme.io…)");
    }

    @Test
    void an_expired_token_is_only_an_info() {
        long before = PluginProject.NOW.minus(Duration.ofDays(1)).getEpochSecond();
        assertThat(places("token: " + jwt("{\"sub\":\"tenant\",\"exp\":" + before + "}")))
                .containsExactly("info " + CONFIG + ":1:8");
    }

    @Test
    void a_token_with_a_wrong_checksum_is_none() {
        assertThat(places("a: ghp" + "_" + random(BASE62, 36) + "\nb: npm" + "_" + random(BASE62, 36) + "\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key: AKIAIOSFODNN7EXAMPLE",
                "key: AKIAIOSFODNN7EXAMPLE\nsecret: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "token: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
                "token: glpat-xxxxxxxxxxxxxxxxxxxx",
                "key: sk_test_51Habcdefghijklmnopqrstuvwxyz",
                "dsn: postgres://${DB_USER}:${DB_PASSWORD}@db.acme.io/notes",
                "dsn: postgres://user:<password>@db.acme.io/notes",
                "dsn: postgres://user:password@localhost:5432/notes",
                "dsn: postgres://powerx:powerx@127.0.0.1:5432/powerx?sslmode=disable",
                "dsn: postgres://powerx:powerx_dev@postgres:5432/powerx",
                "dsn: mysql://user:h7Kq92xLmW@db.example.com/notes",
                "dsn: https://user:changeme@api.acme.io",
                "url: https://api.acme.io:8443/@scope/name",
                "dsn: user:password@tcp(localhost:3306)/notes",
                "host=localhost user=postgres password=postgres dbname=notes",
                "password: h7Kq92xLmW",
                "//registry.acme.io/:_authToken=${NPM_TOKEN}",
                "PX_MARKETPLACE_TOKEN: ${PX_MARKETPLACE_TOKEN}",
                "example: postgres://notes:h7Kq92xLmW@db.acme.io/notes",
                "{\"auth\": \"bm90ZXM6aDdLcTkyeExtVw==\"}",
                "hash: 9b74c9897bac770ffc029102a200c5de9b74c989",
                "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
            })
    void samples_placeholders_and_development_defaults_are_not_secrets(String text) {
        assertThat(places(text)).isEmpty();
    }

    @Test
    void the_login_of_a_registry_of_images_is_an_error() {
        String login = Base64.getEncoder().encodeToString(("ci:h7Kq" + "92xLmW").getBytes(StandardCharsets.UTF_8));
        assertThat(project()
                        .file("config/docker.json", "{\"auths\": {\"r.acme.io\": {\"auth\": \"" + login + "\"}}}")
                        .places(RULE))
                .containsExactly("error config/docker.json:1:26");
    }

    @Test
    void a_service_account_of_google_is_refused_because_of_its_private_key() throws Exception {
        String json = "{\"type\": \"service_account\", \"private_key\": \""
                + privateKey().replace("\r", "").replace("\n", "\\n") + "\"}";
        assertThat(project().file("config/account.json", json).places("PX-F003"))
                .containsExactly("error config/account.json");
    }

    @Test
    void a_private_key_is_found_anywhere_in_a_large_file_and_in_base64() throws Exception {
        String long1 = "# filler\n".repeat(60_000);
        assertThat(project().file(CONFIG, long1 + privateKey()).places(RULE))
                .containsExactly("error " + CONFIG + ":60001:1");
        String encoded = Base64.getEncoder()
                .encodeToString(privateKey().replace("\r", "").getBytes(StandardCharsets.UTF_8));
        assertThat(places("tls.key: " + encoded + "\n")).containsExactly("error " + CONFIG + ":1:10");
    }

    @ParameterizedTest
    @ValueSource(ints = {239_990, 240_000, 245_750, 255_990, 262_140})
    void a_secret_at_any_place_of_a_large_file_is_found_once(int before) {
        assertThat(places("x".repeat(before) + "\n" + withChecksum("ghp" + "_") + "\n" + "y ".repeat(150_000)))
                .containsExactly("error " + CONFIG + ":2:1");
    }

    @Test
    void a_comment_with_a_reason_in_the_same_or_the_previous_line_allows_a_secret() {
        String token = withChecksum("ghp" + "_");
        assertThat(places("token: " + token + " # px-publish:allow PX-F009 revoked, for the parser\n"))
                .isEmpty();
        assertThat(places("# px-publish:allow PX-F009 revoked\ntoken: " + token))
                .isEmpty();
        assertThat(places("# px-publish:allow PX-F009\ntoken: " + token)).hasSize(1);
        assertThat(places("# px-publish:allow PX-F001 other rule\ntoken: " + token))
                .hasSize(1);
        assertThat(places("# px-publish:allow PX-F009 too far\n\ntoken: " + token))
                .hasSize(1);
    }

    @Test
    void tests_and_documentation_only_contain_what_a_checksum_proves() {
        String dsn = "postgres://notes:h7Kq" + "92xLmW@db.acme.io/notes\n";
        assertThat(project()
                        .file("contracts/examples/a.yaml", dsn)
                        .file("assets/README.md", dsn + jwt("{\"sub\":\"tenant\"}"))
                        .file("assets/config.example.yaml", dsn + "xoxb" + "-1234567890-" + random(BASE62, 36))
                        .file("assets/tests/a.txt", withChecksum("ghp" + "_"))
                        .places(RULE))
                .containsExactly("warning assets/tests/a.txt:1:1");
    }

    @Test
    void what_browsers_receive_and_what_is_not_text_has_only_unmistakable_secrets() {
        String google = "AI" + "za" + random(BASE62, 35);
        String dsn = "postgres://notes:h7Kq" + "92xLmW@db.acme.io/notes";
        assertThat(project()
                        .file(
                                "web-admin/.output/public/app.js",
                                "const key='" + google + "',t='" + jwt("{\"sub\":\"a\"}") + "'")
                        .bytes("assets/program.bin", ("\0\1" + dsn + "\0").getBytes(StandardCharsets.ISO_8859_1))
                        .bytes(
                                "assets/other.bin",
                                ("\0\1" + withChecksum("ghp" + "_") + "\0").getBytes(StandardCharsets.ISO_8859_1))
                        .places(RULE))
                .containsExactly("error assets/other.bin:1:3");
    }

    @Test
    void only_files_that_are_packed_are_searched() {
        PluginProject project = project().file("backend/src/dev.yaml", "token: " + withChecksum("ghp" + "_"));
        assertThat(project.places(RULE)).isEmpty();
        assertThat(project.include("backend/src/**").places(RULE)).containsExactly("error backend/src/dev.yaml:1:8");
    }

    @Test
    void a_secret_in_a_file_of_powershell_is_found() {
        byte[] utf16 =
                ("\uFEFF# setup\r\n$token = '" + withChecksum("ghp_") + "'\r\n").getBytes(StandardCharsets.UTF_16LE);

        assertThat(project().bytes("config/setup.ps1", utf16).places(RULE))
                .containsExactly("error config/setup.ps1:2:11");
    }
}
