package io.powerx.publish.cli;

import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SettingType;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;

/** Refuses secrets on the command line, where every process of the machine and the shell's history can see them. */
final class CommandLineSecrets {
    private CommandLineSecrets() {}

    static void refuse(String... arguments) {
        for (String argument : arguments) {
            for (Setting setting : Setting.values()) {
                String option = "--" + setting.id();
                boolean named = argument.equals(option) || argument.startsWith(option + "=");
                if (setting.type() == SettingType.SECRET && named) {
                    throw refused(option, setting.variables().get(0));
                }
            }
            if (argument.contains("PRIVATE KEY-----")) {
                throw refused("a private key", Setting.SIGNING_KEY.variables().get(0));
            }
        }
    }

    private static PublishException refused(String what, String variable) {
        return PublishException.of(
                        ErrorCode.OPTION_INVALID,
                        "read " + what,
                        "a secret on the command line can be seen by every process of the machine; set " + variable
                                + (variable.equals("PX_MARKETPLACE_TOKEN") ? " or give --token-file" : "") + " instead")
                .build();
    }
}
