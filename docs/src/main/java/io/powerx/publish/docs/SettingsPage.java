package io.powerx.publish.docs;

import io.powerx.publish.config.Setting;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/reference/settings.md */
final class SettingsPage {
    private SettingsPage() {}

    static Page make() {
        StringBuilder text = new StringBuilder(Page.NOTICE)
                .append("# Settings\n\n")
                .append(
                        "A value is looked for in this order, and the first source that has one wins: the command's option (in Jenkins the step's"
                                + " parameter, in a workflow the input), the environment variable, the project's file (`publish.yml`, or"
                                + " `px-plugin.config.yml` or `.json`), the user's file (`~/.powerx-plugin/config.json`, then"
                                + " `~/.px-plugin/config.json`), the front end's global configuration, the default.\n\n")
                .append(
                        "`px-plugin config --explain` shows each value with the source it comes from; secrets are masked.\n\n")
                .append("| setting | variables | in `publish.yml` | in the user's file | default | what it is |\n")
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
