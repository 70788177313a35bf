package io.powerx.publish.cli;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.FileValue;
import io.powerx.publish.config.FrontEnd;
import io.powerx.publish.config.Layer;
import io.powerx.publish.config.Origin;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.json.Json;
import io.powerx.publish.rollout.RolloutReader;
import io.powerx.publish.secret.ForeignText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the configuration that a publish would use, and the source of each value. */
final class ConfigCommand implements PxCommand {
    private static final String EXPLAIN = "--explain";
    private static final int LONGEST = 200;
    private static final int NAME_WIDTH = 22;
    private static final int VALUE_WIDTH = 34;

    @Override
    public String name() {
        return "config";
    }

    @Override
    public String summary() {
        return "Show the configuration and the source of each value.";
    }

    @Override
    public List<Setting> settings() {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.frontEnds().contains(FrontEnd.COMMAND))
                .filter(setting -> !Grammar.isGlobal(setting))
                .toList();
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.flag(EXPLAIN, "Also show settings that are not configured, with their variables and defaults."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Secrets are masked. All options of publish are accepted and shown as publish would use them.",
                "Values of the project's files that are not settings, such as the rollout, follow the settings.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin config", "settings that are configured"),
                new Example("px-plugin config --explain", "all settings, including defaults"),
                new Example("px-plugin config --explain --json", "for a script"));
    }

    @Override
    public int run(Invocation invocation) {
        boolean all = invocation.extra(EXPLAIN).isPresent();
        PublishFile file = ProjectFiles.validFile(invocation);
        RolloutReader.read(file, invocation.config().choice(Setting.CHANNEL, Channel.class), Instant.MIN);
        List<FileValue> values = FileValue.of(file);
        List<ResolvedConfig.Explained> lines = invocation.config().explain(invocation.folders()).stream()
                .filter(line -> all || isChosen(line))
                .toList();
        invocation.console().result(invocation.json() ? json(lines, values) : text(lines, values, all));
        return 0;
    }

    private static boolean isChosen(ResolvedConfig.Explained line) {
        Origin origin = line.origin();
        return origin != null && origin.layer() != Layer.DEFAULT;
    }

    private static String text(List<ResolvedConfig.Explained> lines, List<FileValue> values, boolean all) {
        if (lines.isEmpty() && values.isEmpty()) {
            return "Nothing is configured; px-plugin config --explain lists all settings.";
        }
        StringBuilder text = new StringBuilder();
        for (ResolvedConfig.Explained line : lines) {
            String value = line.value() == null ? "-" : ForeignText.oneLine(line.value(), LONGEST);
            String origin = line.origin() == null ? "" : line.origin().place();
            text.append(padded(line.setting().id(), NAME_WIDTH))
                    .append(padded(value, VALUE_WIDTH))
                    .append(origin);
            if (all && !isChosen(line)) {
                text.append("  (")
                        .append(String.join(", ", line.setting().variables()))
                        .append(")");
            }
            text.append('\n');
        }
        values.forEach(value -> text.append(padded(value.key(), NAME_WIDTH))
                .append(padded(ForeignText.oneLine(value.value(), LONGEST), VALUE_WIDTH))
                .append(value.origin())
                .append('\n'));
        return text.toString();
    }

    private static String json(List<ResolvedConfig.Explained> lines, List<FileValue> values) {
        List<Object> settings = new ArrayList<>();
        for (ResolvedConfig.Explained line : lines) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", line.setting().id());
            if (line.value() != null && line.origin() != null) {
                fields.put("value", line.value());
                fields.put("origin", line.origin());
            }
            fields.put("variables", line.setting().variables());
            fields.put("description", line.setting().description());
            settings.add(fields);
        }
        values.forEach(
                value -> settings.add(Map.of("name", value.key(), "value", value.value(), "origin", value.origin())));
        return Json.writePretty(settings);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
