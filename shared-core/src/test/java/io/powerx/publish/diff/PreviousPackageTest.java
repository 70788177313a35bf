package io.powerx.publish.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.plugin.PreviousRelease;
import io.powerx.publish.testing.Packer;
import io.powerx.publish.testing.SampleProject;
import io.powerx.publish.workbench.LocalWorkbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a git tag, the previous version is read from the package that an earlier publish left. */
class PreviousPackageTest {
    private static final String MANIFEST = """
            id: com.example.note
            name: Note
            version: %s
            corex_version: "%s"
            permissions:
              - resource: note
                actions: [%s]
            """;

    @TempDir
    Path temp;

    private SampleProject project;
    private Path packages;

    @BeforeEach
    void given_the_package_of_an_earlier_version() {
        project = new SampleProject(temp.resolve("project"));
        packages = temp.resolve("packages");
        pack("1.2.3", ">=0.6.0", "read");
    }

    private void pack(String version, String range, String actions) {
        project.file("plugin.yaml", MANIFEST.formatted(version, range, actions));
        PackRequest request = new PackRequest(
                "com.example.note",
                version,
                PackageFormat.PXP,
                CompressionLevel.FAST,
                List.of(),
                List.of(),
                List.of(),
                null);
        Packer.pack(project.root(), request, packages);
    }

    private PluginSnapshot inspect(String version) {
        project.file("plugin.yaml", MANIFEST.formatted(version, ">=0.7.0", "read, write"));
        return new LocalWorkbench(project.root(), packages).inspect();
    }

    @Test
    void the_package_shows_what_has_changed_since() {
        project.file("migrations/0002_drop.sql", "drop table note;\n");

        PreviousRelease previous = inspect("1.3.0").previous();

        assertThat(previous.version()).isEqualTo("1.2.3");
        assertThat(previous.hostRange()).isEqualTo(">=0.6.0");
        assertThat(previous.permissions()).containsExactly("note:read");
        assertThat(previous.migrations()).singleElement().satisfies(migration -> {
            assertThat(migration.path()).isEqualTo("migrations/0002_drop.sql");
            assertThat(migration.destructive()).hasSize(1);
        });
    }

    @Test
    void the_newest_version_before_is_used_but_no_prerelease_before_a_stable_version() {
        pack("1.2.10", ">=0.6.1", "read");
        pack("1.3.0-rc.1", ">=0.6.2", "read");

        assertThat(inspect("1.3.0").previous().version()).isEqualTo("1.2.10");
        assertThat(inspect("1.3.0-rc.2").previous().version()).isEqualTo("1.3.0-rc.1");
        assertThat(inspect("1.2.3").previous()).isNull();
    }

    @Test
    void a_package_that_cannot_be_read_or_belongs_to_another_plugin_is_not_used() throws IOException {
        Path packed = packages.resolve("com.example.note-1.2.3.pxp");
        assertThat(inspect("1.3.0").previous())
                .as("the package before it is damaged")
                .isNotNull();
        Files.move(packed, packages.resolve("com.example.note-1.2.4.pxp"));
        Files.writeString(packed, "damaged");

        assertThat(inspect("1.3.0").previous())
                .as("another version than its name")
                .isNull();
        Files.delete(packages.resolve("com.example.note-1.2.4.pxp"));
        assertThat(inspect("1.3.0").previous()).as("damaged").isNull();
    }
}
