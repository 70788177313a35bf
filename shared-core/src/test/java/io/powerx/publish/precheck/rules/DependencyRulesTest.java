package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyRulesTest {
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

    @Test
    void a_dependency_on_itself_is_an_error_but_a_duplicate_or_a_missing_range_is_a_warning() {
        PluginProject project = project()
                .manifestWith(
                        "dependencies:\n  - com.example.plugins.note >=1.0.0\n  - a.b\n  - c.d ^1.0.0\n  - c.d ^1.0.0\n");
        assertThat(project.places("PX-D001"))
                .containsExactly("error plugin.yaml:19:5", "warning plugin.yaml:20:5", "warning plugin.yaml:22:5");
    }
}
