package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyRulesTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder.resolve("note"));
    }

    private void neighbor(String path, String manifest) {
        PluginProject.in(folder.resolve(path)).file("plugin.yaml", manifest);
    }

    @Test
    void a_valid_plugin_has_no_findings() {
        assertThat(project().check().findings()).isEmpty();
    }

    @Test
    void every_form_of_a_valid_dependency_passes() {
        for (String form : List.of(
                "dependencies: [\"com.example.crm >=0.5.0\"]\n",
                "dependencies: [{ id: com.example.crm, version: ^1.0.0, optional: true }]\n",
                "dependencies: { requires: [{ id: com.example.crm, range: 1.x }], optional: [\"com.example.b@~2.0\"] }\n",
                "dependencies: { com.example.crm: \">=1.0.0 <2.0.0\" }\n",
                "dependencies: { requires: [] }\n",
                "dependencies: [\"powerx>=1.0.0\"]\n")) {
            assertThat(project().manifestWith(form).places("PX-D001")).as(form).isEmpty();
        }
    }

    @Test
    void an_invalid_range_is_an_error_with_the_location_of_its_entry() {
        PluginProject project = project()
                .manifestWith(
                        "dependencies:\n  - { id: a.b, version: soon }\n  - { id: c.d, version: '>=2.0.0 <1.0.0' }\n  - version: 1.x\n");
        assertThat(project.places("PX-D001"))
                .containsExactly("error plugin.yaml:19:5", "error plugin.yaml:20:5", "error plugin.yaml:21:5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dependencies:\n  requires: a.crm\n",
                "dependencies:\n  conflicts: a.crm\n",
                "dependencies: a.crm >=1.0.0\n",
                "dependencyList: a.crm >=1.0.0\n"
            })
    void a_text_in_place_of_a_list_is_an_error_because_the_host_would_ignore_it(String form) {
        assertThat(project().manifestWith(form).messages("PX-D001"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("must be a list of dependencies, but it is the text \"a.crm");
    }

    @Test
    void an_empty_field_declares_no_dependency() {
        assertThat(project().manifestWith("dependencies:\n  requires:\n").places("PX-D001"))
                .isEmpty();
    }

    @Test
    void a_dependency_on_itself_is_an_error_but_a_duplicate_or_a_missing_range_is_a_warning() {
        PluginProject project = project()
                .manifestWith(
                        "dependencies:\n  - com.example.plugins.note >=1.0.0\n  - a.b\n  - c.d ^1.0.0\n  - c.d ^1.0.0\n");
        assertThat(project.places("PX-D001"))
                .containsExactly("error plugin.yaml:19:5", "warning plugin.yaml:20:5", "warning plugin.yaml:22:5");
    }

    @Test
    void a_cycle_of_plugins_next_to_each_other_is_an_error_with_its_path() {
        neighbor("crm", "id: a.crm\nversion: 1.0.0\ndependencies: [\"a.mail ^1.0.0\"]\n");
        neighbor("mail", "id: a.mail\nversion: 1.0.0\ndependencies: { com.example.plugins.note: \">=1.0.0\" }\n");
        PluginProject project = project().manifestWith("dependencies:\n  - a.crm ^1.0.0\n");
        assertThat(project.places("PX-D003")).containsExactly("error plugin.yaml:19:5");
        assertThat(project.messages("PX-D003"))
                .containsExactly("The dependencies form a cycle: com.example.plugins.note -> a.crm -> a.mail"
                        + " -> com.example.plugins.note");
    }

    @Test
    void a_cycle_is_found_everywhere_in_the_repository() throws Exception {
        Files.createDirectories(folder.resolve(".git"));
        neighbor(
                "packages/crm/plugin",
                "id: a.crm\nversion: 1.0.0\ndependencies: [\"com.example.plugins.note ^1.0.0\"]\n");
        PluginProject project = project().manifestWith("dependencies:\n  - a.crm ^1.0.0\n");
        assertThat(project.places("PX-D003")).containsExactly("error plugin.yaml:19:5");
    }

    @Test
    void an_optional_dependency_forms_no_cycle() {
        neighbor(
                "crm",
                "id: a.crm\nversion: 1.0.0\ndependencies: { optional: [\"com.example.plugins.note ^1.0.0\"] }\n");
        neighbor("mail", "id: a.mail\nversion: 1.0.0\ndependencies: [\"com.example.plugins.note ^1.0.0\"]\n");
        PluginProject project = project()
                .manifestWith("dependencies: { requires: [\"a.crm ^1.0.0\"], optional: [\"a.mail ^1.0.0\"] }\n");
        assertThat(project.places("PX-D003")).isEmpty();
        assertThat(project.check().notRun()).doesNotContainKey("PX-D003");
    }

    @Test
    void neighbors_that_cannot_be_read_and_cycles_of_other_plugins_are_not_reported() {
        neighbor("broken", "id: [\n");
        neighbor("crm", "id: a.crm\nversion: 1.0.0\ndependencies: [\"a.mail ^1.0.0\"]\n");
        neighbor("mail", "id: a.mail\nversion: 1.0.0\ndependencies: [\"a.crm ^1.0.0\"]\n");
        PluginProject project = project().manifestWith("dependencies:\n  - a.crm ^1.0.0\n");
        assertThat(project.places("PX-D003")).isEmpty();
        assertThat(project.check().notRun()).doesNotContainKey("PX-D003");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.crm ^1.0.0  | a.crm          | error",
                "a.crm ^1.0.0  | a.crm >=1.0.0  | error",
                "a.crm         | a.crm <2.0.0   | warning",
                "a.crm >=1.0.0 | a.crm <1.2.0   | warning",
                "a.crm >=1.2.0 | a.crm <1.2.0   | none",
                "a.crm ^1.0.0  | a.mail         | none",
                "a.crm ^1.0.0  | a.mail soon    | warning",
                "a.crm ^1.0.0  | com.example.plugins.note | error",
                "a.crm ^1.0.0  | com.example.plugins.note <1.0.0 | none"
            })
    void a_conflict_with_a_dependency_or_with_the_plugin_itself_is_reported(
            String required, String conflict, String severity) {
        PluginProject project = project()
                .manifestWith(
                        "dependencies:\n  requires: [\"%s\"]\n  conflicts: [\"%s\"]\n".formatted(required, conflict));
        assertThat(project.places("PX-D004"))
                .isEqualTo(severity.equals("none") ? List.of() : List.of(severity + " plugin.yaml:20:15"));
    }

    @Test
    void a_dependency_in_the_repository_that_conflicts_with_the_plugin_is_an_error() {
        String crm =
                "id: a.crm\nversion: 1.0.0\ndependencies: { conflicts: [{ id: com.example.plugins.note, version: \"%s\" }] }\n";
        neighbor("crm", crm.formatted("<2.0.0"));
        PluginProject project = project().manifestWith("dependencies:\n  - a.crm ^1.0.0\n");
        assertThat(project.places("PX-D004")).containsExactly("error plugin.yaml:19:5");
        neighbor("crm", crm.formatted("<1.0.0"));
        assertThat(project.places("PX-D004")).isEmpty();
    }
}
