package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Channel;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.precheck.PluginProject;
import io.powerx.publish.precheck.PrecheckRequest;
import io.powerx.publish.testing.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRulesTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @Test
    void a_valid_plugin_has_no_findings() {
        assertThat(project().check().findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "v1.2.0", "1.02.0", "1.2.0-", "1.2.0-a..b", "1.2.0-01", "1.2.0.4", "latest"})
    void a_version_that_is_not_semver_is_an_error(String version) {
        PluginProject project = project().manifest("version: 1.2.0", "version: " + version);
        assertThat(project.places("PX-V001")).containsExactly("error plugin.yaml:3:10");
        assertThat(project.messages("PX-V001").get(0)).contains("\"" + version + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0",
                "1.2.0",
                "1.2.0-beta.1",
                "1.2.0-beta.1+build.7",
                "1.2.0+exp.sha.5114f85",
                "1.2.0-x-y-z.--",
                "99999999999.0.0",
                "1.2.0-20260101123456789012345"
            })
    void every_semver_version_is_valid(String version) {
        assertThat(project().manifest("version: 1.2.0", "version: " + version).places("PX-V001"))
                .isEmpty();
    }

    @Test
    void the_remedy_for_a_version_that_yaml_reads_as_a_number_mentions_three_parts() {
        assertThat(project().manifest("version: 1.2.0", "version: 1.10").check().findings())
                .filteredOn(finding -> finding.rule().equals("PX-V001"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("1.10"))
                .satisfies(finding -> assertThat(finding.remedy()).contains("three parts"));
    }

    @ParameterizedTest
    @CsvSource({"1.2.1", "1.10.0", "2.0.0", "1.2.0+other"})
    void a_version_that_is_not_above_the_newest_version_is_an_error(String newest) {
        PluginProject project = project().published("1.0.0", newest);
        assertThat(project.places("PX-V002")).containsExactly("error plugin.yaml:3:10");
        assertThat(project.messages("PX-V002").get(0)).contains("1.2.0", newest, "stable");
    }

    @Test
    void numbers_beyond_64_bits_are_compared_as_numbers() {
        PluginProject project = project().manifest("version: 1.2.0", "version: 1.2.10000000000000000000");
        assertThat(project.published("1.2.9999999999999999999").places("PX-V002"))
                .isEmpty();
        assertThat(project.published("1.2.10000000000000000001").places("PX-V002"))
                .containsExactly("error plugin.yaml:3:10");
    }

    @Test
    void a_version_above_the_newest_passes_regardless_of_the_order_of_the_list() {
        assertThat(project()
                        .published("1.1.9", "0.1.0", "1.2.0-rc.1", "nonsense")
                        .places("PX-V002"))
                .isEmpty();
    }

    @Test
    void a_version_that_is_already_published_is_left_to_the_registration() {
        assertThat(project().published("1.3.0", "1.2.0").places("PX-V002")).isEmpty();
    }

    @Test
    void a_first_version_passes_and_so_does_any_without_a_marketplace() {
        assertThat(project().published().places("PX-V002")).isEmpty();
        assertThat(project().places("PX-V002")).isEmpty();
    }

    @Test
    void a_prerelease_is_accepted_only_on_the_beta_channel() {
        PluginProject project = project().manifest("version: 1.2.0", "version: 1.2.0-rc.1");
        assertThat(project.places("PX-V003")).containsExactly("error plugin.yaml:3:10");
        assertThat(project.channel(Channel.BETA).places("PX-V003")).isEmpty();
    }

    @Test
    void manifest_json_has_the_same_version_as_plugin_yaml() {
        PluginProject project = project()
                .file("manifest.json", "{\n  \"id\": \"com.example.plugins.note\",\n  \"version\": \"1.1.0\"\n}");
        assertThat(project.places("PX-V004")).containsExactly("error manifest.json:3:14");
        assertThat(project.file("manifest.json", "{\"id\": \"com.example.plugins.note\", \"version\": \"1.2.0\"}")
                        .places("PX-V004"))
                .isEmpty();
    }

    @Test
    void an_invalid_manifest_json_is_an_error_but_a_schema_of_that_name_is_not() {
        assertThat(project().file("manifest.json", "{\n \"id\": ").places("PX-V004"))
                .singleElement()
                .satisfies(place -> assertThat(place).startsWith("error manifest.json:2"));
        assertThat(project().file("manifest.json", "[]").places("PX-V004")).containsExactly("error manifest.json:1:1");
        assertThat(project()
                        .file("manifest.json", "{\"$schema\": \"x\", \"type\": \"object\"}")
                        .places("PX-V004"))
                .isEmpty();
    }

    @Test
    void a_byte_order_mark_in_manifest_json_is_reported() {
        assertThat(project().file("manifest.json", "\uFEFF{}").messages("PX-V004"))
                .containsExactly("manifest.json cannot be read: it begins with a byte order mark (BOM), which Go's JSON"
                        + " parser rejects; save it without one");
    }

    @Test
    void a_package_json_with_another_version_is_a_warning() {
        PluginProject project = project()
                .file("package.json", "{\"version\": \"1.2.0\"}")
                .file("web-admin/package.json", "{\"name\": \"x\", \"version\": \"1.1.0\"}");
        assertThat(project.places("PX-V005")).containsExactly("warning web-admin/package.json:1:26");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"version\": \"0.0.0\"}", "{\"version\": 3}", "not json"})
    void a_package_json_without_a_real_version_passes(String content) {
        assertThat(project().file("package.json", content).places("PX-V005")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "package.json         | {\"version\": \"1.1.0\"}                                   | PX-V005 | 1:13",
                "backend/package.json | {\"version\": \"1.1.0\"}                                   | PX-V005 | 1:13",
                "pyproject.toml       | [project]\\nname = \"a\"\\nversion = \"1.1.0\" # released | PX-V008 | 3:12",
                "pyproject.toml       | [tool.poetry]\\nversion = '1.1.0'                        | PX-V008 | 2:12",
                "backend/pyproject.toml | [project]\\nversion=\"1.1.0\"                           | PX-V008 | 2:10",
                "pom.xml | <project>\\n <parent><version>7</version></parent>\\n <version>1.1.0</version></project> | PX-V008 | 3:11",
                "backend/pom.xml      | <project><version>1.2.0-SNAPSHOT</version></project>    | PX-V008 | 1:19",
                "pom.xml              | <project><version>${revision}</version>\\n<properties><revision>1.1.0</revision></properties></project> | PX-V008 | 2:23",
                "pyproject.toml       | project.name = 'a'\\nproject.version = '1.1.0'  # here        | PX-V008 | 2:20",
                "pyproject.toml       | project = { name = 'a', version = '1.1.0' }             | PX-V008 | 1:36",
                "pyproject.toml       | [tool]\\npoetry.version = \"1.1.0\"                       | PX-V008 | 2:19"
            })
    void a_build_file_with_another_version_is_a_warning(String file, String content, String rule, String place) {
        assertThat(project().file(file, content.replace("\\n", "\n")).places(rule))
                .containsExactly("warning " + file + ":" + place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pyproject.toml | [project]\\nversion = \"1.2.0\"",
                "pyproject.toml | project = { name = \"a\", version = \"1.2.0\" }",
                "pyproject.toml | [project]\\nother.version = \"3\"",
                "pom.xml        | <project><version>${revision}</version><properties><other>3</other></properties></project>",
                "pom.xml        | <project><version>${revision}</version><properties><revision>1.2.0</revision></properties></project>",
                "pyproject.toml | [project]\\ndynamic = [\"version\"]\\n[tool.black]\\nversion = \"3\"",
                "pyproject.toml | [project]\\ndescription = \"\"\"\\nversion = \"3\"\\n\"\"\"",
                "pom.xml        | <project><version>1.2.0</version></project>",
                "pom.xml        | <project><parent><version>9</version></parent></project>",
                "pom.xml        | <project><version>${revision}</version></project>",
                "pom.xml        | <project><dependencies><dependency><version>9</version></dependency></dependencies></project>",
                "pom.xml        | <project"
            })
    void a_build_file_with_the_same_or_without_its_own_version_passes(String file, String content) {
        assertThat(project().file(file, content.replace("\\n", "\n")).places("PX-V008"))
                .isEmpty();
    }

    private GitRepository repository() throws IOException {
        project();
        GitRepository repository = GitRepository.in(folder);
        repository.commit("README.md", "first");
        return repository;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.1.0", "1.3.0", "note-v1.3.0", "release/1.3.0"})
    void a_commit_with_the_tag_of_another_version_is_an_error(String tag) throws IOException {
        repository().git("tag", tag);

        PluginProject project = project();
        assertThat(project.places("PX-V009")).containsExactly("error plugin.yaml:3:10");
        assertThat(project.messages("PX-V009").get(0)).contains(tag, "1.2.0");
        assertThat(project.channel(Channel.BETA).places("PX-V009")).containsExactly("warning plugin.yaml:3:10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.2.0", "1.2.0-rc.1", "crm-v7.0.0", "nightly"})
    void a_commit_with_the_tag_of_the_version_or_of_something_else_passes(String tag) throws IOException {
        repository().git("tag", tag);

        assertThat(project().places("PX-V009")).isEmpty();
    }

    @Test
    void a_tag_of_the_version_on_another_commit_is_a_warning() throws IOException {
        GitRepository repository = repository();
        repository.git("tag", "-a", "v1.2.0", "-m", "1.2.0");
        assertThat(project().places("PX-V009")).isEmpty();
        String head = repository.commit("README.md", "second");

        PluginProject project = project();
        assertThat(project.places("PX-V009")).containsExactly("warning plugin.yaml:3:10");
        assertThat(project.messages("PX-V009").get(0)).contains("v1.2.0", head.substring(0, 12));
    }

    @Test
    void tags_of_the_whole_repository_do_not_concern_a_plugin_in_a_subfolder() throws IOException {
        Path subfolder = folder.resolve("plugins/note");
        PluginProject nested = PluginProject.in(subfolder);
        GitRepository repository = GitRepository.in(folder);
        repository.commit("README.md", "first");
        repository.git("tag", "v7.0.0");
        assertThat(nested.places("PX-V009")).isEmpty();

        repository.git("tag", "note/v7.0.0");

        assertThat(nested.places("PX-V009")).containsExactly("error plugin.yaml:3:10");
    }

    @Test
    void an_invalid_version_does_not_cause_findings_about_files_that_have_the_right_one() {
        PluginProject project = project()
                .manifest("version: 1.2.0", "version: v1.2.0")
                .notes("")
                .file("package.json", "{\"version\": \"1.2.0\"}")
                .file("pom.xml", "<project><version>1.2.0</version></project>");

        assertThat(project.check().findings()).extracting(Finding::rule).containsExactly("PX-V001");
    }

    @Test
    void a_version_with_spaces_around_it_is_an_error() {
        PluginProject project = project().manifest("version: 1.2.0", "version: \"1.2.0 \"");

        assertThat(project.places("PX-M001")).containsExactly("error plugin.yaml:3:10");
        assertThat(project.messages("PX-M001").get(0)).contains("begins or ends with a blank");
    }

    @Test
    void a_version_in_manifest_json_that_is_not_a_string_is_an_error() {
        assertThat(project()
                        .file("manifest.json", "{\"id\": \"com.example.plugins.note\", \"version\": 1.2}")
                        .places("PX-V004"))
                .containsExactly("error manifest.json:1:47");
    }

    @Test
    void the_package_json_of_a_front_end_in_any_folder_is_compared() {
        PluginProject project = project()
                .manifestWith("frontend: { admin: { kind: static, static_dir: apps/console/dist/pages } }\n")
                .file("apps/console/dist/pages/index.html", "<html></html>\n")
                .file("apps/console/package.json", "{\"version\": \"1.0.0\"}")
                .file("apps/console/dist/package.json", "{\"version\": \"1.0.0\"}")
                .file("apps/other/package.json", "{\"version\": \"1.0.0\"}");

        assertThat(project.places("PX-V005")).containsExactly("warning apps/console/package.json:1:13");
    }

    @Test
    void a_tag_with_another_version_is_an_error_at_the_version() {
        PluginProject project = project()
                .problem(new PrecheckRequest.Problem(
                        PrecheckRequest.Subject.TAG, "Cannot release", "Correct it.", null));

        assertThat(project.places("PX-V010")).containsExactly("error plugin.yaml:3:10");
    }
}
