package io.powerx.publish.config;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Determines the value of each setting. The sources in order of precedence are: option, step parameter or action input;
 * {@code PX_*} variable; project file; user file; global configuration of the front end; default.
 */
public final class ConfigResolver {
    /** Credentials that only the Marketplace they belong to may receive. */
    private static final Set<Setting> OF_MARKETPLACE = Set.of(Setting.TOKEN, Setting.TOKEN_FILE, Setting.TENANT);

    private static final List<String> HOME_FILES = List.of(".powerx-plugin/config.json", ".px-plugin/config.json");

    private final Sources sources;
    private final ConfigDocument project;
    private final List<ConfigDocument> homeFiles;
    private final List<String> warnings = new ArrayList<>();
    /** What is wrong with the project's files. */
    private final ConfigProblems problems = new ConfigProblems();
    /** What is wrong with what the user specified for this run or for all projects. */
    private final ConfigProblems ownProblems = new ConfigProblems();

    private final Set<Setting> invalid = EnumSet.noneOf(Setting.class);

    private final @Nullable String target;
    private final int targetPosition;

    private ConfigResolver(Sources sources) {
        this.sources = sources;
        this.project = projectFiles(sources);
        this.homeFiles = HOME_FILES.stream()
                .flatMap(name -> homeFile(sources.home(), name).stream())
                .toList();
        problems.addAll(project.problems());
        List<String> targets = ConfigTargets.names(project);
        this.target = target(targets);
        this.targetPosition = targets.indexOf(Objects.requireNonNullElse(target, ""));
    }

    private ConfigDocument projectFiles(Sources files) {
        try {
            return ConfigDocument.ofProject(files.project(), files.projectFile());
        } catch (PublishException e) {
            refuse(Setting.CONFIG, ConfigDocument.requireOfFile(e));
            return ConfigDocument.of(List.of());
        }
    }

    private Optional<ConfigDocument> homeFile(FileSource home, String name) {
        try {
            Optional<ConfigDocument> file =
                    ConfigDocument.text(home, "~/", name).map(text -> ConfigDocument.of(List.of(text)));
            file.ifPresent(read -> ownProblems.addAll(read.problems()));
            return file;
        } catch (PublishException e) {
            ownProblems.add(ConfigDocument.requireOfFile(e));
            return Optional.empty();
        }
    }

    private void refuse(Setting setting, PublishException problem) {
        ownProblems.add(problem);
        invalid.add(setting);
    }

    /** The target of this run; null if there are several and none is chosen, or if it has no name. */
    private @Nullable String target(List<String> targets) {
        RawValue raw = chosen(Setting.TARGET);
        if (raw == null) {
            return targets.size() == 1 ? targets.get(0) : null;
        }
        String name = raw.text().strip();
        if (!targets.contains(name)) {
            refuse(
                    Setting.TARGET,
                    PublishException.of(
                            ErrorCode.OPTION_INVALID,
                            "find the target of " + raw.origin(),
                            targets.isEmpty()
                                    ? "the project's files have no publish.targets"
                                    : "the target " + InvalidChoice.describe(name, targets)));
            return null;
        }
        return name;
    }

    /**
     * Resolves every setting.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID}, {@link ErrorCode#CHANNEL_UNKNOWN},
     *     {@link ErrorCode#CONFIG_INVALID} or {@link ErrorCode#CONFIG_UNREADABLE} for the first invalid value; the error shows where it was
     *     found, and the others are attached
     */
    public static ResolvedConfig resolve(Sources sources) {
        ResolvedConfig config = resolveWithAllProblems(sources);
        ConfigProblems all = new ConfigProblems();
        all.addAll(config.problems());
        all.addAll(config.projectProblems());
        ConfigProblems.requireNone(all.all());
        return config;
    }

    /**
     * Like {@link #resolve}, but what is wrong with the project's files is in {@link ResolvedConfig#projectProblems}: for
     * commands that report it together with what else they find. Such values count as missing.
     */
    public static ResolvedConfig resolveWithProblems(Sources sources) {
        ResolvedConfig config = resolveWithAllProblems(sources);
        ConfigProblems.requireNone(config.problems());
        return config;
    }

    /**
     * Like {@link #resolveWithProblems}, but what is wrong with options, variables and the user's file is in {@link ResolvedConfig#problems}
     * as well: for a command that reports it and changes nothing. Such a value is replaced by that of the next source, so nothing may be
     * published and no server be asked with this configuration if it has problems.
     */
    public static ResolvedConfig resolveWithAllProblems(Sources sources) {
        return new ConfigResolver(sources).resolve();
    }

