package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PX-M022: the release manifest, as the manifestcheck of PowerX validates it. */
class ReleaseManifestTest {
    private static final String RULE = "PX-M022";
    private static final String RELEASE = """
            id: com.example.plugins.note
            name: Note
            version: 1.2.0
            channel: stable
            min_core: 0.6.0
            runtime: { backend: { entrypoint: backend/bin/plugin, sha256: a } }
            frontends: [{ name: admin, path: web-admin, sha256: a }]
            migrations: [{ id: 1 }]
            contracts: {}
            rbac: [{ role: admin }]
            lifecycle: { status: active }
            signature: { algorithm: ed25519, signed_by: a, hashes: [{ path: a, sha256: a }] }
            build: { commit: a, builder: a, timestamp: a }
            """;

    @TempDir
    Path folder;

    private PluginProject release(String part, String replacement) {
        assertThat(RELEASE).contains(part);
        return PluginProject.in(folder).file("manifest.yaml", RELEASE.replace(part, replacement));
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.yaml", "manifest.yml", "meta/manifest.yaml", "docs/contracts/manifest.yaml"})
    void a_complete_release_manifest_that_agrees_passes(String file) {
        PluginProject project = PluginProject.in(folder).file(file, RELEASE);
        assertThat(project.places(RULE)).isEmpty();
        assertThat(project.check().notRun()).doesNotContainKey(RULE);
        assertThat(project.file(file, RELEASE.replace("name: Note", "name: Other"))
                        .places(RULE))
                .containsExactly("error " + file + ":2:7");
    }

    @Test
    void most_plugins_have_none() {
        assertThat(PluginProject.in(folder).check().notRun()).containsKey(RULE);
    }

    @ParameterizedTest
    @CsvSource({
        "id: com.example.plugins.note, id: com.example.plugins.notes, 1:5",
        "name: Note, name: Notes, 2:7",
        "version: 1.2.0, version: 1.3.0, 3:10",
        "entrypoint: backend/bin/plugin, entrypoint: backend/bin/note, 6:35"
    })
    void another_value_than_in_the_manifest_is_an_error(String part, String other, String place) {
        assertThat(release(part, other).places(RULE)).containsExactly("error manifest.yaml:" + place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'channel: stable\n'       |                       | channel is missing",
                "channel: stable           | channel: nightly      | channel in manifest.yaml is \"nightly\"",
                "'min_core: 0.6.0\n'       |                       | min_core is missing",
                "commit: a                 | 'commit: \"\"'        | build.commit is missing",
                "', sha256: a }]\nmigrations' | ' }]\nmigrations'  | frontends.0.sha256 is missing",
                "'migrations: [{ id: 1 }]' | 'migrations: []'      | migrations has no entry",
                "'contracts: {}\n'         |                       | contracts is not a mapping",
                "hashes: [{ path: a        | hashes: [{ path: ' '  | signature.hashes.0.path is missing"
            })
    void a_missing_field_is_a_warning(String part, String replacement, String message) {
        PluginProject project = release(part.replace("\\n", "\n"), replacement == null ? "" : replacement);
        assertThat(project.messages(RULE)).singleElement().asString().contains(message);
        assertThat(project.places(RULE)).singleElement().asString().startsWith("warning manifest.yaml:");
    }

    @Test
    void both_manifests_provide_the_same_capabilities() {
        PluginProject project = release(
                        "contracts: {}", "contracts: {}\ncapabilities: { provides: [{ id: a }, { id: b }] }")
                .manifestWith("capabilities: { provides: [{ id: b }, { id: c }] }\n");
        assertThat(project.places(RULE)).containsExactly("error manifest.yaml:10:28", "error plugin.yaml:18:39");
    }

    @Test
    void a_release_manifest_that_is_not_yaml_is_an_error() {
        assertThat(release("rbac: [{ role: admin }]", "rbac: [").places(RULE))
                .singleElement()
                .asString()
                .startsWith("error manifest.yaml:");
    }
}
