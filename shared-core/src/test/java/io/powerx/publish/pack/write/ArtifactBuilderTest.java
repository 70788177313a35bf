package io.powerx.publish.pack.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.GeneratedFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.pack.read.PackageContents;
import io.powerx.publish.pack.read.PackageReader;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.Packer;
import io.powerx.publish.testing.SampleProject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Planning and packing, with changes to the project and failures of the disk. */
class ArtifactBuilderTest {
    private static final byte[] SIGNATURE = "signature\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path temp;

    private SampleProject project;
    private ArtifactBuilder builder;
    private Path output;

    @BeforeEach
    void makeProject() {
        project = new SampleProject(temp.resolve("project"));
        builder = new ArtifactBuilder(project.root());
        output = temp.resolve("out");
    }

    @ParameterizedTest
    @EnumSource(PackageFormat.class)
    void artifacts_have_size_and_digest_of_their_files(PackageFormat format) throws Exception {
        PackRequest request = SampleProject.request(format);
        PackagePlan plan = builder.plan(request);

        PackedArtifacts artifacts = builder.pack(request, plan, SIGNATURE, output);

        assertThat(artifacts.artifacts())
                .extracting(Artifact::role)
                .containsExactly(ArtifactRole.PACKAGE, ArtifactRole.INTEGRITY);
        assertThat(artifacts.artifacts())
                .extracting(Artifact::name)
                .containsExactly("com.example.note-1.2.3." + format.wireName(), "com.example.note-1.2.3.integrity.txt");
        for (PackedArtifact packed : artifacts.all()) {
            byte[] bytes = Files.readAllBytes(Path.of(packed.file()));
            assertThat(packed.artifact().size()).isEqualTo(bytes.length);
            assertThat(packed.artifact().sha256()).isEqualTo(sha256(bytes));
        }
        assertThat(Path.of(artifacts.integrityLists().get(0).file())).hasBinaryContent(plan.integrity());
        assertThat(plan.contentDigest()).isEqualTo(sha256(plan.integrity()));
        assertThat(listOutput()).hasSize(2);
    }

    @Test
    void generated_notes_replace_those_of_the_project() {
        project.file("docs/release-notes.md", "old");

        PackagePlan plan = builder.plan(SampleProject.request());

        assertThat(new String(plan.integrity(), StandardCharsets.UTF_8))
                .contains(sha256("First.\n".getBytes(StandardCharsets.UTF_8)) + "  docs/release-notes.md\n");
    }

    @Test
    void a_file_that_changes_between_plan_and_pack_is_an_error_and_leaves_no_package() {
        assertChangeIsRefused(() -> project.file("plugin.d/capabilities.yaml", "capabilities: {b: 1}\n"));
    }

    @Test
    void a_change_that_keeps_the_size_is_detected() {
        assertChangeIsRefused(() -> project.file("plugin.d/capabilities.yaml", "capabilities: []\n"));
    }

    @Test
    void a_deleted_or_added_file_is_a_change() {
        assertChangeIsRefused(() -> project.file("assets/new.svg", "<svg/>"));
        assertChangeIsRefused(() ->
                project.root().resolve("migrations/0001_init.sql").toFile().delete());
    }

    @Test
    void a_large_file_that_changes_is_an_error_also_for_the_builder_that_hashed_it() {
        project.file("assets/large.bin", new byte[1 << 20]);

        assertChangeIsRefused(() -> project.file("assets/large.bin", new byte[(1 << 20) + 1]), builder);
        assertChangeIsRefused(
                () -> project.root().resolve("assets/large.bin").toFile().delete(), builder);
    }

    @Test
    void a_small_file_is_packed_as_it_was_hashed_although_it_has_changed_since() {
        PackRequest request = SampleProject.request();
        PackagePlan plan = builder.plan(request);
        project.file("migrations/0001_init.sql", "drop table note;\n");

        PackedArtifacts packed = builder.pack(request, plan, SIGNATURE, output);

        String sql = ExternalTool.run(
                        output, "tar", "xzOf", packed.packageFile().artifact().name(), "migrations/0001_init.sql")
                .succeeded()
                .output();
        assertThat(sql).isEqualTo("create table note (id int);\n");
    }

    @Test
    void the_host_finds_the_manifest_in_a_tar_gz_whose_bytes_are_those_of_a_pxp() throws IOException {
        Path tar = Packer.pack(project.root(), SampleProject.request(PackageFormat.TAR_GZ), output);
        Path pxp = Packer.pack(project.root(), SampleProject.request(PackageFormat.PXP), output);

        assertThat(tar).hasFileName("com.example.note-1.2.3.tar.gz").hasSameBinaryContentAs(pxp);
        assertThat(ExternalTool.run(output, "tar", "tzf", tar.toString())
                        .succeeded()
                        .output()
                        .lines())
                .contains("plugin.yaml", "integrity.txt");
        assertThat(PackageReader.read(tar).problems()).isEmpty();
    }

    @Test
    void a_zip_of_4_gib_is_rejected_before_its_files_are_read() throws IOException {
        Path large = project.file("assets/large.bin", new byte[0]);
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(5L << 40);
        }

