package io.powerx.publish.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.powerx.publish.diff.PackageDiff.FileChange;
import io.powerx.publish.diff.PackageDiff.Kind;
import io.powerx.publish.diff.PackageDiff.MigrationChange;
import io.powerx.publish.diff.PackageDiff.Names;
import io.powerx.publish.diff.PackageDiff.ValueChange;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.testing.JsonSchemas;
import io.powerx.publish.testing.Packer;
import io.powerx.publish.testing.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packages of a plugin, the second one packed after a change. */
class PackageComparisonTest {
    private static final String MANIFEST = """
            id: com.example.note
            name: Note
            version: 1.2.3
            corex_version: ">=0.6.0"
            catalogs:
              rbac: ./plugin.d/rbac.yaml
            dependencies:
              com.example.crm: ^1.0.0
              com.example.mail: ">=2"
            frontend:
              admin:
                menus:
                  - id: note
                    title: Notes
                    path: /notes
                    children:
                      - id: list
                        path: /notes/list
            """;
    private static final String RBAC = """
            rbac: {}
            routes: {}
            permissions:
              - resource: note
                actions: [read, write]
            """;

    @TempDir
    Path temp;

    private SampleProject project;
    private Path before;

    @BeforeEach
    void pack_the_older_version() {
        project = new SampleProject(temp.resolve("project"));
        project.file("plugin.yaml", MANIFEST);
        project.file("plugin.d/rbac.yaml", RBAC);
        before = pack("before");
    }

    @Test
    void packages_with_the_same_content_have_no_differences_even_in_another_format() {
        Path zip = Packer.pack(project.root(), SampleProject.request(PackageFormat.ZIP), temp.resolve("zip"));

        PackageDiff diff = PackageComparison.of(before, zip);

        assertThat(diff.identical()).isTrue();
        assertThat(DiffText.render(diff, MessageCatalog.ENGLISH)).contains("The packages have the same content.");
        assertThat(DiffMarkdown.render(diff)).contains("The packages have the same content.");
    }

    @Test
    void added_removed_and_changed_files_are_listed_with_their_sizes() throws IOException {
        project.file("assets/new.txt", "twelve bytes");
        project.file("backend/etc/config.yaml", "port: 8080\n");
        Files.delete(project.root().resolve("CHANGELOG.md"));

        PackageDiff diff = diff();

        assertThat(diff.identical()).isFalse();
        assertThat(diff.files())
                .extracting(FileChange::kind, FileChange::path, FileChange::growth)
                .containsExactly(
                        tuple(Kind.REMOVED, "CHANGELOG.md", -12L),
                        tuple(Kind.ADDED, "assets/new.txt", 12L),
                        tuple(Kind.CHANGED, "backend/etc/config.yaml", 3L));
        assertThat(DiffText.render(diff, MessageCatalog.ENGLISH))
                .contains(
                        "com.example.note 1.2.3 -> 1.2.3",
                        "Files: 1 added, 1 removed, 1 changed",
                        "+ assets/new.txt  12 B",
                        "- CHANGELOG.md  12 B",
                        "~ backend/etc/config.yaml  8 B -> 11 B (+3 B)");
    }

    @Test
    void a_changed_executable_bit_is_a_change_although_the_content_is_the_same() {
        Path script = project.file("assets/run.sh", "#!/bin/sh\n");
        before = pack("plain");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        PackageDiff diff = diff();

        assertThat(diff.files()).extracting(FileChange::path).containsExactly("assets/run.sh");
        assertThat(diff.identical()).isFalse();
        assertThat(DiffText.render(diff, MessageCatalog.ENGLISH))
                .contains("~ assets/run.sh  same content, now executable");
    }

    @Test
    void permissions_of_a_catalog_and_default_grants_are_compared() {
        project.file("plugin.d/rbac.yaml", RBAC.replace("[read, write]", "[read, delete]") + """
                  - permission_code: note_export
                    default_role_grants: [admin]
                """);

        PackageDiff diff = diff();

        assertThat(diff.permissions())
                .isEqualTo(new Names(List.of("note:delete", "note_export"), List.of("note:write")));
        assertThat(diff.defaultGrants()).isEqualTo(new Names(List.of("admin: note_export"), List.of()));
        assertThat(DiffText.render(diff, MessageCatalog.ENGLISH))
                .contains("Permissions\n  + note:delete\n  + note_export\n  - note:write\n");
    }

