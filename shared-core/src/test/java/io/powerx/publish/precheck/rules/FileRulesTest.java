package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileRulesTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @Test
    void a_valid_plugin_has_no_findings() {
        assertThat(project().check().findings()).isEmpty();
    }

    @Test
    void an_empty_executable_is_an_error() {
        assertThat(project().executable("backend/bin/plugin", "").places("PX-F001"))
                .containsExactly("error plugin.yaml:7:10");
    }

    @Test
    void an_empty_file_that_the_manifest_refers_to_is_an_error_and_an_empty_icon_a_warning() {
        PluginProject project = project()
                .manifestWith("""
                        frontend:
                          admin:
                            kind: process
                            process:
                              entry: node
                              args: [web-admin/.output/server/index.mjs]
                        metadata:
                          icon: icon.svg
                        """)
                .file("web-admin/.output/server/index.mjs", "")
                .file("web-admin/.output/public/icon.svg", "");
        assertThat(project.places("PX-F001")).containsExactly("error plugin.yaml:23:14", "warning plugin.yaml:25:9");
        assertThat(project.file("web-admin/.output/server/index.mjs", "x")
                        .file("web-admin/.output/public/icon.svg", "<svg/>")
                        .places("PX-F001"))
                .isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_program_that_is_not_executable_is_an_error_unless_the_packer_makes_it_executable() throws Exception {
        PluginProject project = project();
        Files.setPosixFilePermissions(
                folder.resolve("backend/bin/plugin"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(project.places("PX-F002")).containsExactly("warning plugin.yaml:7:10");
        assertThat(project.manifest("entry: backend/bin/plugin", "entry: backend/run.sh")
                        .file("backend/run.sh", "#!/bin/sh\n")
                        .places("PX-F002"))
                .containsExactly("error plugin.yaml:7:10");
    }

    @Test
    void secrets_in_packed_folders_are_errors() throws Exception {
        PluginProject project = project()
                .file("backend/etc/.env.production", "TOKEN=x")
                .file("config/signing.key", "x")
                .file("backend/etc/ca.pem", SecretRulesTest.privateKey());
        assertThat(project.places("PX-F003"))
                .containsExactly(
                        "error backend/etc/.env.production", "error backend/etc/ca.pem", "error config/signing.key");
    }

    @Test
    void a_chunk_of_a_catch_all_route_is_an_error_in_a_zip_which_the_host_does_not_install() {
        PluginProject project = project().file("web-admin/.output/server/chunks/_...slug_-9f.mjs", "export {}");

        assertThat(project.format(PackageFormat.ZIP).places("PX-F012"))
                .containsExactly("error web-admin/.output/server/chunks/_...slug_-9f.mjs");
        assertThat(project.format(PackageFormat.TAR_GZ).places("PX-F012")).isEmpty();
        assertThat(project.format(PackageFormat.PXP).places("PX-F012")).isEmpty();
    }

    @Test
    void secrets_that_are_not_packed_are_ignored() {
        assertThat(project()
                        .file(".env", "TOKEN=x")
                        .file("backend/src/dev.key", "x")
                        .places("PX-F003"))
                .isEmpty();
    }

    @Test
    void a_port_of_the_development_setup_is_an_error_where_the_gate_of_powerx_looks() {
        assertThat(project().manifest("port: 0", "port: 8086").places("PX-F004"))
                .containsExactly("error plugin.yaml:12:9");
        assertThat(PluginProject.in(folder).manifest("port: 0", "port: 8086").places("PX-M009"))
                .isEmpty();
    }

    @Test
    void the_same_number_elsewhere_is_not_a_port() {
        assertThat(project()
                        .manifest("name: Note", "name: Order 8086 things")
                        .file("backend/etc/config.yaml", "server:\n  bind_addr: \":8078\"\n")
                        .places("PX-F004"))
                .isEmpty();
    }
}
