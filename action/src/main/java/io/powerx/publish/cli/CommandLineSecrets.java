package io.powerx.publish.cli;

import io.powerx.publish.cli.host.EnvironmentSecrets;
import io.powerx.publish.cli.host.Host;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SettingType;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Redactor;
import java.util.EnumMap;
import java.util.Map;

/** Rejects secrets on the command line, where every process of the machine and the shell's history can see them. */
final class CommandLineSecrets {
    private static final String VISIBLE =
            "a secret on the command line can be seen by every process of the machine; set ";

    private CommandLineSecrets() {}

    /**
     * Refuses secrets.
     *
     * @return options whose value is neither a file nor known to be a key, with the reason why they are refused
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} without the secret
     */
    static Map<Setting, PublishException> refuse(Host host, Redactor redactor, String... arguments) {
        Map<Setting, PublishException> refused = new EnumMap<>(Setting.class);
        for (int at = 0; at < arguments.length; at++) {
            String argument = arguments[at];
            if (argument.contains("PRIVATE KEY")) {
                throw refused(
                        "a private key",
                        VISIBLE + Setting.SIGNING_KEY.variables().get(0) + " instead");
            }
            String next = at + 1 < arguments.length ? arguments[at + 1] : "";
            for (Setting setting : Setting.values()) {
                String option = "--" + setting.id();
                if (argument.equals(option)) {
                    refuse(host, setting, next, redactor, refused);
                } else if (argument.startsWith(option + "=")) {
                    refuse(host, setting, argument.substring(option.length() + 1), redactor, refused);
                }
            }
        }
        return refused;
    }

    private static void refuse(
            Host host, Setting setting, String value, Redactor redactor, Map<Setting, PublishException> refused) {
        String option = "--" + setting.id();
        String variable = setting.variables().get(0);
        if (setting.secret()) {
            String orFile = setting == Setting.TOKEN ? " or specify --token-file" : "";
            throw refused(option, VISIBLE + variable + orFile + " instead");
        }
        if (setting.type() == SettingType.PATH_OR_KEY) {
            EnvironmentSecrets.in(host, setting, value).ifPresent(key -> {
                redactor.add(key);
                refused.put(
                        setting,
                        refused(
                                option,
                                "there is no such file; if the value is the key itself, set " + variable
                                        + " instead, because every process of the machine can see the command line"));
            });
        }
    }

    private static PublishException refused(String what, String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "read " + what, found);
    }
}
