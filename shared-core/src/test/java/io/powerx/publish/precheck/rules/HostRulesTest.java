package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @Test
    void a_valid_plugin_has_no_findings() {
        assertThat(project().check().findings()).isEmpty();
    }

    private PluginProject range(String replacement) {
        return project().manifest("corex_version: \">=0.6.0 <1.0.0\"\n", replacement);
    }

    @Test
    void a_missing_range_is_a_warning() {
        assertThat(range("").places("PX-H001")).containsExactly("warning plugin.yaml:1:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "min_core: 0.6.0\n",
                "compatibility: { corex_min: 0.6.0, corex_max: 0.8.0 }\n",
                "compatibility: { powerx_min: 0.6.0 }\n",
                "dependencyList: [\"corex>=2.3.0\"]\n",
                "dependencies: [\"powerx>=1.0.0\"]\n"
            })
    void every_spelling_of_the_range_is_accepted(String spelling) {
        assertThat(range(spelling).places("PX-H001")).isEmpty();
        assertThat(range(spelling).places("PX-H002")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"banana", ">=1.0.0 || banana", "[1.0,2.0)", "=>1.0.0", ">=1.0.0 <", "1.2.3.4", "latest"})
    void an_invalid_range_is_an_error(String range) {
        PluginProject project = range("corex_version: \"" + range + "\"\n");
        assertThat(project.places("PX-H002")).containsExactly("error plugin.yaml:4:16");
    }

    @ParameterizedTest
    @ValueSource(strings = {">=2.0.0 <1.0.0", ">1.0.0 <1.0.0", ">=1.0.0 <1.0.0", "=1.0.0 >=2.0.0"})
    void an_empty_range_is_an_error(String range) {
        PluginProject project = range("corex_version: \"" + range + "\"\n");
        assertThat(project.messages("PX-H002")).singleElement().asString().contains("No core version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">=0.1.0",
                "^0.6",
                "~0.6.1",
                "0.6.x",
                "*",
                "0.6.0 - 0.9.0",
                ">=0.6.0,<1.0.0",
                ">= 0.6.0 < 1.0.0",
                "^0.6.0 || ^1.0.0",
                "1.0.0",
                ">=1.0.0 <=1.0.0",
                ">=2.0.0 <1.0.0 || 1.x",
                "${COREX_RANGE:->=0.1.0}"
            })
    void common_ranges_are_accepted(String range) {
        assertThat(range("corex_version: \"" + range + "\"\n").places("PX-H002"))
                .isEmpty();
    }

    @Test
    void different_ranges_in_two_spellings_are_a_warning() {
        assertThat(project().manifestWith("min_core: 0.7.0\n").places("PX-H003"))
                .containsExactly("warning plugin.yaml:18:11");
        assertThat(range("corex_version: \">=0.6.0\"\nmin_core: 0.6.0\n").places("PX-H003"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dependencies: { requires: [\"core>=0.9.0 <1.0.0\"] }\n",
                "dependencies: { corex: \"^0.9.0\" }\n",
                "dependencies: [{ id: powerx, version: ^0.9.0 }]\n"
            })
    void a_dependency_on_the_host_is_a_range_of_the_host_in_every_form(String spelling) {
        PluginProject project = range(spelling);
        assertThat(project.places("PX-H001")).isEmpty();
        assertThat(project.places("PX-D001")).isEmpty();
        assertThat(range(spelling.replace("0.9.0", "soon")).places("PX-H002")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "corex_version: \">=0.1.0\"\n",
                "corex_version: \"*\"\n",
                "corex_version: \"^0.6.0 || >=2.0.0\"\n",
                "min_core: 0.6.0\n"
            })
    void a_range_without_an_upper_bound_is_advice(String range) {
        assertThat(range(range).places("PX-H005")).singleElement().asString().startsWith("info plugin.yaml:4:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "corex_version: \"^0.6.0\"\n",
                "corex_version: 1.x\n",
                "corex_version: \"<2.0.0\"\n",
                "corex_version: \">=0.6.0\"\nmax_core: 0.9.0\n",
                "corex_version: \">=2.0.0 <1.0.0\"\n",
                "corex_version: banana\n",
                ""
            })
    void a_range_with_an_upper_bound_needs_no_advice_and_an_invalid_one_gets_another_finding(String range) {
        assertThat(range(range).places("PX-H005")).isEmpty();
    }

    @Test
    void the_lowest_version_of_the_administration_is_a_version() {
        assertThat(project()
                        .manifestWith("compatibility: { admin_min: latest }\n")
                        .places("PX-H004"))
                .containsExactly("warning plugin.yaml:18:29");
        assertThat(project().manifestWith("compatibility: { admin_min: }\n").messages("PX-H004"))
                .containsExactly("compatibility.admin_min is empty");
        assertThat(project()
                        .manifestWith("compatibility: { admin_min: 1.4.0 }\n")
                        .places("PX-H004"))
                .isEmpty();
        assertThat(project()
                        .manifestWith("compatibility: { admin_min: \">=1.4.0\" }\n")
                        .places("PX-H004"))
                .isEmpty();
    }
}
