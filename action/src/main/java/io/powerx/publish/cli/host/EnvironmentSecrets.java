package io.powerx.publish.cli.host;

import io.powerx.publish.config.Folders;
import io.powerx.publish.config.Layer;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SettingSecrets;
import io.powerx.publish.secret.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the secrets that must be masked before anything is printed, which includes errors about the configuration itself. */
public final class EnvironmentSecrets {
    private EnvironmentSecrets() {}

    /** The secrets in the variables of all settings, whether or not the command uses them. */
    public static List<Secret> of(Host host) {
        return Arrays.stream(Setting.values())
                .flatMap(setting -> setting.variables().stream()
                        .flatMap(variable -> values(host, variable))
                        .flatMap(value -> in(host, setting, value).stream()))
                .toList();
    }

    /** The values of a variable and of those that take its place for a target. */
    private static Stream<String> values(Host host, String variable) {
        String suffix = variable.replaceFirst("^PX", "");
        return host.environment().entrySet().stream()
                .filter(entry -> entry.getKey().equals(variable)
                        || (entry.getKey().startsWith("PX_TARGET_")
                                && entry.getKey().endsWith(suffix)))
                .map(Map.Entry::getValue);
    }

    /** The secret that a value contains; empty if the setting holds none, or if the value is the path of an existing file. */
    public static Optional<Secret> in(Host host, Setting setting, String value) {
        Folders folders = new Folders(host.workingDirectory(), host.workingDirectory(), host.home());
        return SettingSecrets.in(setting, value, folders, Layer.ENVIRONMENT);
    }
}