    @Test
    void host_range_dependencies_and_menus_are_compared() {
        project.file(
                "plugin.yaml",
                MANIFEST.replace(">=0.6.0", ">=0.7.0")
                        .replace("^1.0.0", "^2.0.0")
                        .replace("com.example.mail: \">=2\"", "com.example.chat: \"*\"")
                        .replace("path: /notes\n", "path: /all-notes\n")
                        .replace("- id: list", "- id: board"));

        PackageDiff diff = diff();

        assertThat(diff.hostRange()).isEqualTo(new ValueChange(">=0.6.0", ">=0.7.0"));
        assertThat(DiffText.render(diff, MessageCatalog.ENGLISH))
                .contains("Core versions\n  >=0.6.0 -> >=0.7.0\n", """
                Dependencies
                  ~ com.example.crm ^1.0.0 -> ^2.0.0
                  - com.example.mail >=2
                  + com.example.chat *
                """, """
                Menus
                  ~ note
                    path: /notes -> /all-notes
                  - note/list
                  + note/board
                """);
    }

    @Test
    void destructive_statements_of_new_and_changed_migrations_are_listed() {
        project.file("migrations/0001_init.sql", "create table note (id int, text varchar);\n");
        project.file("migrations/0002_drop.sql", "alter table note drop column text;\n");
        project.file("migrations/0002_drop.down.sql", "drop table note;\n");

        PackageDiff diff = diff();

        assertThat(diff.hasDestructiveMigrations()).isTrue();
        assertThat(diff.migrations())
                .containsExactly(
                        new MigrationChange("migrations/0001_init.sql", Kind.CHANGED, List.of(), true),
                        new MigrationChange("migrations/0002_drop.down.sql", Kind.ADDED, List.of(), true),
                        new MigrationChange(
                                "migrations/0002_drop.sql",
                                Kind.ADDED,
                                List.of("alter table note drop column text"),
                                true));
        assertThat(DiffText.render(diff, MessageCatalog.ENGLISH))
                .contains(
                        "~ migrations/0001_init.sql  (was already part of the older version)",
                        "! destructive: alter table note drop column text");
        assertThat(DiffMarkdown.render(diff)).contains("Migrations delete data or break the previous version");
    }

    @Test
    void a_script_too_large_to_be_examined_is_reported_as_such() {
        project.file("migrations/0002_large.sql", "-- filler\n".repeat(200_000) + "drop table note;\n");

        PackageDiff diff = diff();

        assertThat(diff.migrations())
                .containsExactly(new MigrationChange("migrations/0002_large.sql", Kind.ADDED, List.of(), false));
        assertThat(DiffText.render(diff, MessageCatalog.ENGLISH))
                .contains("0002_large.sql  (too large to be examined)");
    }

    @Test
    void a_catalog_that_is_missing_is_reported_instead_of_removed_permissions_alone() throws IOException {
        Files.delete(project.root().resolve("plugin.d/rbac.yaml"));

        PackageDiff diff = diff();

        assertThat(diff.notes())
                .containsExactly("1.2.3: catalogs.rbac refers to a file that does not exist: ./plugin.d/rbac.yaml, so"
                        + " its entries are not compared");
    }

    @Test
    void foreign_text_cannot_break_out_of_the_reports() {
        project.file("plugin.yaml", MANIFEST.replace("title: Notes", "title: \"\\e[31m[x](https://evil)\\n# @all\""));

        PackageDiff diff = diff();

        assertThat(DiffText.render(diff, MessageCatalog.ENGLISH))
                .contains("title: Notes -> [31m[x](https://evil) # @all")
                .doesNotContain("\u001b");
        assertThat(DiffMarkdown.render(diff)).contains("&#64;all").doesNotContain("](", "@all", "https://");
    }

    @Test
    void the_json_form_is_valid_against_its_schema() {
        project.file("plugin.yaml", MANIFEST.replace(">=0.6.0", ">=0.7.0").replace("id: note\n", "id: notes\n"));
        project.file("migrations/0002_drop.sql", "drop table note;\n");

        String json = Json.writePretty(diff());

        assertThat(JsonSchemas.violations("diff.schema.json", json)).isEmpty();
        assertThat(JsonSchemas.violations("diff.schema.json", json.replace("\"added\"", "\"new\"")))
                .isNotEmpty();
    }

    @Test
    void many_changed_files_fit_into_a_comment() {
        for (int i = 0; i < 2_000; i++) {
            project.file("assets/" + "_".repeat(100) + i, "x");
        }

        String comment = DiffMarkdown.render(diff());

        assertThat(comment).hasSizeLessThan(65_536).contains("Files: 2000 added", " more\n\n</details>");
    }

    @Test
    void a_file_that_is_not_a_package_is_refused() throws IOException {
        Path broken = Files.write(temp.resolve("broken.pxp"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

        assertThatThrownBy(() -> PackageComparison.of(before, broken))
                .isInstanceOfSatisfying(PublishException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_INVALID);
                    assertThat(e.found()).contains("cut off");
                });
        assertThatThrownBy(() -> PackageComparison.of(before, temp.resolve("none.pxp")))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_UNREADABLE));
    }

    private PackageDiff diff() {
        return PackageComparison.of(before, pack("after"));
    }

    private Path pack(String output) {
        return Packer.pack(project.root(), SampleProject.request(), temp.resolve(output));
    }
}
