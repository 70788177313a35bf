package io.powerx.publish.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.powerx.publish.sbom.Component.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lock files as the package managers write them. */
class LockFileTest {
    private static List<Component> read(LockFile kind, String content) throws IOException {
        return kind.read(content.getBytes(StandardCharsets.UTF_8)).all();
    }

    private static List<String> purls(LockFile kind, String content) throws IOException {
        return read(kind, content).stream().map(Component::purl).toList();
    }

    @Test
    void package_lock_of_version_1_is_a_tree() throws IOException {
        List<Component> components = read(LockFile.PACKAGE_LOCK, """
                {"name": "web", "version": "1.0.0", "lockfileVersion": 1, "dependencies": {
                  "vue": {"version": "3.4.0", "integrity": "sha512-%s", "dependencies": {
                    "@vue/shared": {"version": "3.4.1", "dev": true}}},
                  "old": {"version": "npm:lodash@4.17.21"},
                  "local": {"version": "file:../local"}}}
                """.formatted("A".repeat(85) + "w=="));

        assertThat(components)
                .extracting(Component::purl)
                .containsExactly("pkg:npm/vue@3.4.0", "pkg:npm/%40vue/shared@3.4.1", "pkg:npm/lodash@4.17.21");
        assertThat(components)
                .extracting(Component::scope)
                .containsExactly(Scope.REQUIRED, Scope.EXCLUDED, Scope.REQUIRED);
        assertThat(components.get(0).hashes())
                .hasEntrySatisfying(
                        "SHA-512", hex -> assertThat(hex).hasSize(128).endsWith("03"));
    }

    @Test
    void package_lock_of_versions_2_and_3_lists_folders() throws IOException {
        List<Component> components = read(LockFile.PACKAGE_LOCK, """
                {"lockfileVersion": 3, "packages": {
                  "": {"name": "web", "version": "1.0.0"},
                  "packages/own": {"version": "1.0.0"},
                  "node_modules/own": {"resolved": "packages/own", "link": true},
                  "node_modules/a/node_modules/@types/node": {"version": "20.1.0", "dev": true},
                  "node_modules/alias": {"name": "left-pad", "version": "1.3.0", "optional": true}}}
                """);

        assertThat(components)
                .extracting(Component::purl)
                .containsExactly("pkg:npm/%40types/node@20.1.0", "pkg:npm/left-pad@1.3.0");
        assertThat(components).extracting(Component::scope).containsExactly(Scope.EXCLUDED, Scope.OPTIONAL);
    }

    @Test
    void pnpm_lock_of_versions_5_6_and_9() throws IOException {
        assertThat(purls(LockFile.PNPM, """
                lockfileVersion: 5.4
                specifiers:
                  vue: ^3.0.0
                packages:

                  /@vue/shared/3.4.1:
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}
                    dev: false

                  /ts-node/10.9.1_typescript@5.0.0:
                    dev: true
                """)).containsExactly("pkg:npm/%40vue/shared@3.4.1", "pkg:npm/ts-node@10.9.1");
        assertThat(read(LockFile.PNPM, """
                lockfileVersion: '6.0'
                packages:

                  /@vue/shared@3.4.1(vue@3.4.1):
                    dev: true
                  /fsevents@2.3.3:
                    optional: true
                  file:../own:
                    name: own
                settings:
                  /not/a/package@1.0.0:
                """))
                .extracting(Component::purl, Component::scope)
                .containsExactly(
                        tuple("pkg:npm/%40vue/shared@3.4.1", Scope.EXCLUDED),
                        tuple("pkg:npm/fsevents@2.3.3", Scope.OPTIONAL));
        assertThat(purls(LockFile.PNPM, """
                lockfileVersion: '9.0'

                importers:
                  .:
                    dependencies:
                      vue:
                        specifier: ^3.4.0
                        version: 3.4.1

                packages:

                  '@vue/shared@3.4.1':
                    resolution: {integrity: sha512-abc==}

                  vue@3.4.1:
                    resolution: {integrity: sha512-abc==}

                snapshots:

                  vue@3.4.1(typescript@5.0.0):
                    dependencies: {}
                """)).containsExactly("pkg:npm/%40vue/shared@3.4.1", "pkg:npm/vue@3.4.1");
    }

    @Test
    void yarn_lock_of_yarn_1_and_of_berry() throws IOException {
        assertThat(purls(LockFile.YARN, """
                # THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.
                # yarn lockfile v1


                "@babel/core@^7.0.0", "@babel/core@^7.1.0":
                  version "7.23.0"
                  resolved "https://registry.example/@babel/core/-/core-7.23.0.tgz#abc"
                  dependencies:
                    version "^1.0.0"

                alias@npm:lodash@^4.0.0:
                  version "4.17.21"
                """)).containsExactly("pkg:npm/%40babel/core@7.23.0", "pkg:npm/lodash@4.17.21");
        assertThat(purls(LockFile.YARN, """
                __metadata:
                  version: 8
                  cacheKey: 10

                "@babel/core@npm:^7.0.0":
                  version: 7.23.0
                  resolution: "@babel/core@npm:7.23.0"
                  checksum: 10/abc

                "fsevents@patch:fsevents@npm%3A2.3.3#optional!builtin<compat/fsevents>":
                  version: 2.3.3
                  resolution: "fsevents@patch:fsevents@npm%3A2.3.3#optional!builtin<compat/fsevents>::version=2.3.3"

                "web@workspace:.":
                  version: 0.0.0-use.local
                  resolution: "web@workspace:."
                """)).containsExactly("pkg:npm/%40babel/core@7.23.0", "pkg:npm/fsevents@2.3.3");
    }

