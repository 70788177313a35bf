package io.powerx.publish.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.options.PublishFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigDocumentTest {
    private static final String YAML = "channel: beta\nartifacts: { format: zip }\ntenants: { deny: [acme] }\n";
    private static final String JSON =
            "{\n\t\"channel\": \"beta\",\n\t\"artifacts\": {\"format\": \"zip\"},\n\t\"tenants\": {\"deny\": [\"acme\"]}}";
    private static final String TYPESCRIPT =
            "export default { channel: 'beta', artifacts: { format: 'zip' }, tenants: { deny: ['acme'] } }";

    private final Map<String, String> project = new LinkedHashMap<>();

    private ConfigDocumentTest file(String name, String content) {
        project.put(name, content);
        return this;
    }

    private Configs sources() {
        Configs sources = Configs.given();
        project.forEach(sources::projectFile);
        return sources;
    }

    private PublishFile read() {
        ResolvedConfig config = sources().resolveWithProblems();
        return PublishFiles.read(sources().project(), null, config).requireValid();
    }

    private PublishException failure() {
        PublishException error = assertThatExceptionOfType(PublishException.class)
                .isThrownBy(this::read)
                .actual();
        assertThat(error.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(error.code().category().exitCode()).isEqualTo(2);
        return error;
    }

    private static Map<String, String> spellings() {
        Map<String, String> files = new LinkedHashMap<>();
        ConfigDocument.PROJECT_FILES.forEach(
                name -> files.put(name, name.endsWith("s") ? TYPESCRIPT : name.endsWith(".json") ? JSON : YAML));
        return files;
    }

    @Test
    void every_project_file_sets_settings_and_everything_else() {
        assertThat(spellings()).hasSize(9);
        spellings().forEach((name, content) -> {
            project.clear();
            PublishFile file = file(name, content).read();

            assertThat(sources().resolve().requiredText(Setting.CHANNEL))
                    .as(name)
                    .isEqualTo("beta");
            assertThat(file.artifacts().format()).as(name).isEqualTo("zip");
            assertThat(FileValue.of(file))
                    .as(name)
                    .extracting(FileValue::key, FileValue::value)
                    .containsExactly(tuple("artifacts.format", "zip"), tuple("tenants.deny", "[\"acme\"]"));
        });
    }

    @Test
    void files_that_agree_are_combined() {
        spellings().forEach(this::file);
        file("px-plugin.config.json", "{\"artifacts\": {\"level\": \"best\"}, \"channel\": null}");

        PublishFile file = read();

        assertThat(file.artifacts().format()).isEqualTo("zip");
        assertThat(file.artifacts().level()).isEqualTo(CompressionLevel.BEST);
        assertThat(file.document().locate("/artifacts/format")).hasToString("publish.yml:2:22");
        assertThat(file.document().locate("/artifacts/level")).hasToString("px-plugin.config.json:1:25");
        assertThat(ConfigDocument.of(file.document().texts()).root())
                .isEqualTo(file.document().root());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channel: stable             | export default { channel: 'beta' }                | channel          | 1:27 | 1:10",
                "artifacts: { format: zip }  | export default { artifacts: { format: 'pxp' } }   | artifacts.format | 1:39 | 1:22",
                "tenants: { deny: [a] }      | export default { tenants: { deny: ['b'] } }       | tenants.deny     | 1:29 | 1:12",
                "risk: low                   | export default { risk: { level: 'low' } }         | risk             | 1:18 | 1:7",
                "channel: stable             | export default { publish: { targets: [{ channel: 'beta' }] } } | channel | 1:50 | 1:10"
            })
    void files_that_disagree_are_an_error_with_both_locations(
            String yaml, String typeScript, String key, String place, String other) {
        PublishException error = file("publish.yml", yaml)
                .file("px-plugin.config.ts", typeScript)
                .failure();

        assertThat(error.location().orElseThrow()).hasToString("px-plugin.config.ts:" + place);
        assertThat(error.found()).contains("\"" + key + "\"").contains("publish.yml:" + other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "px-plugin.config.json | {\"rolout\": {}}                            | 1:2  | px-plugin.config.json has no key \"rolout\"; did you mean \"rollout\"?",
                "px-plugin.config.ts   | export default { artifacts: { formt: 1 } } | 1:31 | did you mean \"format\"?",
                "px-plugin.config.ts   | export default { channel: env('C') }       | 1:27 | not env",
                "px-plugin.config.cjs  | module.exports = { channel: process.env.C } | 1:29 | not process",
                "px-plugin.config.js   | module.exports = () => ({})                | 1:19 | read, not executed",
                "px-plugin.config.ts   | export default 'beta'                      | 1:16 | mapping",
                "px-plugin.config.yml  | '- a'                                      | 1:1  | mapping",
                "px-plugin.config.ts   | export default { publish: { channel: 'beta' } } | 1:29 | has no key \"channel\"; \"channel\" is a key at the top level of the file",
                "publish.yml           | publish: { chanel: beta, targets: [] }          | 1:12 | has no key \"chanel\"; \"channel\" is a key at the top level of the file",
                "publish.yml           | publish: { targets: [{ channel: beta }, { name: b }] }    | 1:22 | no name",
                "publish.yml           | publish: { targets: [{ name: b }, { name: b }] }          | 1:43 | two targets",
                "publish.yml           | publish: { targets: [{ name: A }, { name: b }] }          | 1:30 | lower-case",
                "publish.yml           | publish: { targets: [{ name: a, channel: bata }, { name: b }] } | 1:42 | did you mean beta",
                "publish.yml           | publish: { targets: [] }                   | 1:12 | no items",
                "publish.yml           | precheck: { coverageThreshold: 60 }        | 1:13 | did you mean quality.coverageThreshold?",
                "publish.yml           | level: best                                | 1:1  | did you mean artifacts.level?",
                "publish.yml           | signing: { profile: cms }                  | 1:1  | did you mean signer?",
                "publish.yml           | quality: { windowStart: a }                | 1:12 | did you mean window.start?",
                "publish.yml           | quality: { colour: a }                     | 1:12 | its keys are coverage, coverageThreshold, tests",
                "publish.yml           | publish: { targets: [{ apiUrl: https://evil.example }] } | 1:24 | has no key \"apiUrl\""
            })
    void an_error_of_any_file_has_its_location(String name, String content, String place, String words) {
        PublishException error = file(name, content).failure();

        assertThat(error.location().orElseThrow()).hasToString(name + ":" + place);
        assertThat(error.tried()).isEqualTo("read " + name);
        assertThat(error.found()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "js  | module.exports = { channel: 'beta' };",
                "cjs | const { defineConfig } = require('@powerx/plugin'); module.exports = defineConfig({ channel: 'beta' });",
                "cjs | const config = { channel: 'beta' }; module.exports = config",
                "mjs | import { defineConfig } from '@powerx/plugin'; export default defineConfig({ channel: 'beta' })"
            })
    void a_javascript_file_with_a_literal_is_read(String extension, String content) {
        assertThat(file("px-plugin.config." + extension, content)
                        .sources()
                        .resolve()
                        .requiredText(Setting.CHANNEL))
                .isEqualTo("beta");
    }

    @Test
    void the_errors_of_all_files_are_reported_at_once() {
        PublishException error = file("publish.yml", "channel: [\n")
                .file("px-plugin.config.ts", "export default { artifacts: { formt: 'zip' }, risk: 'low' }")
                .file("px-plugin.config.json", "{\"risk\": \"high\", \"upload\": {\"concurrency\": 0}}")
                .failure();

        assertThat(Stream.concat(Stream.of(error), error.others().stream()))
                .extracting(each -> each.location().orElseThrow().toString())
                .containsExactlyInAnyOrder(
                        "publish.yml:2:1",
                        "px-plugin.config.ts:1:31",
                        "px-plugin.config.json:1:10",
                        "px-plugin.config.json:1:44");
    }

    @Test
    void a_wrong_value_is_reported_even_if_an_option_overrides_it() {
        ResolvedConfig config = file("publish.yml", "channel: bata")
                .sources()
                .flag(Setting.CHANNEL, "beta")
                .resolveWithProblems();

        assertThat(config.requiredText(Setting.CHANNEL)).isEqualTo("beta");
        assertThat(config.projectProblems()).singleElement().satisfies(problem -> assertThat(
                        problem.location().orElseThrow())
                .hasToString("publish.yml:1:10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish.yml", "px-plugin.config.yaml"})
    void an_only_target_sets_the_channel_and_the_api(String name) {
        ResolvedConfig config = file(name, "publish: { targets: [{ channel: beta, api: core }] }")
                .sources()
                .resolve();

        assertThat(config.requiredText(Setting.CHANNEL)).isEqualTo("beta");
        assertThat(config.choice(Setting.API, ApiGeneration.class)).isEqualTo(ApiGeneration.CORE);
        assertThat(config.origin(Setting.CHANNEL)).contains(new Origin(Layer.PROJECT_FILE, name + ":1:33"));
    }

    private static final String TWO =
            "{ channel: stable, publish: { targets: [{ name: early, channel: beta }, { name: far-east, profile: rsa-pss }] } }";

    private ResolvedConfig of(String target, String... variables) {
        Configs configs = file("publish.yml", TWO).sources().flag(Setting.TARGET, target);
        for (int i = 0; i < variables.length; i += 2) {
            configs.variable(variables[i], variables[i + 1]);
        }
        return configs.resolve();
    }

    @Test
    void a_target_overrides_the_general_values_of_the_file() {
        assertThat(file("publish.yml", TWO).read().targets()).containsExactly("early", "far-east");
        assertThat(of("early").requiredText(Setting.CHANNEL)).isEqualTo("beta");
        assertThat(of("early").origin(Setting.CHANNEL)).contains(new Origin(Layer.PROJECT_FILE, "publish.yml:1:65"));
        assertThat(of("far-east").requiredText(Setting.CHANNEL)).isEqualTo("stable");
        assertThat(of("far-east").requiredText(Setting.SIGNING_PROFILE)).isEqualTo("rsa-pss");
        assertThat(of("early").requiredText(Setting.SIGNING_PROFILE)).isEqualTo("cms");
    }

    @Test
    void a_variable_of_a_target_takes_the_place_of_the_general_one() {
        String[] variables = {
            "PX_MARKETPLACE_API_URL", "https://one.example",
            "PX_TARGET_FAR_EAST_MARKETPLACE_API_URL", "https://two.example",
            "PX_TENANT", "general"
        };

        assertThat(of("early", variables).url(Setting.API_URL)).hasToString("Optional[https://one.example]");
        assertThat(of("far-east", variables).url(Setting.API_URL)).hasToString("Optional[https://two.example]");
        assertThat(of("early", variables).has(Setting.TENANT)).isTrue();
        assertThat(of("far-east", variables).warnings()).isEmpty();
    }

    @Test
    void a_target_with_its_own_marketplace_never_sends_the_general_token_there() {
        String url = "PX_TARGET_EARLY_MARKETPLACE_API_URL";
        String token = "PX_MARKETPLACE_TOKEN";
        String secret = "canary-4711-canary";

        assertThat(of("early", token, secret).secret(Setting.TOKEN)).isPresent();
        assertThat(of("early", token, secret, url, "https://two.example").secret(Setting.TOKEN))
                .isEmpty();
        assertThat(of("early", "PX_TARGET_EARLY_MARKETPLACE_TOKEN", secret, url, "https://two.example")
                        .secret(Setting.TOKEN))
                .isPresent();
    }

    @Test
    void an_unknown_target_is_an_error_and_an_unknown_variable_a_warning() {
        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> of("erly"))
                .matches(error -> error.code() == ErrorCode.OPTION_INVALID
                        && error.found().contains("did you mean early?"));
        assertThat(of("early", "PX_TARGET_ERLY_TENANT", "a").warnings())
                .singleElement()
                .asString()
                .contains("PX_TARGET_ERLY_TENANT");
    }

    @Test
    void a_chosen_file_is_read_alone() {
        PublishFile file = PublishFile.of(ConfigDocument.ofProject(
                file("publish.yml", "channel: stable")
                        .file("px-plugin.config.ts", "export default { channel: 'stable' }")
                        .file("ci/nightly.ts", TYPESCRIPT)
                        .sources()
                        .project(),
                "ci/nightly.ts"));

        assertThat(file.document().texts())
                .extracting(ConfigDocument.Text::file)
                .isEqualTo(List.of("ci/nightly.ts"));
        assertThat(file.artifacts().format()).isEqualTo("zip");
    }

    @ParameterizedTest
    @CsvSource({"token: abc, {token}", "'signer: { key: k.pem }', {signing-key}", "dryRun: true, {dry-run}"})
    void a_key_that_project_files_cannot_set_is_answered_with_the_setting(String content, String placeholder) {
        PublishException error = file("publish.yml", content).failure();

        assertThat(error.remedyTemplate()).contains("project files cannot set it", placeholder);
        assertThat(file("publish.yml", "colour: red").failure().remedyTemplate())
                .doesNotContain("cannot set it");
    }
}
