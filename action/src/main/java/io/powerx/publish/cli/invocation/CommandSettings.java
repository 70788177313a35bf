package io.powerx.publish.cli.invocation;

import io.powerx.publish.cli.text.ShellWord;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SettingType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Groups of settings that several commands use. */
public final class CommandSettings {
    /** The options of every command. */
    public static final List<Setting> GLOBAL =
            List.of(Setting.JSON, Setting.LOG_FORMAT, Setting.CI, Setting.QUIET, Setting.VERBOSE, Setting.LANG);

    public static final List<Setting> PLUGIN = List.of(Setting.PROJECT, Setting.BUILD_DIR, Setting.CONFIG);
    public static final List<Setting> CONNECTION = List.of(
            Setting.API_URL,
            Setting.API,
            Setting.TENANT,
            Setting.TOKEN_FILE,
            Setting.SANDBOX,
            Setting.SANDBOX_DATA,
            Setting.PROXY,
            Setting.NO_PROXY,
            Setting.CA_BUNDLE,
            Setting.CONNECT_TIMEOUT,
            Setting.STALL_TIMEOUT);
    public static final List<Setting> SIGNING = List.of(
            Setting.SIGNING_PROFILE,
            Setting.SIGNING_KEY,
            Setting.SIGNING_KEY_ID,
            Setting.SIGNING_CERTIFICATE,
            Setting.SIGNING_ENDPOINT,
            Setting.TIMESTAMP_URL,
            Setting.SIGNING_CLIENT_CERTIFICATE,
            Setting.SIGNING_CLIENT_KEY);

    private CommandSettings() {}

    /**
     * The options with which another command reaches the same Marketplace, as words of the shell; blank if they are configured elsewhere.
     *
     * @param specified what the user specified on the command line
     */
    static String connection(Map<Setting, String> specified) {
        return CONNECTION.stream()
                .flatMap(setting -> Stream.ofNullable(specified.get(setting))
                        .map(value -> setting.type() == SettingType.BOOLEAN
                                ? "--" + setting.id()
                                : "--" + setting.id() + " " + ShellWord.quoted(value)))
                .collect(Collectors.joining(" "));
    }

    @SafeVarargs
    public static List<Setting> of(List<Setting>... groups) {
        List<Setting> all = new ArrayList<>();
        for (List<Setting> group : groups) {
            all.addAll(group);
        }
        return List.copyOf(all);
    }
}
