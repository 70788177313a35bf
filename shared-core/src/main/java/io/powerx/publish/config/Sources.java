package io.powerx.publish.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a configuration is made of.
 *
 * @param explicit flags, step parameters or action inputs; blank values count as not given
 * @param explicitName how the front end calls such a value, given the setting: {@code --channel}, {@code with: channel}
 * @param environment the environment variables
 * @param project the project folder
 * @param projectFile a configuration file of the project to read instead of those found by name; null to look for them
 * @param home the user's home folder
 * @param global the front end's global configuration
 */
public record Sources(
        Map<Setting, String> explicit,
        ExplicitName explicitName,
        Map<String, String> environment,
        FileSource project,
        @Nullable String projectFile,
        FileSource home,
        Map<Setting, String> global) {

    public Sources {
        explicit = Map.copyOf(explicit);
        environment = Map.copyOf(environment);
        global = Map.copyOf(global);
    }

    /** Names a setting in a front end's own words. */
    @FunctionalInterface
    public interface ExplicitName {
        String of(Setting setting);
    }
}
