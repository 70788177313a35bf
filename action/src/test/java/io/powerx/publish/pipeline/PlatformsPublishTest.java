package io.powerx.publish.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.sandbox.CoreOptions;
import io.powerx.publish.sandbox.Fault;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.sign.PackageVerifier;
import io.powerx.publish.sign.TrustAnchors;
import io.powerx.publish.sign.VerificationReport;
import io.powerx.publish.testing.Binaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages for several platforms in one publish ({@code artifacts.platforms}). */
class PlatformsPublishTest {
    private static final List<String> PLATFORMS = List.of("darwin-arm64", "linux-amd64", "linux-arm64");

    @TempDir
    private Path folder;

    @Test
    void one_publish_delivers_a_package_for_each_platform_and_one_receipt() throws IOException {
        try (Publishing given = withPlatforms(FaultScript.NONE)) {
            Receipt receipt = given.publish();

            assertThat(receipt.status()).isEqualTo("queued");
            assertThat(receipt.packages()).extracting("platform").isEqualTo(PLATFORMS);
            assertThat(named(receipt, ArtifactRole.PACKAGE))
                    .extracting(Artifact::platform)
                    .isEqualTo(PLATFORMS);
            assertThat(named(receipt, ArtifactRole.INTEGRITY))
                    .extracting(Artifact::platform)
                    .isEqualTo(PLATFORMS);
            assertThat(receipt.artifacts()).extracting(Artifact::url).doesNotContainNull();
            assertThat(receipt.packages().get(0).integrity()).isEqualTo(receipt.integrity());
            assertThat(receipt.packages()).extracting("integrity.sha256").doesNotHaveDuplicates();
            assertThat(ReceiptFile.read(given.receipt)).isEqualTo(receipt);
        }
    }

    @Test
    void each_package_verifies_on_its_own_with_the_provenance_of_the_publish() throws IOException {
        try (Publishing given = withPlatforms(FaultScript.NONE)) {
            Receipt receipt = given.publish();

            TrustAnchors trust = TrustAnchors.parsePem(Publishing.text(given.sandbox.trustedAuthority()));
            for (Receipt.PublishedPackage each : receipt.packages()) {
                VerificationReport report = new PackageVerifier(Clock.systemUTC())
                        .verify(given.project.resolve("dist").resolve(each.name()), trust);
                assertThat(report.passed()).as(each.name() + report.checks()).isTrue();
                assertThat(report.platform()).isEqualTo(each.platform());
                assertThat(report.provenance()).isNotNull();
            }
        }
    }

    @Test
    void publishing_the_same_platforms_again_changes_nothing_and_other_content_of_one_is_a_conflict()
            throws IOException {
        try (Publishing given = withPlatforms(FaultScript.NONE)) {
            Receipt first = given.publish();

            Receipt second = given.publish();
            assertThat(second.alreadyPublished()).isTrue();
            assertThat(second.publishId()).isEqualTo(first.publishId());

            Files.write(given.project.resolve("build/linux-arm64/extra.bin"), new byte[] {1});
            assertThatExceptionOfType(PublishException.class)
                    .isThrownBy(() -> given.publish())
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT));
        }
    }

    @Test
    void a_version_with_fewer_platforms_is_other_content() throws IOException {
        try (Publishing given = withPlatforms(FaultScript.NONE)) {
            given.publish();
            given.write(
                    "publish.yml",
                    Publishing.text(given.project.resolve("publish.yml"))
                            .replace("    darwin-arm64: { backend/bin: build/darwin-arm64 }\n", ""));

            assertThatExceptionOfType(PublishException.class)
                    .isThrownBy(() -> given.publish())
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT));
        }
    }

    @Test
    void a_publish_that_broke_in_the_second_package_sends_only_what_is_missing() throws IOException {
        AtomicBoolean down = new AtomicBoolean(true);
        AtomicInteger uploads = new AtomicInteger();
        FaultScript faults =
                call -> call.operation().equals("uploadPart") && down.get() && uploads.incrementAndGet() > 2
                        ? new Fault.Status(400, "validation_failed", null)
                        : Fault.NONE;
        try (Publishing given = withPlatforms(faults)) {
            assertThatExceptionOfType(PublishException.class).isThrownBy(() -> given.publish());
            Receipt broken = ReceiptFile.read(given.receipt);
            assertThat(broken.status()).isEqualTo("failed");
            down.set(false);
            given.requests.clear();

            Receipt resumed = given.publish();

            assertThat(resumed.publishId()).isEqualTo(broken.publishId());
            assertThat(resumed.status()).isEqualTo("queued");
            // Three packages and lists, the report, the bill of materials and the provenance; two parts had arrived.
            assertThat(given.requests.stream().filter("uploadPart"::equals)).hasSize(7);
        }
    }

    @Test
    void the_core_registry_has_one_package_for_each_version() throws IOException {
        try (Publishing given = Publishing.toCore(folder, FaultScript.NONE, CoreOptions.DEFAULT)) {
            prepare(given);

            assertThatExceptionOfType(PublishException.class)
                    .isThrownBy(() -> given.publish())
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID))
                    .withMessageContaining("one package for each version");
        }
    }

    private static List<Artifact> named(Receipt receipt, ArtifactRole role) {
        return receipt.artifacts().stream()
                .filter(artifact -> artifact.role() == role)
                .toList();
    }

    private Publishing withPlatforms(FaultScript faults) throws IOException {
        Publishing given = Publishing.in(folder, faults);
        prepare(given);
        return given;
    }

    private static void prepare(Publishing given) throws IOException {
        program(given, "darwin-arm64", Binaries.machO());
        program(given, "linux-amd64", Binaries.elf(Binaries.AMD64));
        program(given, "linux-arm64", Binaries.elf(Binaries.ARM64));
        Path file = given.project.resolve("publish.yml");
        Files.writeString(file, Publishing.text(file).replace("  format: pxp\n", """
                  format: pxp
                  platforms:
                    linux-arm64: { backend/bin: build/linux-arm64 }
                    linux-amd64: { backend/bin: build/linux-amd64 }
                    darwin-arm64: { backend/bin: build/darwin-arm64 }
                """));
    }

    private static void program(Publishing given, String platform, byte[] content) throws IOException {
        for (String name : List.of("plugin", "migrate")) {
            Path file = given.project.resolve("build").resolve(platform).resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
