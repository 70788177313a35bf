package io.powerx.publish.pack.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.config.PackagePlatform;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ExcludedFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageListing;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.pack.ReleasePlan;
import io.powerx.publish.pack.select.FileSelection;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages for platforms ({@code artifacts.platforms}). */
class PlatformPackagesTest {
    private static final PackagePlatform AMD64 =
            new PackagePlatform("linux-amd64", Map.of("backend/bin", "build/linux-amd64"));
    private static final PackagePlatform ARM64 = new PackagePlatform(
            "linux-arm64", Map.of("backend/bin", "build/linux-arm64", "assets/cpu.txt", "build/arm.txt"));

    @TempDir
    Path temp;

    private SampleProject project;
    private Path output;

    @BeforeEach
    void makeProject() {
        project = new SampleProject(temp.resolve("project"));
        project.file("build/linux-amd64/plugin", "#!/bin/sh\necho amd64\n");
        project.file("build/linux-arm64/plugin", "#!/bin/sh\necho arm64\n");
        project.file("build/linux-arm64/lib/codec.so", "arm");
        project.file("build/arm.txt", "arm64\n");
        output = temp.resolve("out");
    }

    private static List<PackRequest> requests(PackagePlatform... platforms) {
        return SampleProject.request().on(List.of(platforms));
    }

    private ReleasePlan plan(PackagePlatform... platforms) {
        ArtifactBuilder other = new ArtifactBuilder(project.root());
        return other.plan(requests(platforms), other.listings());
    }

