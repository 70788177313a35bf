package io.powerx.publish.github;

import io.powerx.publish.config.FrontEnd;
import io.powerx.publish.config.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input of the action: a setting of the same name, or one of those that only commands have.
 *
 * @param defaultValue in action.yml; blank for settings, whose defaults yield to variables and to the project's files while a value
 *     from action.yml would not
 * @param setting null if it is not one of a setting
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

    /** All inputs, in the order of action.yml. */
    public static List<ActionInput> all() {
        return ALL;
    }

    private static List<ActionInput> catalogue() {
        List<ActionInput> all = new ArrayList<>();
        all.add(own(COMMAND, "Command to run: " + String.join(", ", COMMANDS) + ".", "publish"));
        for (Setting setting : Setting.values()) {
            if (setting.frontEnds().contains(FrontEnd.ACTION)) {
                all.add(of(setting));
            }
        }
        all.add(own(ANNOTATIONS, "Annotate files and lines with findings.", "true"));
        all.add(option(
                PUBLISH_ID,
                "status, wait, withdraw: id of the publish, instead of the one in the receipt.",
                "--publish-id"));
        all.add(option(REASON, "withdraw: reason, which the reviewers read.", "--reason"));
        all.add(file(PACKAGE, "verify: package to verify.", "FILE"));
        all.add(file("trust", "verify: PEM file with the certificates or public keys to trust.", "--trust"));
        all.add(option("report-format", "precheck: format of the report, such as text, json or sarif.", "--format"));
        all.add(file(
                "report-file", "precheck: file for the report; by default the report goes to the log.", "--output"));
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

    /** The description of the setting, except for settings that offer more in a workflow than on the command line. */
    private static String description(Setting setting) {
        return switch (setting) {
            case TOKEN ->
                "Token with plugin:publish, from a secret. If omitted, the job's identity is exchanged for a token,"
                        + " which requires permissions: id-token: write.";
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
