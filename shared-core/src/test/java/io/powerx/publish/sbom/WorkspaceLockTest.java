package io.powerx.publish.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.testing.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin in a workspace, whose lock file is at the root of the repository and lists the packages of all projects. */
class WorkspaceLockTest {
    private static final String[] NEEDED = {
        "pkg:npm/fill-range@7.0.1 required",
        "pkg:npm/fsevents@2.3.3 optional",
        "pkg:npm/minimist@1.2.8 excluded",
        "pkg:npm/mkdirp@0.5.6 excluded",
        "pkg:npm/shared@1.0.0 required",
        "pkg:npm/vue@3.4.1 required",
    };

    @TempDir
    Path repository;

    private SampleProject root;

    @BeforeEach
    void have_a_plugin_in_a_workspace() throws IOException {
        Files.createDirectory(repository.resolve(".git"));
        root = new SampleProject(repository);
        root.file("plugins/note/package.json", """
                {"dependencies": {"vue": "^3.4.0", "ui": "1.0.0"}, "optionalDependencies": {"fsevents": "^2.3.0"},
                 "devDependencies": {"mkdirp": "^0.5.0"}}
                """);
        root.file("plugins/note/plugin.yaml", "id: com.example.note");
    }

    @Test
    void npm() throws IOException {
        root.file("package-lock.json", """
                {"lockfileVersion": 3, "packages": {
                  "": {"workspaces": ["plugins/*", "packages/*"], "devDependencies": {"prettier": "3.0.0"}},
                  "node_modules/note": {"resolved": "plugins/note", "link": true},
                  "node_modules/ui": {"resolved": "packages/ui", "link": true},
                  "node_modules/prettier": {"version": "3.0.0", "dev": true},
                  "node_modules/ms": {"version": "2.0.0", "dev": true},
                  "node_modules/vue": {"version": "2.0.0"},
                  "node_modules/shared": {"version": "1.0.0"},
                  "node_modules/fill-range": {"version": "7.0.1"},
                  "node_modules/fsevents": {"version": "2.3.3", "optional": true},
                  "node_modules/mkdirp": {"version": "0.5.6", "dev": true, "dependencies": {"minimist": "^1.2.0"}},
                  "node_modules/minimist": {"version": "1.2.8", "dev": true},
                  "packages/ui": {"version": "1.0.0", "dependencies": {"fill-range": "^7.0.0"},
                                  "devDependencies": {"ms": "2.0.0"}},
                  "plugins/note": {"dependencies": {"vue": "^3.4.0"}},
                  "plugins/note/node_modules/vue": {"version": "3.4.1", "peerDependencies": {"shared": "1.0.0"}}}}
                """);

        assertThat(componentsOf("plugins/note")).containsExactly(NEEDED);
    }

    @Test
    void pnpm_9() throws IOException {
        root.file("pnpm-lock.yaml", """
                lockfileVersion: '9.0'

                importers:

                  .:
                    devDependencies:
                      prettier:
                        specifier: 3.0.0
                        version: 3.0.0

                  packages/ui:
                    dependencies:
                      fill-range:
                        specifier: ^7.0.0
                        version: 7.0.1
                    devDependencies:
                      ms:
                        specifier: 2.0.0
                        version: 2.0.0

                  plugins/note:
                    dependencies:
                      ui:
                        specifier: workspace:*
                        version: link:../../packages/ui
                      vue:
                        specifier: ^3.4.0
                        version: 3.4.1(typescript@5.0.0)
                    optionalDependencies:
                      fsevents:
                        specifier: ^2.3.0
                        version: 2.3.3
                    devDependencies:
                      mkdirp:
                        specifier: ^0.5.0
                        version: 0.5.6

                packages:

                  fill-range@7.0.1:
                    resolution: {integrity: sha512-abc==}

                  fsevents@2.3.3:
                    resolution: {integrity: sha512-abc==}
                    os: [darwin]

                  minimist@1.2.8:
                    resolution: {integrity: sha512-abc==}

                  mkdirp@0.5.6:
                    resolution: {integrity: sha512-abc==}

                  ms@2.0.0:
                    resolution: {integrity: sha512-abc==}

                  prettier@3.0.0:
                    resolution: {integrity: sha512-abc==}

                  shared@1.0.0:
                    resolution: {integrity: sha512-abc==}

                  vue@3.4.1:
                    resolution: {integrity: sha512-abc==}
                    peerDependencies:
                      typescript: '*'

                snapshots:

                  fill-range@7.0.1: {}

                  fsevents@2.3.3:
                    optional: true

                  minimist@1.2.8: {}

                  mkdirp@0.5.6:
                    dependencies:
                      minimist: 1.2.8

                  ms@2.0.0: {}

                  prettier@3.0.0: {}

                  shared@1.0.0: {}

                  vue@3.4.1(typescript@5.0.0):
                    dependencies:
                      alias: shared@1.0.0
                """);

        assertThat(componentsOf("plugins/note")).containsExactly(NEEDED);
        root.file("package.json", "{\"devDependencies\": {\"prettier\": \"3.0.0\"}}");
        assertThat(componentsOf("."))
                .as("the root of the workspace with all its projects")
                .contains("pkg:npm/prettier@3.0.0 excluded", "pkg:npm/ms@2.0.0 excluded", "pkg:npm/vue@3.4.1 required")
                .hasSize(8);
    }

