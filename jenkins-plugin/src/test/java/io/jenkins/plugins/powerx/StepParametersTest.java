package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.powerx.step.ProjectStep;
import io.jenkins.plugins.powerx.step.PxPrecheckStep;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the parameters of the steps with the options of the command, and checks their help and labels. */
class StepParametersTest {
    private static final Pattern OPTION = Pattern.compile("(?m)^ {6}(?:-\\w, )?--(no-)?([a-z-]+)");

    /** Options that the steps do not have, with the reason. */
    private static final Map<String, String> EXCLUDED = Map.ofEntries(
            Map.entry("api", "the endpoint determines the API"),
            Map.entry("ca-bundle", "set for the endpoint, because it decides where a token is sent"),
            Map.entry("proxy", "set in Manage Jenkins, because it decides where a token is sent"),
            Map.entry("no-proxy", "set in Manage Jenkins, because it decides where a token is sent"),
            Map.entry("token-file", "replaced by credentialsId; jobs must not read files of the controller"),
            Map.entry("id-token-file", "replaced by credentialsId; jobs must not read files of the controller"),
            Map.entry(
                    "oidc-audience",
                    "replaced by credentialsId; Jenkins' identity tokens are credentials with their own audience"),
            Map.entry("signing-key", "replaced by signingCredentialsId"),
            Map.entry("signing-certificate", "replaced by signingCertificateCredentialsId"),
            Map.entry("signing-endpoint", "set in the global configuration, because it receives a token"),
            Map.entry(
                    "telemetry-endpoint",
                    "set for the endpoint, because it decides where the controller sends requests"),
            Map.entry("sandbox", "replaced by an endpoint of a sandbox"),
            Map.entry("sandbox-data", "replaced by an endpoint of a sandbox"),
            Map.entry("timestamp-url", "set in the global configuration, because the controller asks it"),
            Map.entry("signing-client-certificate", "the controller signs with its own credentials"),
            Map.entry("signing-client-key", "the controller signs with its own credentials"),
            Map.entry("metrics-file", "Prometheus reads the collector instead of the files of agents"),
            Map.entry("fix", "changes the sources, which a build does not do"),
            Map.entry("level", "set in publish.yml, with the other properties of packages"),
            Map.entry("journal", "journals are in the build's folder on the controller"),
            Map.entry("json", "the step returns a map"),
            Map.entry("lang", "pages are in the language of the browser, and logs are English"),
            Map.entry("log-format", "the build's log has only one format"),
            Map.entry("ci", "a step is always in a CI"),
            Map.entry("quiet", "the build's log has only one format"),
            Map.entry("verbose", "publish-debug.log is archived when a publish fails"));

    private static final Map<Class<?>, Set<String>> EXCLUDED_OF = Map.of(
            PxPublishStep.class, Set.of("output"),
            // A check in Jenkins signs nothing, and people report false positives from a shell.
            PxPrecheckStep.class,
                    Set.of("reason", "report-false-positive", "signing-key-id", "signing-profile", "telemetry"));

    @ParameterizedTest
    @ValueSource(classes = {PxPublishStep.class, PxPrecheckStep.class})
    void every_option_of_the_command_is_a_parameter_or_excluded_for_a_reason(Class<? extends ProjectStep> type)
            throws Exception {
        Set<String> parameters = names(type);
        Set<String> missing = new TreeSet<>();
        for (String option : options(type == PxPublishStep.class ? "publish" : "precheck")) {
            boolean there = parameters.contains(camelCase(option));
            boolean excluded =
                    EXCLUDED.containsKey(option) || EXCLUDED_OF.get(type).contains(option);
            if (there == excluded) {
                missing.add(option + (there ? " is a parameter and excluded" : " is missing"));
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {PxPublishStep.class, PxPrecheckStep.class})
    void every_parameter_has_help_and_a_label_in_english_and_chinese(Class<? extends ProjectStep> type)
            throws Exception {
        Properties english = labels(type, "config.properties");
        Properties chinese = labels(type, "config_zh_CN.properties");
        DescribableModel<?> model = new DescribableModel<>(type);

        for (DescribableParameter parameter : model.getParameters()) {
            assertThat(parameter.getHelp()).as("help of " + parameter.getName()).isNotBlank();
            assertThat(english).containsKey(parameter.getName());
            assertThat(chinese).containsKey(parameter.getName());
        }
        assertThat(english.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(names(type))
                .containsExactlyInAnyOrderElementsOf(chinese.stringPropertyNames());
    }

    private static Set<String> names(Class<?> type) {
        return new DescribableModel<>(type)
                .getParameters().stream().map(DescribableParameter::getName).collect(Collectors.toSet());
    }

    private static Properties labels(Class<?> type, String file) throws IOException {
        Properties labels = new Properties();
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + "/" + file)) {
            labels.load(in);
        }
        return labels;
    }

    /** The options in the reference of the command. */
    private static Set<String> options(String command) throws IOException {
        String page = Files.readString(Marketplace.docs("reference/commands.md"));
        int begin = page.indexOf("## px-plugin " + command);
        Matcher matcher = OPTION.matcher(page.substring(begin, page.indexOf("\n## ", begin + 1)));
        Set<String> options = new TreeSet<>();
        while (matcher.find()) {
            options.add(matcher.group(2));
        }
        assertThat(options).contains("channel", "project");
        return options;
    }

    private static String camelCase(String option) {
        Matcher hyphen = Pattern.compile("-([a-z])").matcher(option);
        return hyphen.replaceAll(match -> match.group(1).toUpperCase());
    }
}
