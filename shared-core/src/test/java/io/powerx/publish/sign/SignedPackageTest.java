package io.powerx.publish.sign;

import static io.powerx.publish.config.SigningProfile.CMS;
import static io.powerx.publish.sign.TestSigning.signedPackage;
import static io.powerx.publish.sign.TestSigning.signer;
import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.SampleProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed packages are opened and checked with tools that know nothing of this project. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedPackageTest {
    private TestKeys keys;

    @BeforeAll
    void makeKeys(@TempDir Path folder) {
        keys = new TestKeys(folder);
        keys.leaf("ec256", "EC", "ec_paramgen_curve:P-256");
        keys.leaf("ec384", "EC", "ec_paramgen_curve:P-384");
        keys.leaf("rsa", "RSA", "rsa_keygen_bits:2048");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec256", "ec384", "rsa"})
    void tar_sha256sum_and_openssl_accept_a_package(String key, @TempDir Path temp) throws Exception {
        Path file = signedPackage(
                new SampleProject(temp.resolve("project")).root(),
                SampleProject.request(),
                signer(CMS, keys.path(key + ".key"), keys.path(key + ".chain"), null),
                temp.resolve("out"));

        Path unpacked = Files.createDirectories(temp.resolve("unpacked"));
        ExternalTool.run(temp, "gzip", "-t", "-S", ".pxp", file.toString()).succeeded();
        ExternalTool.run(unpacked, "tar", "xzf", file.toString()).succeeded();
        assertUnpackedIsSigned(unpacked);
    }

    @Test
    void unzip_sha256sum_and_openssl_accept_a_zip(@TempDir Path temp) throws Exception {
        Path file = signedPackage(
                new SampleProject(temp.resolve("project")).root(),
                SampleProject.request(PackageFormat.ZIP),
                signer(CMS, keys.path("ec256.key"), keys.path("ec256.chain"), null),
                temp.resolve("out"));

        Path unpacked = Files.createDirectories(temp.resolve("unpacked"));
        ExternalTool.run(temp, "unzip", "-t", file.toString()).succeeded();
        ExternalTool.run(unpacked, "unzip", "-q", file.toString()).succeeded();
        assertUnpackedIsSigned(unpacked);
    }

    private void assertUnpackedIsSigned(Path unpacked) {
        assertThat(ExternalTool.run(unpacked, "sha256sum", "-c", "--strict", "integrity.txt")
                        .succeeded()
                        .output())
                .contains("assets/\u56fe\u6807.svg: OK", "plugin.yaml: OK");
        String[] verify = {
            "openssl",
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "PEM",
            "-in",
            "manifest.signature",
            "-content",
            "integrity.txt",
            "-CAfile",
            keys.path("root.crt").toString(),
            "-purpose",
            "any",
            "-out",
            "/dev/null"
        };
        ExternalTool.run(unpacked, verify).succeeded();
    }
}