    @Test
    void pnpm_5() throws IOException {
        root.file("pnpm-lock.yaml", """
                lockfileVersion: 5.4

                importers:

                  packages/ui:
                    specifiers:
                      fill-range: ^7.0.0
                    dependencies:
                      fill-range: 7.0.1

                  plugins/note:
                    specifiers:
                      vue: ^3.4.0
                    dependencies:
                      ui: link:../../packages/ui
                      vue: 3.4.1_typescript@5.0.0
                    optionalDependencies:
                      fsevents: 2.3.3
                    devDependencies:
                      mkdirp: 0.5.6

                packages:

                  /fill-range/7.0.1:
                    dev: false

                  /fsevents/2.3.3:
                    optional: true

                  /minimist/1.2.8:
                    dev: true

                  /mkdirp/0.5.6:
                    dependencies:
                      minimist: 1.2.8
                    dev: true

                  /prettier/3.0.0:
                    dev: true

                  /shared/1.0.0:
                    dev: false

                  /vue/3.4.1_typescript@5.0.0:
                    dependencies:
                      alias: /shared/1.0.0
                """);

        assertThat(componentsOf("plugins/note")).containsExactly(NEEDED);
    }

    @Test
    void yarn_1() throws IOException {
        root.file("yarn.lock", """
                # yarn lockfile v1


                fill-range@^7.0.0, fill-range@^7.0.1:
                  version "7.0.1"

                fsevents@^2.3.0:
                  version "2.3.3"

                minimist@^1.2.0:
                  version "1.2.8"

                mkdirp@^0.5.0:
                  version "0.5.6"
                  dependencies:
                    minimist "^1.2.0"

                prettier@3.0.0:
                  version "3.0.0"

                shared@1.0.0:
                  version "1.0.0"
                  dependencies:
                    "fill-range" "^7.0.1"

                vue@^3.4.0:
                  version "3.4.1"
                  resolved "https://registry.example/vue"
                  dependencies:
                    shared "1.0.0"
                  optionalDependencies:
                    fsevents "^2.3.0"
                """);

        assertThat(componentsOf("plugins/note")).containsExactly(NEEDED);
    }

    @Test
    void yarn_berry() throws IOException {
        root.file("yarn.lock", """
                __metadata:
                  version: 8

                "fill-range@npm:^7.0.0":
                  version: 7.0.1
                  resolution: "fill-range@npm:7.0.1"

                "fsevents@npm:^2.3.0":
                  version: 2.3.3
                  resolution: "fsevents@npm:2.3.3"

                "minimist@npm:^1.2.0":
                  version: 1.2.8
                  resolution: "minimist@npm:1.2.8"

                "mkdirp@npm:^0.5.0":
                  version: 0.5.6
                  resolution: "mkdirp@npm:0.5.6"
                  dependencies:
                    minimist: "npm:^1.2.0"
                  bin:
                    mkdirp: bin/cmd.js

                "prettier@npm:3.0.0":
                  version: 3.0.0
                  resolution: "prettier@npm:3.0.0"

                "shared@npm:1.0.0":
                  version: 1.0.0
                  resolution: "shared@npm:1.0.0"

                "ui@npm:1.0.0, ui@workspace:packages/ui":
                  version: 0.0.0-use.local
                  resolution: "ui@workspace:packages/ui"
                  dependencies:
                    fill-range: "npm:^7.0.0"

                "vue@npm:^3.4.0":
                  version: 3.4.1
                  resolution: "vue@npm:3.4.1"
                  dependencies:
                    shared: "npm:1.0.0"
                """);

        assertThat(componentsOf("plugins/note")).containsExactly(NEEDED);
    }

    @Test
    void a_lock_file_outside_the_checkout_or_of_another_project_is_not_read() throws IOException {
        root.file("package-lock.json", """
                {"lockfileVersion": 3, "packages": {"": {}, "node_modules/vue": {"version": "3.4.1"}, "plugins/note": {}}}
                """);
        assertThat(componentsOf("plugins/note")).containsExactly("pkg:npm/vue@3.4.1 required");

        Files.createDirectory(repository.resolve("plugins/.git"));
        assertThat(componentsOf("plugins/note")).isEmpty();
        Files.delete(repository.resolve("plugins/.git"));

        root.file("package-lock.json", """
                {"lockfileVersion": 3, "packages": {"": {}, "node_modules/vue": {"version": "3.4.1"}}}
                """);
        assertThat(componentsOf("plugins/note")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"package-lock.json", "npm-shrinkwrap.json"})
    void a_lock_file_of_the_project_takes_precedence(String own) throws IOException {
        root.file("package-lock.json", """
                {"lockfileVersion": 3, "packages": {"": {}, "node_modules/vue": {"version": "3.4.1"}, "plugins/note": {}}}
                """);
        root.file("plugins/note/" + own, """
                {"lockfileVersion": 3, "packages": {"node_modules/vue": {"version": "3.5.0"}}}
                """);

        assertThat(componentsOf("plugins/note")).containsExactly("pkg:npm/vue@3.5.0 required");
    }

    @Test
    void a_package_json_that_cannot_be_read_is_a_problem() throws IOException {
        root.file("package-lock.json", "{\"lockfileVersion\": 3, \"packages\": {\"plugins/note\": {}}}");
        root.file("plugins/note/package.json", "<<<<<<< HEAD");

        BillOfMaterials bill = bill("plugins/note");

        assertThat(bill.problems())
                .containsExactly(
                        "../../package-lock.json is not part of the SBOM: the package.json of the project is not JSON");
    }

    private List<String> componentsOf(String folder) throws IOException {
        JsonNode document = Json.mapper().readTree(bill(folder).json());
        List<String> components = new ArrayList<>();
        document.path("components")
                .forEach(component -> components.add(component.path("purl").asText() + " "
                        + component.path("scope").asText()));
        return components;
    }

    private BillOfMaterials bill(String folder) {
        return SbomBuilder.build(
                repository.resolve(folder),
                Map.of(),
                new SbomSubject("com.example.note", "Note", "1.0.0", null, "00".repeat(32), null, "1.0.0"));
    }
}
