package io.powerx.publish.cli;

import io.powerx.publish.config.Setting;
import java.util.List;

/** A subcommand. Settings become options by their catalogue; what is no setting is an {@link Extra}. */
interface PxCommand {
    String name();

    /** One line for the list of commands. */
    String summary();

    List<Setting> settings();

    /** Options and arguments of this command alone. */
    default List<Extra> extras() {
        return List.of();
    }

    /** Command lines with what they do, the most usual first. */
    List<Example> examples();

    /** Further lines of help; none by default. */
    default List<String> remarks() {
        return List.of();
    }

    /** Whether a failure of any kind leaves a publish-debug.log; otherwise only defects do. */
    default boolean keepsDebugLog() {
        return false;
    }

    /**
     * Does it.
     *
     * @return the exit code
     */
    int run(Invocation invocation);

    record Example(String commandLine, String purpose) {}

    /**
     * An option that has no place in configuration.
     *
     * @param name with dashes, or without for an argument by position
     * @param label of its value; blank for a flag
     */
    record Extra(String name, String label, String description, boolean required) {
        static Extra flag(String name, String description) {
            return new Extra(name, "", description, false);
        }

        static Extra option(String name, String label, String description) {
            return new Extra(name, label, description, false);
        }

        static Extra argument(String name, String description) {
            return new Extra(name, name, description, true);
        }
    }
}
