package io.powerx.publish.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.Vocabulary;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CommandSettingsTest {
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_command_that_a_message_shows_reaches_the_same_marketplace() {
        String connection = CommandSettings.connection(
                Map.of(Setting.SANDBOX, "true", Setting.SANDBOX_DATA, "my data", Setting.CHANNEL, "beta"));

        Vocabulary words = Vocabulary.shell("./px-plugin").forCommand("publish").connecting(connection);

        assertThat(words.withdraw("pub_1"))
                .isEqualTo("./px-plugin withdraw --sandbox --sandbox-data 'my data' --publish-id pub_1"
                        + " --reason \"incomplete upload\"");
        assertThat(words.render("{command:status}, {command:wait}, {command:precheck}"))
                .isEqualTo("./px-plugin status --sandbox --sandbox-data 'my data',"
                        + " ./px-plugin wait --sandbox --sandbox-data 'my data', ./px-plugin precheck");
    }

    @Test
    void a_configured_marketplace_needs_no_options() {
        String connection = CommandSettings.connection(Map.of(Setting.CHANNEL, "beta"));

        assertThat(Vocabulary.SHELL.connecting(connection).withdraw("pub_1"))
                .isEqualTo("px-plugin withdraw --publish-id pub_1 --reason \"incomplete upload\"");
    }
}
