package io.powerx.publish.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.PluginReader;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.CheckedPlugin;
import io.powerx.publish.precheck.PackageFacts;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.SuppressedFinding;
import io.powerx.publish.testing.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The risk of a change to a plugin whose previous version, 1.0.0, has a tag. */
class RiskAssessorTest {
    private static final PrecheckReport PASSED = new PrecheckReport(
            new CheckedPlugin("com.x", "X", "1.2.4"), List.of(), List.of(), Map.of(), Map.of(), 40, 0, null, null);

    private static final String MANIFEST = """
            id: com.acme.note
            name: Note
            version: 1.0.0
            corex_version: ">=1.0.0"
            permissions:
              - permission_code: note.note.read
                default_role_grants: [admin]
            dependencies:
              requires:
                - { id: com.acme.base, version: ^1.2.0 }
            migrations: { driver: sql, dir: migrations }
            """;

    @TempDir
    Path folder;

    private GitRepository repository;

    @BeforeEach
    void release_version_1_0_0() throws Exception {
        repository = GitRepository.in(folder);
        write("plugin.yaml", MANIFEST);
        write("migrations/001.sql", "CREATE TABLE note (id int);");
        repository.commit("CHANGES", "first");
        repository.git("tag", "v1.0.0");
        write("plugin.yaml", MANIFEST.replace("1.0.0\n", "1.0.1\n"));
    }

    private void write(String file, String text) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void change(String from, String to) throws Exception {
        String before = Files.readString(folder.resolve("plugin.yaml"));
        assertThat(before).contains(from);
        write("plugin.yaml", before.replace(from, to));
    }

    private List<String> reasons(PublishedVersion published, boolean first) {
        return reasons(published, first, PASSED);
    }

    private List<String> reasons(PublishedVersion published, boolean first, PrecheckReport precheck) {
        PluginSnapshot plugin = new PluginReader(folder).read().snapshot();
        ReleaseMetadata.Risk risk = RiskAssessor.assess(new ReleaseInput(
                plugin,
                Channel.STABLE,
                ReleaseNotes.of("notes", plugin),
                PublishFile.defaults(),
                first,
                published,
                precheck,
                true,
                null));
        return risk.reasons().stream()
                .map(reason -> reason.code() + ": " + reason.detail())
                .collect(Collectors.toList());
    }

    private List<String> reasons() {
        List<String> reasons = reasons(new PublishedVersion("1.0.0", null), false);
        assertThat(reasons.remove(0)).isEqualTo("patch_version: the version goes from 1.0.0 to 1.0.1");
        return reasons;
    }

    @Test
    void a_patch_that_changes_nothing_else_has_no_other_reason() {
        assertThat(reasons()).isEmpty();
    }

    @Test
    void new_permissions_and_default_grants_are_listed() throws Exception {
        change("permissions:\n", "permissions:\n  - permission_code: note.note.write\n");
        change("[admin]", "[admin, guest]");

        assertThat(reasons())
                .containsExactly(
                        "permissions_widened: new permissions: note.note.write",
                        "default_grants_widened: roles get new permissions by default: guest: note.note.read");
    }

    @Test
    void a_change_of_the_supported_core_versions_is_listed() throws Exception {
        change(">=1.0.0", ">=3.0.0");

        assertThat(reasons())
                .containsExactly("host_range_changed: the supported core versions change from >=1.0.0 to >=3.0.0");
    }

    @Test
    void dependencies_that_are_new_or_of_another_major_version_are_listed() throws Exception {
        change("^1.2.0 }", "^2.0.0 }\n    - { id: com.acme.mail, version: '>=9' }");

        assertThat(reasons())
                .containsExactly(
                        "dependency_major: the dependency com.acme.base changes from ^1.2.0 to ^2.0.0",
                        "dependency_added: it depends on com.acme.mail >=9 now");
    }

    @Test
    void a_dependency_of_the_same_major_version_is_not_a_reason() throws Exception {
        change("^1.2.0", "^1.9.0");

        assertThat(reasons()).isEmpty();
    }

    @Test
    void new_and_changed_migrations_are_listed_with_their_destructive_statements() throws Exception {
        write("migrations/001.sql", "CREATE TABLE note (id bigint);");
        write(
                "migrations/002.sql",
                "ALTER TABLE note\n  DROP COLUMN text; -- DROP TABLE comment\nSELECT 'DROP TABLE x';");

        assertThat(reasons())
                .containsExactly(
                        "migrations_changed: new or changed migrations: migrations/001.sql, migrations/002.sql",
                        "migrations_destructive: migrations/002.sql: ALTER TABLE note DROP COLUMN text");
    }

