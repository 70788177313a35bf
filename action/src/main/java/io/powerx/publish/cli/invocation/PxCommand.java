package io.powerx.publish.cli.invocation;

import io.powerx.publish.config.Setting;
import java.util.List;

/** A subcommand. Its settings become options; all other options and arguments are {@link Extra}s. */
public interface PxCommand {
    String name();

    /** One sentence for the list of commands. */
    String summary();

    List<Setting> settings();

    /** Options and arguments that only this command has. */
    default List<Extra> extras() {
        return List.of();
    }

    /** Command lines with their purpose, the most common first. */
    List<Example> examples();

    /** Further paragraphs of help, one line each. */
    default List<String> remarks() {
        return List.of();
    }

    /** Whether every failure leaves a publish-debug.log; by default only defects do. */
    default boolean keepsDebugLog() {
        return false;
    }

    /** Whether the command reports an invalid publish.yml as one of its results, instead of ending with the error. */
    default boolean reportsInvalidProject() {
        return false;
    }

    /**
     * Whether the command reports invalid options, variables and user files as well, instead of ending with the error. It must neither
     * publish nor ask a server then.
     */
    default boolean reportsInvalidSettings() {
        return false;
    }

    /**
     * Runs the command.
     *
     * @return the exit code
     */
    int run(Invocation invocation);

    record Example(String commandLine, String purpose) {}

    /**
     * An option or argument that cannot be configured elsewhere.
     *
     * @param name with dashes for an option, without for a positional argument
     * @param label placeholder of the value; blank for a flag
     * @param choices the allowed values; empty for any
     */
    record Extra(String name, String label, String description, boolean required, List<String> choices) {
        public static Extra flag(String name, String description) {
            return new Extra(name, "", description, false, List.of());
        }

        public static Extra option(String name, String label, String description) {
            return new Extra(name, label, description, false, List.of());
        }

        public static Extra argument(String name, String description) {
            return new Extra(name, name, description, true, List.of());
        }

        public static Extra optionalArgument(String name, String description) {
            return new Extra(name, name, description, false, List.of());
        }

        /** This one, which must have one of these values. */
        public Extra oneOf(String... values) {
            return new Extra(name, label, description, required, List.of(values));
        }
    }

    /** Whether it changes something in a Marketplace, which the audit log records. */
    default boolean isAudited() {
        return isPublish();
    }

    /** Whether it publishes, which telemetry reports. */
    default boolean isPublish() {
        return false;
    }
}