    @Test
    void go_sum_lists_modules_whose_source_was_fetched() throws IOException {
        assertThat(purls(LockFile.GO_SUM, """
                github.com/BurntSushi/toml v1.3.2 h1:o7IhLm0Msx3BaB+n3Ag7L8EVlByGnpq14C4YWiu/gL8=
                github.com/BurntSushi/toml v1.3.2/go.mod h1:CxXYINrC8qIiEnFrOxCa7Jy5BFHlXnUU2pbicEuybxQ=
                golang.org/x/mod v0.1.0/go.mod h1:CxXYINrC8qIiEnFrOxCa7Jy5BFHlXnUU2pbicEuybxQ=
                gopkg.in/yaml.v3 v3.0.0-20200313102051-9f266ea9e77c+incompatible h1:abc=
                """))
                .containsExactly(
                        "pkg:golang/github.com/burntsushi/toml@v1.3.2",
                        "pkg:golang/gopkg.in/yaml.v3@v3.0.0-20200313102051-9f266ea9e77c%2Bincompatible");
    }

    @Test
    void requirements_pin_versions_with_two_equals_signs() throws IOException {
        assertThat(purls(LockFile.REQUIREMENTS, """
                # comment
                Flask_Login==0.6.3 \\
                    --hash=sha256:abc
                requests[socks] == 2.31.0 ; python_version >= "3.8"
                uvicorn>=0.20  # any newer one
                -r other.txt
                https://example.com/pkg.whl
                """))
                .containsExactly("pkg:pypi/flask-login@0.6.3", "pkg:pypi/requests@2.31.0", "pkg:pypi/uvicorn");
    }

    @Test
    void poetry_lock_and_uv_lock() throws IOException {
        assertThat(read(LockFile.POETRY, """
                # This file is automatically @generated by Poetry 1.8.2 and should not be changed by hand.

                [[package]]
                name = "Click"
                version = "8.1.7"
                description = "name = \\"x\\""
                optional = false
                groups = ["main"]

                [package.dependencies]
                version = "0"

                [[package]]
                name = "pytest"
                version = "8.0.0"
                groups = ["dev"]

                [metadata]
                lock-version = "2.0"
                """))
                .extracting(Component::purl, Component::scope)
                .containsExactly(
                        tuple("pkg:pypi/click@8.1.7", Scope.REQUIRED), tuple("pkg:pypi/pytest@8.0.0", Scope.EXCLUDED));
        assertThat(purls(LockFile.UV, """
                version = 1
                requires-python = ">=3.12"

                [[package]]
                name = "anyio"
                version = "4.3.0"
                source = { registry = "https://pypi.org/simple" }

                [[package]]
                name = "own"
                version = "0.1.0"
                source = { virtual = "." }
                """)).containsExactly("pkg:pypi/anyio@4.3.0");
    }

    @Test
    void pom_xml_with_properties_and_managed_versions() throws IOException {
        assertThat(read(LockFile.POM, """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <parent><groupId>com.example</groupId><version>2.0.0</version></parent>
                  <artifactId>plugin</artifactId>
                  <properties><jackson.version>2.17.0</jackson.version></properties>
                  <dependencyManagement><dependencies><dependency>
                    <groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>2.0.12</version>
                  </dependency></dependencies></dependencyManagement>
                  <dependencies>
                    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId>
                      <version>${jackson.version}</version>
                      <exclusions><exclusion><groupId>x</groupId><artifactId>y</artifactId></exclusion></exclusions>
                    </dependency>
                    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId></dependency>
                    <dependency><groupId>${project.groupId}</groupId><artifactId>own</artifactId>
                      <version>${project.version}</version></dependency>
                    <dependency><groupId>org.junit</groupId><artifactId>junit-bom</artifactId>
                      <version>${from.parent}</version><scope>test</scope></dependency>
                  </dependencies>
                  <build><plugins><plugin><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId>
                    <version>1</version></dependency></dependencies></plugin></plugins></build>
                </project>
                """))
                .extracting(Component::purl, Component::scope)
                .containsExactly(
                        tuple("pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.17.0", Scope.REQUIRED),
                        tuple("pkg:maven/org.slf4j/slf4j-api@2.0.12", Scope.REQUIRED),
                        tuple("pkg:maven/com.example/own@2.0.0", Scope.REQUIRED),
                        tuple("pkg:maven/org.junit/junit-bom", Scope.EXCLUDED));
    }

    @ParameterizedTest
    @EnumSource(value = LockFile.class, names = "REQUIREMENTS", mode = EnumSource.Mode.EXCLUDE)
    void a_file_in_another_format_is_refused(LockFile kind) {
        assertThatThrownBy(() -> read(kind, "<<<<<<< HEAD\n{]\n")).isInstanceOf(UnreadableLockFile.class);
    }
}
