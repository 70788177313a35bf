package io.powerx.publish.github;

import io.powerx.publish.config.InvalidChoice;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The inputs, which the runner passes as variables: {@code INPUT_} and the name in upper case, with its hyphens. Underscores are accepted in
 * place of hyphens, because shells cannot set variables with hyphens. An empty value counts as not set.
 */
final class Inputs {
    private static final String PREFIX = "INPUT_";
    private static final int SHOWN = 80;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();

    Inputs(Map<String, String> environment) {
        List<String> names = ActionInput.all().stream().map(ActionInput::name).toList();
        for (String name : names) {
            String variable = PREFIX + name.toUpperCase(Locale.ROOT);
            String value = environment.getOrDefault(variable, "");
            String other = environment.getOrDefault(variable.replace('-', '_'), "");
            String given = value.isBlank() ? other : value;
            if (!given.isBlank()) {
                values.put(name, given.strip());
            }
        }
        environment.keySet().stream()
                .sorted()
                .filter(key -> key.startsWith(PREFIX))
                .forEach(key -> {
                    String name = key.substring(PREFIX.length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-');
                    if (!names.contains(name)) {
                        unknown.add("unknown input " + ForeignText.oneLine(name, SHOWN)
                                + InvalidChoice.suggestion(name, names));
                    }
                });
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    String getOrBlank(String name) {
        return values.getOrDefault(name, "");
    }

    String command() {
        String command = Optional.ofNullable(get(ActionInput.COMMAND)).orElse(ActionInput.COMMANDS.get(0));
        if (!ActionInput.COMMANDS.contains(command)) {
            throw wrong(ActionInput.COMMAND, InvalidChoice.describe(command, ActionInput.COMMANDS));
        }
        return command;
    }

    /** Reads a boolean in the spellings of YAML 1.2's core schema, which workflows use. */
    boolean flag(String name, boolean byDefault) {
        String value = values.getOrDefault(name, String.valueOf(byDefault));
        return switch (value) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw wrong(name, "must be true or false");
        };
    }

    /** A message for each unknown input. */
    List<String> unknown() {
        return unknown;
    }

    static PublishException wrong(String name, String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "read the input " + name, "it " + found);
    }
}