    private PublishException failure(PackagePlatform platform) {
        return assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> plan(platform))
                .actual();
    }

    @Test
    void each_package_contains_the_files_of_its_platform_and_what_is_the_same_for_all() {
        ArtifactBuilder builder = new ArtifactBuilder(project.root());
        List<PackRequest> requests = requests(AMD64, ARM64);
        ReleasePlan plan = builder.plan(requests, builder.listings());

        for (int i = 0; i < requests.size(); i++) {
            builder.pack(requests.get(i), plan.packages().get(i), new byte[0], output);
        }

        assertThat(text("com.example.note-1.2.3-linux-amd64.pxp", "backend/bin/plugin"))
                .isEqualTo("#!/bin/sh\necho amd64\n");
        assertThat(text("com.example.note-1.2.3-linux-arm64.pxp", "backend/bin/plugin"))
                .isEqualTo("#!/bin/sh\necho arm64\n");
        assertThat(text("com.example.note-1.2.3-linux-arm64.pxp", "backend/bin/lib/codec.so"))
                .isEqualTo("arm");
        assertThat(text("com.example.note-1.2.3-linux-arm64.pxp", "assets/cpu.txt"))
                .isEqualTo("arm64\n");
        for (String platform : List.of("linux-amd64", "linux-arm64")) {
            assertThat(text("com.example.note-1.2.3-" + platform + ".pxp", "web-admin/.output/server/index.mjs"))
                    .isEqualTo("export default {};\n");
        }
        assertThat(names("com.example.note-1.2.3-linux-amd64.pxp"))
                .contains("backend/bin/plugin")
                .doesNotContain("backend/bin/lib/codec.so", "assets/cpu.txt")
                .noneMatch(name -> name.startsWith("build/"));
    }

    @Test
    void each_package_has_its_own_integrity_list_that_sha256sum_confirms() throws IOException {
        ArtifactBuilder builder = new ArtifactBuilder(project.root());
        PackRequest request = requests(AMD64, ARM64).get(1);
        ReleasePlan plan = builder.plan(requests(AMD64, ARM64), builder.listings());

        PackedArtifacts packed = builder.pack(request, plan.packages().get(1), new byte[0], output);

        assertThat(packed.artifacts())
                .extracting(Artifact::name)
                .containsExactly(
                        "com.example.note-1.2.3-linux-arm64.pxp", "com.example.note-1.2.3-linux-arm64.integrity.txt");
        assertThat(packed.artifacts()).extracting(Artifact::platform).containsOnly("linux-arm64");
        Path unpacked = Files.createDirectories(temp.resolve("unpacked"));
        ExternalTool.run(unpacked, "tar", "xzf", packed.packageFile().file()).succeeded();
        ExternalTool.run(
                        unpacked,
                        "sha256sum",
                        "--check",
                        "--strict",
                        packed.integrityLists().get(0).file())
                .succeeded();
    }

    @Test
    void the_content_digest_of_several_packages_is_that_of_their_sorted_digests_and_platforms() throws IOException {
        ReleasePlan plan = plan(AMD64, ARM64);

        StringBuilder lines = new StringBuilder();
        for (PackagePlan each : plan.packages()) {
            Path list = Files.write(temp.resolve(each.platform()), each.integrity());
            lines.append(ExternalTool.run(temp, "sha256sum", list.getFileName().toString())
                    .succeeded()
                    .output());
        }
        Path sorted = temp.resolve("lines");
        Files.writeString(
                sorted, String.join("\n", lines.toString().lines().sorted().toList()) + "\n");

        assertThat(ExternalTool.run(temp, "sha256sum", "lines").succeeded().output())
                .startsWith(plan.contentDigest() + " ");
        assertThat(plan(AMD64).contentDigest()).isEqualTo(plan.packages().get(0).contentDigest());
    }

    @Test
    void a_file_that_several_packages_contain_is_hashed_once() {
        ReleasePlan plan = plan(AMD64, ARM64);

        assertThat(entry(plan.packages().get(1), "migrations/0001_init.sql"))
                .isSameAs(entry(plan.packages().get(0), "migrations/0001_init.sql"));
        assertThat(entry(plan.packages().get(1), "backend/bin/plugin"))
                .isNotEqualTo(entry(plan.packages().get(0), "backend/bin/plugin"));
    }

    @Test
    void what_a_platform_replaces_is_not_packed_and_the_list_explains_it() {
        PackageListing listing =
                new ArtifactBuilder(project.root()).list(requests(AMD64, ARM64)).get(1);

        assertThat(listing.platform()).isEqualTo("linux-arm64");
        assertThat(listing.leftOut())
                .contains(new ExcludedFile("backend/bin/", "replaced by build/linux-arm64"))
                .contains(new ExcludedFile("build/", "not part of a package; artifacts.include adds it"));
        assertThat(listing.packed())
                .filteredOn(item -> item.path().equals("backend/bin/lib/codec.so"))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.reason()).isEqualTo("taken from build/linux-arm64");
                    assertThat(item.executable()).isTrue();
                });
    }

    @Test
    void the_files_of_a_platform_follow_the_same_rules_as_others() {
        project.file("build/linux-amd64/main.go", "package main\n");
        project.file("build/linux-amd64/plugin.map", "{}");
        project.file("build/linux-amd64/.env", "TOKEN=1");

        PackageListing listing =
                new ArtifactBuilder(project.root()).list(requests(AMD64)).get(0);

        assertThat(listing.packed())
                .extracting(PackageListing.Item::path)
                .contains("backend/bin/plugin")
                .doesNotContain("backend/bin/main.go", "backend/bin/plugin.map");
        assertThat(listing.refused()).extracting("path").containsExactly("backend/bin/.env");
    }

    @Test
    void a_link_in_the_place_of_a_source_is_refused_if_it_leads_to_what_is_never_packed() throws IOException {
        project.file("secrets/.env", "TOKEN=x");
        project.file(".git/hooks/pre-push", "#!/bin/sh\n");
        Files.createSymbolicLink(project.root().resolve("build/settings"), Path.of("../secrets/.env"));
        Files.createSymbolicLink(project.root().resolve("build/hooks"), Path.of("../.git/hooks"));
        Files.createSymbolicLink(project.root().resolve("build/fine"), Path.of("linux-amd64"));

        assertThat(refused(Map.of("config/settings", "build/settings")))
                .containsExactly("config/settings taken from build/settings: the link points to secrets/.env");
        assertThat(refused(Map.of("backend/bin", "build/hooks")))
                .containsExactly("backend/bin taken from build/hooks: the link points to .git/hooks");
        assertThat(refused(Map.of("backend/bin", "build/fine"))).isEmpty();
        assertThat(refused(Map.of("config/settings", "secrets/.env")))
                .containsExactly("config/settings taken from secrets/.env, which must not be in a package");
    }

    private List<String> refused(Map<String, String> replaced) {
        PackRequest request =
                requests(new PackagePlatform("linux-386", replaced)).get(0);
        return FileSelection.byNames(PluginFolders.of(project.root()), request).refused().stream()
                .map(file -> file.path() + " " + file.reason())
                .toList();
    }

    @Test
    void a_platform_without_own_files_has_those_of_the_project() {
        ReleasePlan plan = plan(new PackagePlatform("linux-386", Map.of()));

        assertThat(plan.packages().get(0).platform()).isEqualTo("linux-386");
        assertThat(plan.packages().get(0).entries())
                .extracting(PackageEntry::path)
                .contains("backend/bin/plugin");
    }

    @Test
    void a_folder_that_does_not_exist_or_is_outside_the_project_is_an_error() throws IOException {
        Files.createDirectories(temp.resolve("elsewhere"));
        Files.createSymbolicLink(project.root().resolve("build/link"), temp.resolve("elsewhere"));

        PublishException missing = failure(new PackagePlatform("linux-386", Map.of("backend/bin", "build/386")));
        PublishException outside = failure(new PackagePlatform("linux-386", Map.of("backend/bin", "build/link")));

        assertThat(missing.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(missing.tried()).contains("artifacts.platforms.linux-386");
        assertThat(missing.found()).isEqualTo("build/386 does not exist");
        assertThat(outside.found()).isEqualTo("build/link points outside the project");
    }

    @Test
    void a_package_that_is_written_on_another_machine_has_the_same_bytes() {
        List<PackRequest> requests = requests(AMD64, ARM64);
        ArtifactBuilder here = new ArtifactBuilder(project.root());
        ReleasePlan plan = here.plan(requests, here.listings());
        PackedArtifacts first = here.pack(requests.get(1), plan.packages().get(1), new byte[0], output);

        PackedArtifacts second = new ArtifactBuilder(project.root())
                .pack(requests.get(1), plan.packages().get(1), new byte[0], temp.resolve("other"));

        assertThat(second.artifacts()).isEqualTo(first.artifacts());
    }

    private static PackageEntry entry(PackagePlan plan, String path) {
        return plan.entries().stream()
                .filter(entry -> entry.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private String text(String packageName, String path) {
        return ExternalTool.run(output, "tar", "xzOf", packageName, path)
                .succeeded()
                .output();
    }

    private List<String> names(String packageName) {
        return ExternalTool.run(output, "tar", "tzf", packageName)
                .succeeded()
                .output()
                .lines()
                .toList();
    }
}
