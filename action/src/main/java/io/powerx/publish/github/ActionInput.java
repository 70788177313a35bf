package io.powerx.publish.github;

import io.powerx.publish.config.FrontEnd;
import io.powerx.publish.config.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input of the action: a setting of the same name, or one of those that only commands have.
 *
 * @param defaultValue what action.yml says; blank for settings, whose defaults yield to variables and to the project's files while a value
 *     from action.yml would not
 * @param setting null for those that are no setting
 * @param option how the command calls it; null for settings and for what the action itself reads
 */
public record ActionInput(
        String name,
        String description,
        String defaultValue,
        boolean path,
        @Nullable Setting setting,
        @Nullable String option) {
    static final String COMMAND = "command";
    static final String ANNOTATIONS = "annotations";
    static final String PUBLISH_ID = "publish-id";
    static final String REASON = "reason";
    static final String PACKAGE = "package";

    static final List<String> COMMANDS = List.of("publish", "precheck", "verify", "status", "wait", "withdraw");

    private static final List<ActionInput> ALL = catalogue();

    /** All of them, in the order of action.yml. */
    public static List<ActionInput> all() {
        return ALL;
    }

    private static List<ActionInput> catalogue() {
        List<ActionInput> all = new ArrayList<>();
        all.add(own(COMMAND, "What to do: " + String.join(", ", COMMANDS) + ".", "publish"));
        for (Setting setting : Setting.values()) {
            if (setting.frontEnds().contains(FrontEnd.ACTION)) {
                all.add(of(setting));
            }
        }
        all.add(own(ANNOTATIONS, "Whether findings are shown at their files and lines.", "true"));
        all.add(option(PUBLISH_ID, "status, wait, withdraw: the publish, instead of the receipt's.", "--publish-id"));
        all.add(option(REASON, "withdraw: why; the reviewers read it.", "--reason"));
        all.add(file(PACKAGE, "verify: the package.", "FILE"));
        all.add(file("trust", "verify: PEM file with the certificates that are trusted to have signed it.", "--trust"));
        all.add(option("report-format", "precheck: form of the report, such as text, json or sarif.", "--format"));
        all.add(file("report-file", "precheck: file for the report, which otherwise is in the log.", "--output"));
        return List.copyOf(all);
    }

    private static ActionInput of(Setting setting) {
        StringBuilder text = new StringBuilder(description(setting));
        if (!setting.choices().isEmpty()) {
            text.append(" One of ").append(String.join(", ", setting.choices())).append('.');
        }
        if (setting.defaultValue() != null) {
            text.append(" Default: \"").append(setting.defaultValue()).append("\".");
        }
        boolean path =
                switch (setting.type()) {
                    case PATH, SECRET_FILE, PATH_OR_KEY, PATH_OR_PEM -> true;
                    default -> false;
                };
        return new ActionInput(setting.id(), text.toString(), "", path, setting, null);
    }

    /** The catalogue's words, except where a workflow can do what a command line cannot. */
    private static String description(Setting setting) {
        return switch (setting) {
            case TOKEN ->
                "Token with plugin:publish, from a secret; without one the job's identity is exchanged for one,"
                        + " which needs permissions: id-token: write.";
            case SIGNING_KEY -> "Private key: PEM text from a secret, or a PEM or PKCS#12 file in the workspace.";
            default -> setting.description();
        };
    }

    private static ActionInput own(String name, String description, String defaultValue) {
        return new ActionInput(name, description, defaultValue, false, null, null);
    }

    private static ActionInput option(String name, String description, String option) {
        return new ActionInput(name, description, "", false, null, option);
    }

    private static ActionInput file(String name, String description, String option) {
        return new ActionInput(name, description, "", true, null, option);
    }
}
