package io.powerx.publish.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.pack.ArtifactBuilder;
import io.powerx.publish.pack.ExternalTool;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.SampleProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package is opened and checked with tools that know nothing of this project. */
class SignedPackageTest {
    @TempDir
    Path temp;

    @Test
    void tar_sha256sum_and_openssl_accept_a_signed_package() throws Exception {
        TestKeys keys = new TestKeys(Files.createDirectories(temp.resolve("keys")));
        keys.leaf("ec", "EC", "ec_paramgen_curve:P-256");
        SampleProject project = new SampleProject(temp.resolve("project"));
        Signer signer = Signers.of(
                new SigningSettings(
                        SigningProfile.CMS,
                        keys.path("ec.key").toString(),
                        keys.path("ec.chain").toString(),
                        null,
                        null,
                        null),
                null,
                Clock.systemUTC(),
                () -> {
                    throw new AssertionError("a local key needs no network");
                });
        ArtifactBuilder builder = new ArtifactBuilder(project.root());
        PackRequest request = SampleProject.request();

        PackagePlan plan = builder.plan(request);
        byte[] signature = ManifestSignature.encode(signer.sign(plan.integrity()));
        List<PackedArtifact> artifacts = builder.pack(request, plan, signature, temp.resolve("out"));

        String file = artifacts.get(0).file();
        Path unpacked = Files.createDirectories(temp.resolve("unpacked"));
        ExternalTool.run(temp, "gzip", "-t", "-S", ".pxp", file).succeeded();
        ExternalTool.run(unpacked, "tar", "xzf", file).succeeded();
        assertThat(ExternalTool.run(unpacked, "sha256sum", "-c", "--strict", "integrity.txt")
                        .succeeded()
                        .output())
                .contains("assets/\u56fe\u6807.svg: OK");
        ExternalTool.run(
                        unpacked,
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
                        "/dev/null")
                .succeeded();
    }
}
