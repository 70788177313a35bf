package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A signing key is a secret in whichever form it is delivered, and wherever the command writes. */
class SigningKeySecrecyTest {
    private Shell shell;

    @BeforeEach
    void givenAPlugin(@TempDir Path root) throws Exception {
        shell = new Shell(root);
        shell.examplePlugin("plugin");
    }

    /** Runs a command that shows settings; each checks that the command ran and showed the setting. */
    enum Sink {
        DEBUG_LOG {
            @Override
            String written(Shell shell, String key) throws IOException {
                // Without a Marketplace the publish fails, after the settings are recorded.
                Shell.Outcome outcome = shell.with("PX_SIGNING_KEY", key).run("publish", "--project", "plugin");
                assertThat(outcome.exitCode()).isEqualTo(2);
                assertThat(outcome.err()).contains("[endpoint_missing]");
                String log = Files.readString(shell.folder().resolve("publish-debug.log"));
                assertThat(log).contains("signing-key = **** (PX_SIGNING_KEY)");
                return log + outcome.err() + outcome.out();
            }
        },
        EXPLANATION {
            @Override
            String written(Shell shell, String key) {
                Shell.Outcome outcome = shell.with("PX_SIGNING_KEY", key).run("config", "--explain");
                assertThat(outcome.exitCode()).isZero();
                assertThat(outcome.out()).containsPattern("signing-key +\\*{4} +PX_SIGNING_KEY");
                return outcome.out() + outcome.err();
            }
        },
        EXPLANATION_AS_JSON {
            @Override
            String written(Shell shell, String key) {
                Shell.Outcome outcome = shell.with("PX_SIGNING_KEY", key).run("config", "--explain", "--json");
                assertThat(outcome.exitCode()).isZero();
                assertThat(outcome.out()).containsPattern("\"signing-key\",\\s+\"value\" : \"\\*{4}\"");
                return outcome.out() + outcome.err();
            }
        },
        ARGUMENTS {
            @Override
            String written(Shell shell, String key) {
                Shell.Outcome apart = shell.run("publish", "--project", "plugin", "--signing-key", key);
                Shell.Outcome joined = shell.run("publish", "--project", "plugin", "--signing-key=" + key);
                assertThat(apart.exitCode()).isEqualTo(2);
                assertThat(joined.exitCode()).isEqualTo(2);
                String text = apart.err() + apart.out() + joined.err() + joined.out();
                assertThat(text).contains("[option_invalid]", "set PX_SIGNING_KEY instead");
                assertThat(shell.folder().resolve("publish-debug.log")).doesNotExist();
                return text;
            }
        };

        abstract String written(Shell shell, String key) throws IOException;
    }

    static Stream<Arguments> formsAndSinks() throws Exception {
        return KeyForms.all().flatMap(form -> Arrays.stream(Sink.values())
                .map(sink -> Arguments.of(form.get()[0], sink, form.get()[1], form.get()[2])));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("formsAndSinks")
    void no_form_of_a_key_is_written(String form, Sink sink, String key, String canary) throws Exception {
        assertThat(key).contains(canary);

        assertThat(sink.written(shell, key)).doesNotContain(canary);
    }

    @Test
    void the_path_of_an_existing_key_is_shown() throws Exception {
        Files.writeString(shell.folder().resolve("leaf.pem"), "key");

        Shell.Outcome outcome = shell.run("config", "--signing-key", "leaf.pem");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).containsPattern("signing-key +leaf.pem +--signing-key");
    }

    @Test
    void a_token_in_place_of_the_path_of_a_token_file_is_not_written() throws Exception {
        Shell.Outcome outcome = shell.run(
                "publish", "--project", "plugin", "--api-url", "http://127.0.0.1:1", "--token-file", "pxs_canary_4711");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("[config_unreadable]").contains("--token-file specifies does not exist");
        String log = Files.readString(shell.folder().resolve("publish-debug.log"));
        assertThat(log).contains("arguments [publish").contains("token-file = ****");
        assertThat(log + outcome.err() + outcome.out()).doesNotContain("canary");
    }

    @Test
    void passphrases_and_proxy_passwords_are_not_written() throws Exception {
        Shell.Outcome outcome = shell.with("PX_SIGNING_PASSPHRASE", "canary phrase 4711")
                .with("PX_PROXY", "http://user:canary-proxy@proxy.example:3128")
                .run("publish", "--project", "plugin");

        assertThat(outcome.exitCode()).isEqualTo(2);
        String log = Files.readString(shell.folder().resolve("publish-debug.log"));
        assertThat(log).contains("signing-passphrase = ****").contains("proxy = http://****@proxy.example:3128");
        assertThat(log + outcome.err() + outcome.out()).doesNotContain("canary");
    }

    @Test
    void a_secret_in_the_wrong_variable_is_not_written() throws Exception {
        Shell.Outcome outcome =
                shell.with("PX_CONNECT_TIMEOUT", "pxs_canary_4711").run("publish", "--project", "plugin");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("PX_CONNECT_TIMEOUT must be a duration", "a value of 15 characters");
        String log = Files.readString(shell.folder().resolve("publish-debug.log"));
        assertThat(log).contains("PX_CONNECT_TIMEOUT");
        assertThat(log + outcome.err() + outcome.out()).doesNotContain("canary");
    }
}
