package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import io.powerx.publish.testing.Binaries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramRulesTest {
    private static final String PLUGIN = "backend/bin/plugin";
    private static final String MIGRATE = "backend/bin/migrate";

    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    private PluginProject plugin(byte[] program) {
        return project().bytes(PLUGIN, program);
    }

    private PluginProject pluginAndMigrate(byte[] plugin, byte[] migrate) {
        return project()
                .manifestWith("migrations:\n  entry: backend/bin/migrate\n")
                .bytes(PLUGIN, plugin)
                .executable(MIGRATE, "")
                .bytes(MIGRATE, migrate);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void programs_for_one_platform_of_linux_and_scripts_have_no_findings() {
        assertThat(pluginAndMigrate(Binaries.elf(Binaries.ARM64), Binaries.elf(Binaries.ARM64))
                        .check()
                        .findings())
                .isEmpty();
        assertThat(pluginAndMigrate(Binaries.elf(Binaries.AMD64), text("#!/bin/sh\nexit 0\n"))
                        .check()
                        .findings())
                .isEmpty();
    }

    @Test
    void programs_for_different_platforms_are_an_error() {
        PluginProject systems = pluginAndMigrate(Binaries.elf(Binaries.AMD64), Binaries.machO());
        assertThat(systems.places("PX-F006")).containsExactly("error " + MIGRATE);
        assertThat(systems.messages("PX-F006"))
                .containsExactly("No host accepts both programs: backend/bin/migrate is built for darwin/arm64, and"
                        + " backend/bin/plugin for linux/amd64");
        assertThat(pluginAndMigrate(Binaries.elf(Binaries.AMD64), Binaries.elf(Binaries.ARM64))
                        .places("PX-F006"))
                .containsExactly("error " + MIGRATE);
    }

    @Test
    void programs_that_no_host_accepts_are_an_error() {
        assertThat(plugin(Binaries.universal()).places("PX-F006")).containsExactly("error " + PLUGIN);
        assertThat(plugin(Binaries.elf(Binaries.RISCV)).places("PX-F006")).containsExactly("error " + PLUGIN);
    }

    @Test
    void programs_of_other_systems_than_linux_are_a_warning_because_a_host_may_run_there() {
        assertThat(plugin(Binaries.machO()).messages("PX-F006"))
                .containsExactly("backend/bin/plugin is built for darwin/arm64; hosts on Linux reject the package");
        assertThat(plugin(Binaries.machO()).places("PX-F006")).containsExactly("warning " + PLUGIN);
        assertThat(plugin(Binaries.portableExecutable()).places("PX-F006")).containsExactly("warning " + PLUGIN);
    }

    @Test
    void a_package_for_a_platform_must_contain_programs_for_it() {
        PluginProject project = project()
                .publishFile("""
                        artifacts:
                          platforms:
                            darwin-arm64: { backend/bin: build/mac }
                            linux-amd64: { backend/bin: build/amd64 }
                            linux-arm64: { backend/bin: build/arm64 }
                        """)
                .executable("build/mac/plugin", "")
                .bytes("build/mac/plugin", Binaries.machO())
                .executable("build/amd64/plugin", "")
                .bytes("build/amd64/plugin", Binaries.elf(Binaries.AMD64))
                .executable("build/arm64/plugin", "")
                .bytes("build/arm64/plugin", Binaries.elf(Binaries.ARM64));
        assertThat(project.check().findings()).isEmpty();

        project.bytes("build/arm64/plugin", Binaries.elf(Binaries.AMD64));

        assertThat(project.messages("PX-F006"))
                .containsExactly("backend/bin/plugin is built for linux/amd64, but the package is for linux/arm64"
                        + " (linux-arm64)");
        assertThat(project.places("PX-F006")).containsExactly("error build/arm64/plugin");
    }

    @Test
    void the_files_of_every_platform_are_checked_and_those_of_all_only_once() {
        PluginProject project = project()
                .publishFile(
                        "artifacts: { platforms: { linux-amd64: { backend/bin: a }, linux-arm64: { backend/bin: b } } }")
                .executable("a/plugin", "#!/bin/sh\n")
                .executable("b/plugin", "no program\n")
                .bytes("web-admin/dist/app.js", text("const key = 'AKIAQ3EGRF7N5RZZ2J4K';\n"));

        assertThat(project.places("PX-F008")).containsExactly("error b/plugin:1:1");
        assertThat(project.messages("PX-F008"))
                .containsExactly(
                        "backend/bin/plugin is neither a program nor a script that begins with #! (linux-arm64)");
        assertThat(project.places("PX-F009")).hasSize(1);
    }

    @Test
    void a_folder_of_a_platform_that_does_not_exist_is_an_error_of_the_configuration() {
        PluginProject project = project()
                .publishFile(
                        "artifacts: { platforms: { linux-amd64: {}, linux-arm64: { backend/bin: build/arm64 } } }");

        assertThat(project.messages("PX-R001"))
                .containsExactly("Cannot find the files of artifacts.platforms.linux-arm64: build/arm64 does not"
                        + " exist (linux-arm64)");
        assertThat(project.check().findings()).hasSize(1);
    }

    @Test
    void libraries_for_another_platform_are_a_warning_unless_their_path_contains_it() {
        assertThat(plugin(Binaries.elf(Binaries.AMD64))
                        .bytes("web-admin/.output/server/image.node", Binaries.machO())
                        .bytes("web-admin/.output/server/image-darwin-arm64.node", Binaries.machO())
                        .bytes("web-admin/.output/server/other.node", Binaries.elf(Binaries.AMD64))
                        .places("PX-F006"))
                .containsExactly("warning web-admin/.output/server/image.node");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 63, 100, 319})
    void a_truncated_program_is_an_error(int length) {
        PluginProject project = plugin(Binaries.first(Binaries.elf(Binaries.AMD64), length));
        assertThat(project.messages("PX-F008"))
                .containsExactly(
                        "backend/bin/plugin cannot be started: it is truncated: it ends after " + length + " bytes");
        assertThat(project.places("PX-F008")).containsExactly("error " + PLUGIN);
    }

    @Test
    void truncated_programs_of_other_systems_are_recognized_too() {
        assertThat(plugin(Binaries.first(Binaries.machO(), 12)).places("PX-F008"))
                .containsExactly("error " + PLUGIN);
        assertThat(plugin(Binaries.first(Binaries.machO(), 303)).places("PX-F008"))
                .containsExactly("error " + PLUGIN);
        assertThat(plugin(Binaries.first(Binaries.universal(), 100)).places("PX-F008"))
                .containsExactly("error " + PLUGIN);
        assertThat(plugin(Binaries.first(Binaries.portableExecutable(), 100)).places("PX-F008"))
                .containsExactly("error " + PLUGIN);
        assertThat(plugin(Binaries.first(Binaries.machO(), 304)).places("PX-F008"))
                .isEmpty();
    }

    @Test
    void a_class_file_of_java_is_not_a_universal_program() {
        byte[] classFile = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61, 0, 1};
        assertThat(plugin(classFile).messages("PX-F008"))
                .containsExactly("backend/bin/plugin is neither a program nor a script that begins with #!");
        assertThat(plugin(classFile).places("PX-F006")).isEmpty();
    }

    @Test
    void a_text_without_an_interpreter_is_an_error_at_its_first_line() {
        assertThat(plugin(text("print('x')\n")).places("PX-F008")).containsExactly("error " + PLUGIN + ":1:1");
        assertThat(plugin(text("MZ is not enough")).places("PX-F008")).containsExactly("error " + PLUGIN + ":1:1");
    }

    @Test
    void an_empty_program_is_reported_once() {
        PluginProject project = plugin(new byte[0]);
        assertThat(project.places("PX-F001")).hasSize(1);
        assertThat(project.places("PX-F008")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    #!/bin/sh\\r\\nexit 0     | error   | carriage return
                    BOM#!/bin/sh\\nexit 0 | error   | byte order mark
                    #!\\nexit 0               | error   | specifies no interpreter
                    #!/usr/bin/env\\nexit 0   | error   | specifies no interpreter
                    #!python3\\nprint()       | error   | not an absolute path: python3
                    #!/opt/homebrew/bin/bash\\n | warning | may not have its interpreter: /opt/homebrew/bin/bash
                    #!/usr/bin/env tclsh\\n   | warning | may not have its interpreter: tclsh
                    #!/bin/zsh\\n             | warning | may not have its interpreter: /bin/zsh
                    """)
    void a_script_needs_an_interpreter_that_hosts_have(String script, String severity, String reason) {
        PluginProject project = plugin(text(script.translateEscapes().replace("BOM", "\uFEFF")));
        assertThat(project.places("PX-F008")).containsExactly(severity + " " + PLUGIN + ":1:1");
        assertThat(project.messages("PX-F008")).singleElement().asString().contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!/bin/sh",
                "#! /bin/bash -e",
                "#!/usr/bin/env node",
                "#!/usr/bin/env -S node --enable-source-maps",
                "#!/usr/bin/env NODE_ENV=production node",
                "#!/usr/local/bin/python3.12",
                "#!/usr/bin/perl -w"
            })
    void usual_interpreters_have_no_findings(String line) {
        assertThat(plugin(text(line + "\nx\n")).places("PX-F008")).isEmpty();
    }

    @Test
    void other_scripts_next_to_the_programs_are_only_warned_about() {
        assertThat(project().file("backend/bin/backup.sh", "#!/bin/sh\r\n").places("PX-F008"))
                .containsExactly("warning backend/bin/backup.sh:1:1");
        assertThat(project()
                        .file("web-admin/dist/tool.js", "#!/usr/bin/env tsx\r\n")
                        .places("PX-F008"))
                .doesNotContain("warning web-admin/dist/tool.js:1:1");
    }

    @Test
    void a_pointer_of_git_lfs_is_an_error_in_any_file() {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
        PluginProject project = plugin(text(pointer)).file("assets/logo.png", pointer);
        assertThat(project.places("PX-F007")).containsExactly("error assets/logo.png", "error " + PLUGIN);
        assertThat(project.places("PX-F008")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    assets/data.json     | <!DOCTYPE html><html>404</html>
                    assets/model.tar.gz  | '\n <html lang="en"><title>502'
                    assets/module.wasm   | <?xml version="1.0"?><Error><Code>AccessDenied</Code>
                    assets/data.zip      | {"message":"Not Found"}
                    backend/bin/helper   | <!doctype HTML>
                    plugin.d/extra.yaml  | <!DOCTYPE html>
                    """)
    void an_error_page_under_the_name_of_another_file_is_an_error(String path, String content) {
        assertThat(project().file(path, content).places("PX-F007")).containsExactly("error " + path);
    }

    @Test
    void pages_templates_and_real_archives_are_what_their_names_say() {
        assertThat(project()
                        .file("web-admin/dist/index.html", "<!DOCTYPE html>")
                        .file("backend/templates/mail.tmpl", "<html>")
                        .file("assets/icon.svg", "<?xml version='1.0'?><svg/>")
                        .file("assets/empty.json", "")
                        .bytes("assets/data.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0})
                        .bytes("assets/photo.png", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0})
                        .places("PX-F007"))
                .isEmpty();
    }

    @Test
    void native_modules_for_another_system_are_a_warning_if_all_programs_are_scripts() {
        PluginProject project = PluginProject.in(folder)
                .bytes("web-admin/.output/server/sharp.node", Binaries.machO())
                .bytes("web-admin/.output/server/other.node", Binaries.elf(Binaries.AMD64))
                .bytes("web-admin/.output/server/prebuilds/darwin-arm64/sharp.node", Binaries.machO());

        assertThat(project.places("PX-F006")).containsExactly("warning web-admin/.output/server/sharp.node");
    }
}
