package io.powerx.publish.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sources of a configuration.
 *
 * @param explicit options, step parameters or action inputs; blank values are ignored
 * @param explicitName the front end's name for a setting, such as {@code --channel} or {@code with: channel}
 * @param environment the environment variables
 * @param project the project folder
 * @param projectFile the configuration file to read in the project; null for the default names
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

    /** Returns the front end's name for a setting. */
    @FunctionalInterface
    public interface ExplicitName {
        String of(Setting setting);
    }
}
