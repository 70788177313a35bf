package io.powerx.publish.github;

import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SettingType;
import io.powerx.publish.io.SmallFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings and options of a command, as the inputs specify them. */
record ActionCommand(Map<Setting, String> settings, Map<String, String> extras) {
    private static final String PEM = "-----BEGIN";
    private static final String REPORT = "--output";

    /** The options of each command, which no other command has. */
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "publish", Set.of(),
            "precheck", Set.of("--format", REPORT),
            "verify", Set.of("FILE", "--trust"),
            "status", Set.of("--publish-id"),
            "wait", Set.of("--publish-id"),
            "withdraw", Set.of("--publish-id", "--reason"));

    /** @param verbose whether the job runs with debug logging */
    static ActionCommand of(String command, Inputs inputs, Workspace workspace, boolean verbose) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        Map<String, String> extras = new LinkedHashMap<>();
        for (ActionInput input : ActionInput.all()) {
            String value = inputs.get(input.name());
            if (value == null) {
                continue;
            }
            if (input.path() && !isContent(input, value, workspace)) {
                workspace.inside(input.name(), value);
            }
            if (input.setting() != null) {
                settings.put(input.setting(), value);
            } else if (input.option() != null
                    && OPTIONS.getOrDefault(command, Set.of()).contains(input.option())) {
                extras.put(input.option(), value);
            }
        }
        if (verbose) {
            settings.put(Setting.VERBOSE, "true");
        }
        require(command, extras);
        if (extras.containsKey("--publish-id")) {
            settings.remove(Setting.RECEIPT);
        }
        return new ActionCommand(settings, extras);
    }

    /** Whether the value is a key or a certificate instead of a path. */
    private static boolean isContent(ActionInput input, String value, Workspace workspace) {
        Setting setting = input.setting();
        boolean keyItself = setting != null
                && setting.type() == SettingType.PATH_OR_KEY
                && SmallFile.find(workspace.root(), value).isEmpty();
        return keyItself || value.contains(PEM);
    }

    boolean dryRun() {
        return "true".equalsIgnoreCase(settings.get(Setting.DRY_RUN));
    }

    /** The file for the precheck's report; empty if the report goes to the log. */
    Optional<Path> report(Workspace workspace) {
        return Optional.ofNullable(extras.get(REPORT)).map(workspace.root()::resolve);
    }

    private static void require(String command, Map<String, String> extras) {
        Map<String, List<String>> needed = Map.of(
                "verify", List.of("FILE", ActionInput.PACKAGE), "withdraw", List.of("--reason", ActionInput.REASON));
        List<String> pair = needed.getOrDefault(command, List.of());
        if (!pair.isEmpty() && !extras.containsKey(pair.get(0))) {
            throw Inputs.wrong(pair.get(1), "is missing; " + command + " requires it");
        }
    }
}