    @Test
    void statements_that_undo_a_migration_are_not_destructive() throws Exception {
        write("migrations/002.sql", "-- +goose Up\nCREATE TABLE b (id int);\n-- +goose Down\nDROP TABLE b;\n");
        write("migrations/003.down.sql", "DROP TABLE c;");

        assertThat(reasons())
                .containsExactly(
                        "migrations_changed: new or changed migrations: migrations/002.sql, migrations/003.down.sql");
    }

    @Test
    void the_tag_of_another_version_than_the_published_one_is_not_compared() throws Exception {
        change(">=1.0.0", ">=3.0.0");

        assertThat(reasons(new PublishedVersion("0.9.0", List.of("note.note.read")), false))
                .containsExactly(
                        "major_version: the version goes from 0.9.0 to 1.0.1",
                        "migrations: the database is migrated when the version is installed");
    }

    @Test
    void a_first_release_is_not_compared() {
        assertThat(reasons(null, true))
                .containsExactly(
                        "first_release: this is the first release in the channel",
                        "migrations: the database is migrated when the version is installed");
    }

    @Test
    void suppressed_findings_are_listed_by_their_rules() {
        List<SuppressedFinding> suppressed = Stream.of("PX-T006", "PX-F004", "PX-T006")
                .map(rule -> new SuppressedFinding(
                        new Finding(rule, Severity.ERROR, "found", "Do.", null), "r", LocalDate.of(2026, 12, 31)))
                .toList();
        PrecheckReport report =
                new PrecheckReport(PASSED.plugin(), List.of(), suppressed, Map.of(), Map.of(), 40, 0, null, null);

        assertThat(reasons(new PublishedVersion("1.0.0", null), false, report))
                .contains("prechecks_suppressed: publish.yml suppresses findings of PX-F004, PX-T006");
    }

    @Test
    void a_previous_manifest_that_cannot_be_read_is_not_compared() throws Exception {
        write("plugin.yaml", "id: [");
        repository.commit("CHANGES", "broken");
        repository.git("tag", "-f", "v1.0.0");
        write("plugin.yaml", MANIFEST.replace("1.0.0\n", "1.0.1\n"));

        assertThat(reasons()).containsExactly("migrations: the database is migrated when the version is installed");
    }

    private static PrecheckReport measured(Double coverage, PackageFacts packages) {
        return new PrecheckReport(
                PASSED.plugin(), List.of(), List.of(), Map.of(), Map.of(), 40, 0, null, coverage, List.of(), packages);
    }

    private List<String> measures(
            Double coverageBefore, PackageFacts packagesBefore, Double coverage, PackageFacts packages) {
        List<String> reasons = reasons(
                new PublishedVersion("1.0.0", null, coverageBefore, packagesBefore),
                false,
                measured(coverage, packages));
        assertThat(reasons.remove(0)).startsWith("patch_version: ");
        return reasons;
    }

    private static PackageFacts packages(long bytes, String... executables) {
        return new PackageFacts(bytes, List.of(executables));
    }

    @Test
    void a_drop_of_the_coverage_by_more_than_a_point_is_a_reason() {
        assertThat(measures(85.0, null, 83.94, null))
                .containsExactly("coverage_dropped: the line coverage drops from 85.0 % to 83.9 %");
        assertThat(measures(85.0, null, 84.0, null)).isEmpty();
        assertThat(measures(85.0, null, 99.0, null)).isEmpty();
    }

    @Test
    void files_that_grow_by_half_and_a_megabyte_are_a_reason() {
        assertThat(measures(null, packages(4_000_000), null, packages(6_000_001)))
                .containsExactly("size_jump: the files of the package grow from 4.0 MB to 6.0 MB");
        assertThat(measures(null, packages(4_000_000), null, packages(6_000_000)))
                .isEmpty();
        assertThat(measures(null, packages(100), null, packages(1_000_099))).isEmpty();
        assertThat(measures(null, packages(4_000_000), null, packages(1_000))).isEmpty();
    }

    @Test
    void executables_that_the_previous_version_did_not_have_are_listed() {
        assertThat(measures(
                        null,
                        packages(1, "backend/bin/a", "backend/bin/old"),
                        null,
                        packages(1, "backend/bin/a", "backend/bin/b")))
                .containsExactly("executables_added: new executables: backend/bin/b");
    }

    @Test
    void without_the_measures_of_both_versions_nothing_is_said_about_them() {
        assertThat(measures(null, null, 10.0, packages(9_000_000, "backend/bin/a")))
                .isEmpty();
        assertThat(measures(90.0, packages(1), null, null)).isEmpty();
    }
}