    private ResolvedConfig resolve() {
        Map<Setting, ResolvedConfig.Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            ResolvedConfig.Value value = find(setting);
            if (value != null) {
                values.put(setting, value);
            }
        }
        warnOfUnknownVariables();
        warnOfUnknownKeys();
        warnOfUntrustedTelemetryEndpoint(values);
        if (invalid.contains(Setting.TARGET)) {
            values.remove(Setting.TARGET);
        }
        return new ResolvedConfig(values, warnings, problems.all(), ownProblems.all(), invalid);
    }

    private ResolvedConfig.@Nullable Value find(Setting setting) {
        // Also read if it is overridden, because an invalid value is wrong in any case.
        ResolvedConfig.Value inProject = inProject(setting);
        ResolvedConfig.Value value = valid(setting, () -> chosen(setting));
        if (value == null) {
            value = inProject;
        }
        if (value == null) {
            value = valid(setting, () -> general(setting));
        }
        return value == null ? valid(setting, () -> byDefault(setting)) : value;
    }

    /** The value of a source; null if it has none, or if it is invalid. */
    private ResolvedConfig.@Nullable Value valid(Setting setting, Supplier<@Nullable RawValue> source) {
        try {
            RawValue raw = source.get();
            return raw == null ? null : parse(setting, raw);
        } catch (PublishException e) {
            refuse(setting, e);
            return null;
        }
    }

    /** A value that was specified for this run. */
    private @Nullable RawValue chosen(Setting setting) {
        String explicit = sources.explicit().get(setting);
        if (explicit != null && !explicit.isBlank()) {
            return new RawValue(
                    explicit, new Origin(Layer.EXPLICIT, sources.explicitName().of(setting)), null);
        }
        for (String variable : variables(setting)) {
            String value = sources.environment().get(variable);
            if (value != null && !value.isBlank()) {
                return new RawValue(translated(variable, value), new Origin(Layer.ENVIRONMENT, variable), null);
            }
        }
        return null;
    }

    /** The variables of the target, then the general ones. The token of one Marketplace is never used for another. */
    private List<String> variables(Setting setting) {
        String name = target;
        if (name == null || name.isEmpty()) {
            return setting.variables();
        }
        List<String> variables = new ArrayList<>();
        setting.variables().forEach(variable -> variables.add(TargetVariables.of(name, variable)));
        if (!OF_MARKETPLACE.contains(setting) || !hasOwnMarketplace(name)) {
            variables.addAll(setting.variables());
        }
        return variables;
    }

    private boolean hasOwnMarketplace(String name) {
        return Setting.API_URL.variables().stream()
                .map(variable -> sources.environment().get(TargetVariables.of(name, variable)))
                .anyMatch(value -> value != null && !value.isBlank());
    }

    /** A valid value of the project's files. */
    private ResolvedConfig.@Nullable Value inProject(Setting setting) {
        String key = setting.projectKey();
        if (key == null) {
            return null;
        }
        String ofTarget = targetPosition < 0 ? null : ConfigTargets.key(setting, targetPosition);
        List<String> keys = ofTarget == null ? List.of(key) : List.of(ofTarget, key);
        try {
            RawValue raw = inFiles(List.of(project), keys, Layer.PROJECT_FILE);
            return raw == null ? null : parse(setting, raw);
        } catch (PublishException e) {
            problems.add(e);
            return null;
        }
    }

    /** A value that applies to all projects. */
    private @Nullable RawValue general(Setting setting) {
        if (target != null && !target.isEmpty() && OF_MARKETPLACE.contains(setting) && hasOwnMarketplace(target)) {
            return null;
        }
        RawValue found = inFiles(homeFiles, setting.homeKeys(), Layer.USER_FILE);
        if (found != null) {
            return found;
        }
        String global = sources.global().get(setting);
        return global == null || global.isBlank()
                ? null
                : new RawValue(global, new Origin(Layer.GLOBAL, "global configuration"), null);
    }

    private static @Nullable RawValue byDefault(Setting setting) {
        String value = setting.defaultValue();
        return value == null ? null : new RawValue(value, Origin.DEFAULT, null);
    }

    private static @Nullable RawValue inFiles(List<ConfigDocument> files, List<String> keys, Layer layer) {
        for (ConfigDocument file : files) {
            for (String key : keys) {
                ConfigDocument.Found found = file.find(key).orElse(null);
                if (found != null) {
                    return new RawValue(
                            found.text(), new Origin(layer, found.where().toString()), found.where());
                }
            }
        }
        return null;
    }

    private static ResolvedConfig.Value parse(Setting setting, RawValue raw) {
        String text = raw.text().strip();
        try {
            return new ResolvedConfig.Value(setting.parse(text), raw.origin());
        } catch (InvalidValueException e) {
            throw PublishException.of(
                            e.code().orElse(codeOf(setting, raw)),
                            "read the setting " + setting.id(),
                            subject(setting, raw) + " " + e.getMessage() + shown(setting, text)
                                    + InvalidChoice.suggestion(text, setting.choices()))
                    .at(raw.where())
                    .causedBy(e);
        }
    }

    /** What the user has to change: the option or variable, or the setting and the location of its value. */
    private static String subject(Setting setting, RawValue raw) {
        Origin origin = raw.origin();
        return switch (origin.layer()) {
            case EXPLICIT, ENVIRONMENT -> origin.place().replaceFirst(":$", "");
            default -> setting.id() + " in " + (origin.layer() == Layer.GLOBAL ? "the " : "") + origin.place();
        };
    }

    private static ErrorCode codeOf(Setting setting, RawValue raw) {
        if (setting == Setting.CHANNEL) {
            return ErrorCode.CHANNEL_UNKNOWN;
        }
        return raw.where() == null ? ErrorCode.OPTION_INVALID : ErrorCode.CONFIG_INVALID;
    }

    private static String shown(Setting setting, String text) {
        return switch (setting.type()) {
            case SECRET -> "";
            case URL, PROXY, TEXT, PATH, SECRET_FILE, PATH_OR_KEY, PATH_OR_PEM -> ", not " + ShownValue.ofUnknown(text);
            default -> ", not " + ShownValue.of(text);
        };
    }

    /** Converts values of variables that other tools define. */
    private static String translated(String variable, String value) {
        return variable.equals("DO_NOT_TRACK") ? doNotTrack(value) : value;
    }

    /** Any value except 0 and false means that telemetry is off (consoledonottrack.com). */
    private static String doNotTrack(String value) {
        return value.equals("0") || value.equalsIgnoreCase("false") ? "on" : "off";
    }

    /** Warns only of probable typos, because PowerX and other tools use PX_ variables as well. */
    private void warnOfUnknownVariables() {
        Set<String> known = Arrays.stream(Setting.values())
                .flatMap(setting -> setting.variables().stream())
                .filter(variable -> variable.startsWith("PX_"))
                .collect(Collectors.toSet());
        new TreeMap<>(sources.environment())
                .keySet().stream()
                        .filter(variable -> variable.startsWith("PX_") && !known.contains(general(variable)))
                        .forEach(variable -> {
                            if (variable.startsWith(TargetVariables.PREFIX)) {
                                warnings.add("unknown variable " + variable
                                        + "; its name must consist of PX_TARGET_, the name of a target in"
                                        + " publish.yml, and the rest of a variable such as MARKETPLACE_TOKEN");
                                return;
                            }
                            String closest = ClosestMatch.to(variable, known);
                            if (closest != null) {
                                warnings.add("unknown variable " + variable + "; did you mean " + closest + "?");
                            }
                        });
    }

    /** The general variable that a target's variable overrides. */
    private String general(String variable) {
        return ConfigTargets.names(project).stream()
                .filter(name -> !name.isEmpty() && variable.startsWith(TargetVariables.prefix(name)))
                .map(name ->
                        "PX_" + variable.substring(TargetVariables.prefix(name).length()))
                .findFirst()
                .orElse(variable);
    }

    /** Warns instead of failing, because other PowerX tools may store their keys in the user's folder. */
    private void warnOfUnknownKeys() {
        homeFiles.stream()
                .filter(file -> file.texts().get(0).file().equals("~/" + HOME_FILES.get(0)))
                .forEach(file -> warnings.addAll(UnknownKeys.in(file)));
    }

    /** Otherwise, anyone who can change the repository could have the token sent to their own server. */
    private void warnOfUntrustedTelemetryEndpoint(Map<Setting, ResolvedConfig.Value> values) {
        ResolvedConfig.Value endpoint = values.get(Setting.TELEMETRY_ENDPOINT);
        if (endpoint != null
                && endpoint.origin().layer() == Layer.PROJECT_FILE
                && values.containsKey(Setting.TELEMETRY_TOKEN)) {
            warnings.add(
                    "the telemetry token is not sent, because only the repository specifies the telemetry endpoint ("
                            + endpoint.origin().place() + "); set "
                            + Setting.TELEMETRY_ENDPOINT.variables().get(0) + " to confirm it");
        }
    }

    private record RawValue(
            String text, Origin origin, @Nullable SourceLocation where) {}
}
