package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.support.ConsoleBrowser;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.OpenSsl;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePackage;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest extends SandboxTest {
    @TempDir
    private Path work;

    private Sandbox sandbox;
    private ContractClient client;
    private OpenSsl openssl;
    private SamplePublish sample;
    private String list;
    private byte[] integrity;

    @BeforeEach
    void startOne() {
        // openssl uses the clock of the machine.
        sandbox = start(options -> options.clock(Clock.systemUTC()));
        client = publisher(sandbox);
        openssl = new OpenSsl(work);
        sample = SamplePublish.packaged("com.powerx.note", "1.0.0");
        list = sample.nameOf("integrity");
        integrity = sample.content(list);
    }

    private SamplePublish signed(byte[] cms) {
        return sample.signature(list, "cms-detached", "SHA256withECDSA", cms, List.of());
    }

    private byte[] demoCms(byte[] content) {
        return openssl.cms(content, sandbox.signingKey(), sandbox.signingCertificate());
    }

    private Reply completed() {
        Reply registered = client.register(sample.request());
        assertThat(registered.status()).as("%s", registered).isEqualTo(201);
        return client.complete(registered.get("publishId"), client.upload(registered.json(), sample));
    }

    private static void assertRefused(Reply reply, String code, String words) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(422);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.get("detail")).contains(words);
    }

    @Test
    void a_cms_signature_with_the_demo_key_is_valid() {
        signed(demoCms(integrity));

        assertThat(completed().get("status")).isEqualTo("uploaded");
    }

    @Test
    void a_package_whose_list_is_not_signed_is_refused_next_to_one_whose_list_is() {
        SamplePackage other = SamplePackage.of("com.powerx.note", "1.0.0").file("backend/bin/plugin", "other");
        sample.artifact("com.powerx.note-1.0.0-linux-arm64.pxp", "package", other.tarGz());
        sample.artifact("com.powerx.note-1.0.0-linux-arm64.integrity.txt", "integrity", other.integrity());
        signed(demoCms(integrity));

        assertRefused(completed(), "signature_invalid", "linux-arm64.pxp");
    }

    @Test
    void packages_with_a_signed_list_each_are_accepted() {
        SamplePackage other = SamplePackage.of("com.powerx.note", "1.0.0").file("backend/bin/plugin", "other");
        String otherList = "com.powerx.note-1.0.0-linux-arm64.integrity.txt";
        sample.artifact("com.powerx.note-1.0.0-linux-arm64.pxp", "package", other.tarGz());
        sample.artifact(otherList, "integrity", other.integrity());
        signed(demoCms(integrity));
        sample.signature(otherList, "cms-detached", "SHA256withECDSA", demoCms(other.integrity()), List.of());

        assertThat(completed().get("status")).isEqualTo("uploaded");
    }

    @Test
    void openssl_trusts_the_demo_certificate_for_cms() {
        openssl.write("signature", demoCms(integrity));
        openssl.write("list", integrity);

        openssl.run(
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "signature",
                "-content",
                "list",
                "-CAfile",
                sandbox.trustedAuthority().toString(),
                "-out",
                "out");

        assertThat(openssl.read("out")).isEqualTo(integrity);
    }

    @Test
    void a_cms_signature_over_other_content_is_refused_before_the_upload() {
        signed(demoCms("other".getBytes(StandardCharsets.UTF_8)));

        assertRefused(client.register(sample.request()), "signature_invalid", "over other content");
    }

    @Test
    void a_version_of_which_only_other_files_are_signed_is_shown_as_not_signed() {
        byte[] bill = "{}".getBytes(StandardCharsets.UTF_8);
        sample.artifact("bill.json", "sbom", bill)
                .signature("bill.json", "cms-detached", "SHA256withECDSA", demoCms(bill), List.of());

        assertThat(pageOfThePublish())
                .contains("Not signed", "Only other files of this version are signed.", "The package is not signed")
                .doesNotContain("who is trusted");
    }

    @Test
    void a_version_whose_list_is_signed_is_shown_as_signed() {
        signed(demoCms(integrity));

        assertThat(pageOfThePublish()).contains("who is trusted").doesNotContain("Not signed");
    }

    private String pageOfThePublish() {
        String version = client.publish(sample).get("versionId").asText();
        return new ConsoleBrowser(sandbox.baseUri())
                .open("/versions/" + version)
                .text();
    }

    @Test
    void a_damaged_cms_signature_is_refused() {
        byte[] cms = demoCms(integrity);
        cms[cms.length - 5]++;
        signed(cms);

        assertRefused(completed(), "signature_invalid", "is not valid");
    }

    @Test
    void a_signer_of_an_unknown_authority_is_refused_until_the_authority_is_an_anchor() throws IOException {
        stranger("stranger");
        signed(openssl.cms(integrity, openssl.path("stranger.key"), openssl.path("stranger.pem")));
        assertRefused(client.register(sample.request()), "signature_invalid", "does not lead to an authority");

        Files.copy(
                openssl.path("stranger.pem"),
                data.resolve("trust/anchors/stranger.pem"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(completed().get("status")).isEqualTo("uploaded");
    }

    private void stranger(String name) {
        openssl.run(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem",
                "-subj",
                "/CN=Stranger",
                "-days",
                "2");
    }

    @ParameterizedTest
    @CsvSource({"SHA256withRSA,pkcs1", "RSASSA-PSS,pss", "SHA256withRSAandMGF1,pss"})
    void raw_rsa_signatures_are_valid_with_their_chain(String algorithm, String padding) throws IOException {
        stranger("rsa");
        Files.copy(openssl.path("rsa.pem"), data.resolve("trust/anchors/rsa.pem"));
        openssl.write("content", integrity);
        if (padding.equals("pss")) {
            openssl.run(
                    "dgst",
                    "-sha256",
                    "-sigopt",
                    "rsa_padding_mode:pss",
                    "-sigopt",
                    "rsa_pss_saltlen:32",
                    "-sign",
                    "rsa.key",
                    "-out",
                    "raw.sig",
                    "content");
        } else {
            openssl.run("dgst", "-sha256", "-sign", "rsa.key", "-out", "raw.sig", "content");
        }
        sample.signature(
                list, "raw", algorithm, openssl.read("raw.sig"), List.of(Files.readString(openssl.path("rsa.pem"))));

        assertThat(completed().get("status")).isEqualTo("uploaded");
    }

    @Test
    void a_raw_ecdsa_signature_is_valid_and_a_damaged_one_is_not() throws IOException {
        byte[] raw = openssl.raw(integrity, sandbox.signingKey());
        List<String> chain = List.of(Files.readString(sandbox.signingCertificate()));
        sample.signature(list, "raw", "SHA256withECDSA", raw, chain);
        assertThat(completed().get("status")).isEqualTo("uploaded");

        sample = SamplePublish.packaged("com.powerx.note", "1.0.1");
        sample.signature(sample.nameOf("integrity"), "raw", "SHA256withECDSA", raw, chain);
        assertRefused(completed(), "signature_invalid", "is not valid");
    }

    @Test
    void an_ed25519_signature_over_the_package_is_valid_for_a_registered_public_key() throws IOException {
        openssl.run("genpkey", "-algorithm", "ed25519", "-out", "ed.key");
        openssl.run("pkey", "-in", "ed.key", "-pubout", "-out", "ed.pub");
        String pack = sample.nameOf("package");
        openssl.write("content", sample.content(pack));
        openssl.run("pkeyutl", "-sign", "-rawin", "-inkey", "ed.key", "-in", "content", "-out", "raw.sig");
        sample.signature(pack, "raw", "Ed25519", openssl.read("raw.sig"), List.of());
        assertRefused(client.register(sample.request()), "signature_invalid", "no registered public key");

        Files.copy(openssl.path("ed.pub"), data.resolve("trust/anchors/ed.pub"));

        assertThat(completed().get("status")).isEqualTo("uploaded");
    }

    @Test
    void an_expired_certificate_is_refused() {
        openssl.run(
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                "old.key",
                "-out",
                "old.csr",
                "-subj",
                "/CN=Old");
        openssl.run(
                "x509",
                "-req",
                "-in",
                "old.csr",
                "-CA",
                sandbox.trustedAuthority().toString(),
                "-CAkey",
                data.resolve("trust/ca-key.pem").toString(),
                "-days",
                "-1",
                "-set_serial",
                "7",
                "-out",
                "old.pem");
        signed(openssl.cms(integrity, openssl.path("old.key"), openssl.path("old.pem")));

        assertRefused(client.register(sample.request()), "signature_invalid", "valid from");
    }

    @Test
    void garbage_is_not_a_signature() {
        signed(new byte[] {1, 2, 3});
        assertRefused(client.register(sample.request()), "signature_invalid", "not a CMS signature");

        SamplePublish wrong = SamplePublish.packaged("com.powerx.other", "1.0.0");
        wrong.signature(wrong.nameOf("integrity"), "raw", "MD5withRSA", new byte[] {1}, List.of("no pem"));
        assertThat(client.register(wrong.request()).code()).isEqualTo("signature_invalid");

        SamplePublish unknown = SamplePublish.packaged("com.powerx.other", "1.0.0");
        unknown.signature("no-such-artifact", "raw", "SHA256withRSA", new byte[] {1}, List.of());
        assertThat(client.register(unknown.request())
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/signatures/0/artifact");
    }

    @Test
    void unsigned_publishes_are_accepted_unless_signatures_are_required() {
        assertThat(completed().get("status")).isEqualTo("uploaded");
        Sandbox strict = start(options -> options.requireSignatures(true));

        Reply refused = publisher(strict)
                .register(SamplePublish.packaged("com.powerx.note", "1.0.1").request());

        assertThat(refused.code()).isEqualTo("signature_invalid");
    }

    @Test
    void a_package_must_contain_what_the_signed_list_specifies() {
        byte[] other = SamplePackage.of("com.powerx.note", "1.0.0")
                .file("more.txt", "sneaked in")
                .tarGz(integrity);
        sample.artifact(sample.nameOf("package"), "package", other);
        signed(demoCms(integrity));

        assertRefused(completed(), "signature_invalid", "more.txt");
    }

    @Test
    void a_package_with_another_list_inside_is_refused() {
        byte[] other = SamplePackage.of("com.powerx.note", "6.6.6").tarGz();
        sample.artifact(sample.nameOf("package"), "package", other);

        assertRefused(completed(), "checksum_mismatch", "is not the integrity artifact");
    }

    @Test
    void a_signed_list_requires_a_package_that_can_be_verified_against_it() {
        sample.artifact(sample.nameOf("package"), "package", new byte[] {1, 2, 3, 4, 5});
        signed(demoCms(integrity));

        assertRefused(completed(), "signature_invalid", "cannot be verified against it");
    }

    @Test
    void a_zip_package_is_also_checked() {
        sample.artifact(
                sample.nameOf("package"),
                "package",
                SamplePackage.of("com.powerx.note", "1.0.0").zip());
        signed(demoCms(integrity));

        assertThat(completed().get("status")).isEqualTo("uploaded");
    }

    @Test
    void a_package_with_a_link_or_a_path_outside_is_rejected() {
        TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
        link.setLinkName("/etc/passwd");
        sample.artifact(
                sample.nameOf("package"),
                "package",
                SamplePackage.of("com.powerx.note", "1.0.0").tarGz(integrity, link));
        assertRefused(completed(), "rejected", "a link or a device");

        sample = SamplePublish.packaged("com.powerx.note", "1.0.1");
        byte[] climbing = SamplePackage.of("com.powerx.note", "1.0.1")
                .file("../../evil", "x")
                .tarGz();
        sample.artifact(sample.nameOf("package"), "package", climbing);
        assertRefused(completed(), "rejected", "leads outside");
    }

    @Test
    void reviewers_see_the_verified_signatures() {
        signed(demoCms(integrity));
        JsonNode published = client.publish(sample);

        Reply page = ContractClient.raw(
                "GET",
                sandbox.baseUri() + "/versions/" + published.get("versionId").asText(),
                new byte[0],
                java.util.Map.of());

        assertThat(page.text())
                .contains(
                        "Verified: ",
                        "format cms-detached.",
                        "CN=PowerX Sandbox Publisher",
                        "CN=PowerX Sandbox CA",
                        "contains exactly the files");
    }
}
