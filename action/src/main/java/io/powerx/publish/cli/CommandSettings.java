package io.powerx.publish.cli;

import io.powerx.publish.config.Setting;
import java.util.ArrayList;
import java.util.List;

/** Groups of settings that several commands use. */
final class CommandSettings {
    static final List<Setting> PLUGIN = List.of(Setting.PROJECT, Setting.BUILD_DIR, Setting.CONFIG);
    static final List<Setting> CONNECTION = List.of(
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
    static final List<Setting> SIGNING = List.of(
            Setting.SIGNING_PROFILE,
            Setting.SIGNING_KEY,
            Setting.SIGNING_KEY_ID,
            Setting.SIGNING_CERTIFICATE,
            Setting.SIGNING_ENDPOINT,
            Setting.TIMESTAMP_URL,
            Setting.SIGNING_CLIENT_CERTIFICATE,
            Setting.SIGNING_CLIENT_KEY);

    private CommandSettings() {}

    @SafeVarargs
    static List<Setting> of(List<Setting>... groups) {
        List<Setting> all = new ArrayList<>();
        for (List<Setting> group : groups) {
            all.addAll(group);
        }
        return List.copyOf(all);
    }
}
