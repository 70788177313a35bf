package io.powerx.publish.pack.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.precheck.PluginProject;
import io.powerx.publish.testing.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Links of pnpm either work in the package or are refused. */
@DisabledOnOs(OS.WINDOWS)
class ModuleLinksTest {
    private static final String SERVER = "web-admin/.output/server/node_modules";

    @TempDir
    Path folder;

    private Path modules;

    @BeforeEach
    void a_plugin() {
        PluginProject.in(folder);
        modules = folder.resolve(SERVER);
    }

    private void module(String path) throws IOException {
        Path file = modules.resolve(path).resolve("index.js");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "module.exports = 1\n");
    }

    private void link(String path, String target) throws IOException {
        Path link = modules.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }

    private FileSelection select() {
        return FileSelection.read(PluginFolders.of(folder), SampleProject.request(), 0)
                .selection();
    }

    @Test
    void a_link_to_a_module_whose_dependency_is_only_in_the_store_is_refused() throws Exception {
        module(".pnpm/a@1/node_modules/a");
        module(".pnpm/b@1/node_modules/b");
        link(".pnpm/a@1/node_modules/b", "../../b@1/node_modules/b");
        link("a", ".pnpm/a@1/node_modules/a");

        assertThat(select().refused()).singleElement().satisfies(refused -> {
            assertThat(refused.path()).isEqualTo(SERVER + "/a");
            assertThat(refused.kind()).isEqualTo(RejectedFile.Kind.MODULE_LINK);
            assertThat(refused.reason()).contains("a pnpm link to a", "finds its dependency b there");
        });
        assertThatThrownBy(() -> select().requireNothingRefused())
                .isInstanceOfSatisfying(PublishException.class, failure -> assertThat(failure.code())
                        .isEqualTo(ErrorCode.PACKAGE_CONTENT_REFUSED));
        assertThat(PluginProject.in(folder).check().findings())
                .filteredOn(finding -> finding.rule().equals("PX-F003"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("node-linker=hoisted", "pnpm deploy"));
    }

    @Test
    void a_module_with_a_scope_that_imports_another_one_of_the_scope_is_refused() throws Exception {
        module(".pnpm/@acme+a@1/node_modules/@acme/a");
        module(".pnpm/@acme+a@1/node_modules/@acme/b");
        link("@acme/a", "../.pnpm/@acme+a@1/node_modules/@acme/a");

        assertThat(select().refused()).extracting(RejectedFile::path).containsExactly(SERVER + "/@acme/a");
    }

    @Test
    void another_version_of_the_dependency_at_the_top_does_not_help() throws Exception {
        module(".pnpm/a@1/node_modules/a");
        module(".pnpm/a@1/node_modules/b");
        module("b");
        link("a", ".pnpm/a@1/node_modules/a");

        assertThat(select().refused()).extracting(RejectedFile::path).containsExactly(SERVER + "/a");
    }

    @Test
    void a_link_to_a_module_without_dependencies_works() throws Exception {
        module(".pnpm/a@1/node_modules/a");
        Files.createDirectories(modules.resolve(".pnpm/a@1/node_modules/.bin"));
        link("a", ".pnpm/a@1/node_modules/a");

        assertThat(select().refused()).isEmpty();
        assertThat(select().files()).extracting(SelectedFile::path).contains(SERVER + "/a/index.js");
    }

    @Test
    void a_link_whose_dependencies_are_also_linked_from_the_top_works() throws Exception {
        module(".pnpm/a@1/node_modules/a");
        module(".pnpm/b@1/node_modules/b");
        link(".pnpm/a@1/node_modules/b", "../../b@1/node_modules/b");
        link("a", ".pnpm/a@1/node_modules/a");
        link("b", ".pnpm/b@1/node_modules/b");

        assertThat(select().refused()).isEmpty();
    }

    @Test
    void links_of_nitro_work() throws Exception {
        module(".nitro/p@1");
        module(".nitro/p@2");
        module("q/node_modules/r");
        link("p", ".nitro/p@1");
        link("q/node_modules/p", "../../.nitro/p@2");

        assertThat(select().refused()).isEmpty();
        assertThat(select().files())
                .extracting(SelectedFile::path)
                .contains(SERVER + "/p/index.js", SERVER + "/q/node_modules/p/index.js");
    }
}
