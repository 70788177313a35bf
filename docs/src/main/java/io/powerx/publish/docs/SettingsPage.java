package io.powerx.publish.docs;

import io.powerx.publish.config.Setting;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Generates docs/reference/settings.md from the settings. */
final class SettingsPage {
    private SettingsPage() {}

    static Page make() {
        StringBuilder text = new StringBuilder(Page.NOTICE)
                .append("# Settings\n\n")
                .append(
                        "The value of a setting comes from the first of these sources that has one: the command's option (in Jenkins the"
                                + " step's parameter, in a workflow the input), the environment variable, the project's"
                                + " [files](../guides/publish/configuration.md) (`publish.yml` and `px-plugin.config`), the user's file"
                                + " (`~/.powerx-plugin/config.json`, otherwise `~/.px-plugin/config.json`), the front end's global"
                                + " configuration, the default.\n\n")
                .append(
                        "`px-plugin config --explain` shows each value and its source, with secrets masked. Unknown keys of the user's file"
                                + " are reported as warnings.\n\n")
                .append("| setting | variables | in the project's files | in the user's file | default | meaning |\n")
                .append("|---|---|---|---|---|---|\n");
        for (Setting setting : Setting.values()) {
            String choices = setting.choices().isEmpty() ? "" : " One of " + codes(setting.choices().stream()) + ".";
            text.append("| `")
                    .append(setting.id())
                    .append("` | ")
                    .append(codes(setting.variables().stream()))
                    .append(" | ")
                    .append(codes(Stream.ofNullable(setting.projectKey())))
                    .append(" | ")
                    .append(codes(setting.homeKeys().stream()))
                    .append(" | ")
                    .append(codes(Stream.ofNullable(setting.defaultValue())))
                    .append(" | ")
                    .append(Page.cell(setting.description() + choices))
                    .append(setting.secret() ? " A secret, never an option." : "")
                    .append(" |\n");
        }
        return new Page("reference/settings.md", text.toString());
    }

    private static String codes(Stream<String> words) {
        return words.map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}
