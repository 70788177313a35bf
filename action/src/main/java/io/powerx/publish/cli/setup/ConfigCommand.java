package io.powerx.publish.cli.setup;

import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.ProjectFiles;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigProblems;
import io.powerx.publish.config.FileValue;
import io.powerx.publish.config.FrontEnd;
import io.powerx.publish.config.Layer;
import io.powerx.publish.config.Origin;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.rollout.RolloutReader;
import io.powerx.publish.secret.ForeignText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Shows the configuration that a publish would use, and the source of each value. */
public final class ConfigCommand implements PxCommand {
    private static final Extra ACTION = Extra.optionalArgument(
                    "ACTION",
                    "init: write a publish.yml. schema: print a JSON Schema. Default: show the configuration.")
            .oneOf("init", "schema");
    private static final Extra SCHEMA = Extra.optionalArgument(
                    "SCHEMA", "The schema to print: publish, user or plugin. Default: publish.")
            .oneOf("publish", "user", "plugin");
    private static final String YES = "--yes";
    private static final String EXPLAIN = "--explain";
    private static final int MAX_LENGTH = 200;
    private static final int VALUE_WIDTH = 34;

    @Override
    public String name() {
        return "config";
    }

    @Override
    public String summary() {
        return "Show the configuration and the source of each value, or write a publish.yml.";
    }

    @Override
    public List<Setting> settings() {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.frontEnds().contains(FrontEnd.COMMAND))
                .filter(setting -> !CommandSettings.GLOBAL.contains(setting))
                .toList();
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                ACTION,
                SCHEMA,
                Extra.flag(YES, "With init, write the defaults without asking."),
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
                new Example("px-plugin config --explain --json", "for a script"),
                new Example("px-plugin config init", "write a publish.yml"),
                new Example("px-plugin config schema publish", "the JSON Schema of publish.yml, for editors"));
    }

    @Override
    public boolean reportsInvalidProject() {
        return true;
    }

    @Override
    public int run(Invocation invocation) {
        switch (invocation.choice(ACTION).orElse("")) {
            case "" -> show(invocation);
            case "init" -> ConfigInit.run(invocation, invocation.extra(YES).isPresent());
            default ->
                invocation
                        .console()
                        .document(ConfigSchemaText.of(invocation.choice(SCHEMA).orElse("publish")));
        }
        return 0;
    }

    private static void show(Invocation invocation) {
        boolean all = invocation.extra(EXPLAIN).isPresent();
        PublishFile file = valid(invocation);
        List<FileValue> values = new ArrayList<>(FileValue.of(file));
        if (all) {
            values.addAll(FileValue.defaults(file));
        }
        List<ResolvedConfig.Explained> lines = invocation.config().explain(invocation.folders()).stream()
                .filter(line -> all || isChosen(line))
                .toList();
        invocation
                .console()
                .result(invocation.json() ? json(lines, values) : text(lines, values, all, invocation.messages()));
    }

    /** @throws PublishException if the project's files are invalid, including their rollout */
    private static PublishFile valid(Invocation invocation) {
        PublishFile file = ProjectFiles.publishFile(invocation);
        ConfigProblems problems = new ConfigProblems();
        problems.addAll(file.problems());
        Channel channel = invocation.config().choice(Setting.CHANNEL, Channel.class);
        RolloutReader.read(file, channel, Instant.MIN, problems);
        ConfigProblems.requireNone(problems.all());
        return file;
    }

    private static boolean isChosen(ResolvedConfig.Explained line) {
        Origin origin = line.origin();
        return origin != null && origin.layer() != Layer.DEFAULT;
    }

    private static String text(
            List<ResolvedConfig.Explained> lines, List<FileValue> values, boolean all, MessageCatalog messages) {
        if (lines.isEmpty() && values.isEmpty()) {
            return messages.text("Nothing is configured; px-plugin config --explain lists all settings.");
        }
        int nameWidth = Stream.concat(
                                lines.stream().map(line -> line.setting().id()),
                                values.stream().map(FileValue::key))
                        .mapToInt(Columns::of)
                        .max()
                        .orElse(0)
                + 2;
        StringBuilder text = new StringBuilder();
        for (ResolvedConfig.Explained line : lines) {
            String value = line.value() == null ? "-" : ForeignText.oneLine(line.value(), MAX_LENGTH);
            String origin =
                    line.origin() == null ? "" : messages.text(line.origin().place());
            text.append(Columns.padded(line.setting().id(), nameWidth))
                    .append(Columns.padded(value, VALUE_WIDTH))
                    .append(origin);
            if (all && !isChosen(line)) {
                text.append("  (")
                        .append(String.join(", ", line.setting().variables()))
                        .append(")");
            }
            text.append('\n');
        }
        values.forEach(value -> text.append(Columns.padded(value.key(), nameWidth))
                .append(Columns.padded(ForeignText.oneLine(value.value(), MAX_LENGTH), VALUE_WIDTH))
                .append(messages.text(value.origin().place()))
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
}