        assertThatThrownBy(() -> builder.plan(SampleProject.request(PackageFormat.ZIP)))
                .isInstanceOfSatisfying(PublishException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_CONTENT_REFUSED);
                    assertThat(e.found()).contains("4 GiB").contains("artifacts.format: tar.gz");
                });
    }

    @Test
    void a_failed_pack_keeps_the_existing_package() throws IOException {
        Files.createDirectories(output);
        Path earlier = Files.writeString(output.resolve("com.example.note-1.2.3.pxp"), "earlier");

        assertChangeIsRefused(() -> project.file("CHANGELOG.md", "changed"));

        assertThat(earlier).hasContent("earlier");
    }

    @Test
    void an_output_folder_that_cannot_be_created_is_an_error() throws IOException {
        Path occupied = Files.writeString(temp.resolve("occupied"), "a file");
        PackRequest request = SampleProject.request();
        PackagePlan plan = builder.plan(request);

        assertThatThrownBy(() -> builder.pack(request, plan, SIGNATURE, occupied.resolve("out")))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_FAILED));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_full_disk_is_an_error_that_leaves_no_files() throws IOException {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        project.file("assets/noise.bin", noise);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // A limit on the size of files fails writes like a full disk; 100 blocks of 512 or 1024 bytes.
        List<String> command = List.of(
                "sh",
                "-c",
                "trap '' XFSZ; ulimit -f 100; exec \"$@\"",
                "sh",
                java,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Packer.class.getName(),
                project.root().toString(),
                output.toString(),
                "PXP");

        ExternalTool.Result result = ExternalTool.run(temp, Map.of(), command);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("PublishException", "com.example.note-1.2.3.pxp");
        assertThat(listOutput()).isEmpty();
    }

    @Test
    void an_interrupted_thread_stops_packing_and_stays_interrupted() throws IOException {
        PackRequest request = SampleProject.request();
        PackagePlan plan = builder.plan(request);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> builder.pack(request, plan, SIGNATURE, output))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(listOutput()).isEmpty();
    }

    @Test
    void ids_and_versions_that_would_leave_the_folder_are_refused() {
        PackRequest evil = new PackRequest(
                "../../evil",
                "1.0.0",
                PackageFormat.PXP,
                CompressionLevel.BALANCED,
                List.of(),
                List.of(),
                List.of(),
                null);

        assertThatThrownBy(() -> builder.plan(evil))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID));
    }

    @Test
    void a_package_with_a_detached_signature_has_no_signature_file() {
        PackRequest request = SampleProject.request();

        PackedArtifacts artifacts = builder.pack(request, builder.plan(request), new byte[0], output);

        PackageContents contents =
                PackageReader.read(Path.of(artifacts.packageFile().file()));
        assertThat(contents.signature()).isNull();
        assertThat(contents.problems()).isEmpty();
    }

    @Test
    void a_zip_of_more_than_65535_files_is_read_by_python() {
        List<GeneratedFile> many = IntStream.range(0, 66_000)
                .mapToObj(i -> new GeneratedFile("assets/many/" + i, new byte[0]))
                .toList();
        PackRequest request = SampleProject.request(PackageFormat.ZIP).withGenerated(many);

        Path file = Packer.pack(project.root(), request, output);

        String script = "import sys,zipfile; assert len(zipfile.ZipFile(sys.argv[1]).namelist()) > 66000";
        ExternalTool.run(temp, "python3", "-c", script, file.toString()).succeeded();
        assertThat(PackageReader.read(file).problems()).isEmpty();
    }

    @Test
    void a_large_file_needs_no_more_memory_than_a_small_one() throws IOException {
        Path large = project.file("assets/large.bin", new byte[0]);
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(300 << 20);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        ExternalTool.run(
                        temp,
                        java,
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Packer.class.getName(),
                        project.root().toString(),
                        output.toString(),
                        "PXP")
                .succeeded();

        assertThat(output.resolve("com.example.note-1.2.3.pxp")).isNotEmptyFile();
    }

    @Test
    void an_archive_that_unpacks_to_far_more_than_its_size_is_not_read_to_its_end() {
        project.file("assets/zeros.bin", new byte[64 << 20]);
        Path bomb = Packer.pack(project.root(), SampleProject.request(), output);

        assertThat(PackageReader.read(bomb).problems()).isEmpty();
        assertThat(PackageReader.read(bomb, 1 << 20).problems())
                .containsExactly("it unpacks to far more than its size");
    }

    /** Another builder packs, as in Jenkins, where every call to the agent has its own. */
    private void assertChangeIsRefused(Runnable change) {
        assertChangeIsRefused(change, new ArtifactBuilder(project.root()));
    }

    private void assertChangeIsRefused(Runnable change, ArtifactBuilder packing) {
        PackRequest request = SampleProject.request();
        PackagePlan plan = builder.plan(request);
        List<String> before = listOutput();

        change.run();

        assertThatThrownBy(() -> packing.pack(request, plan, SIGNATURE, output))
                .isInstanceOfSatisfying(PublishException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED);
                    assertThat(e.location()).isPresent();
                });
        assertThat(listOutput()).isEqualTo(before);
    }

    private List<String> listOutput() {
        if (!Files.exists(output)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
