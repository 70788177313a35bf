package io.powerx.publish.config;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Determines the value of each setting. The sources in order of precedence are: option, step parameter or action input;
 * {@code PX_*} variable; project file; user file; global configuration of the front end; default.
 */
public final class ConfigResolver {
    private static final List<String> HOME_FILES = List.of(".powerx-plugin/config.json", ".px-plugin/config.json");

    private final Sources sources;
    private final ConfigDocument project;
    private final List<ConfigDocument> homeFiles;
    private final List<String> warnings = new ArrayList<>();

    private ConfigResolver(Sources sources) {
        this.sources = sources;
        this.project = ConfigDocument.ofProject(sources.project(), sources.projectFile());
        this.homeFiles = HOME_FILES.stream()
                .flatMap(name -> ConfigDocument.text(sources.home(), "~/", name).stream())
                .map(text -> ConfigDocument.of(List.of(text)))
                .toList();
    }

    /**
     * Resolves every setting.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID}, {@link ErrorCode#CHANNEL_UNKNOWN} or
     *     {@link ErrorCode#CONFIG_INVALID} for the first invalid value; the error shows where it was found
     */
    public static ResolvedConfig resolve(Sources sources) {
        return new ConfigResolver(sources).resolve();
    }

    /**
     * Like {@link #resolve}, but if the project's files are invalid, they are ignored and the error is in {@link
     * ResolvedConfig#projectError}: for commands that report it together with what else they find.
     */
    public static ResolvedConfig resolveWithoutInvalidProject(Sources sources) {
        try {
            return resolve(sources);
        } catch (PublishException e) {
            if (e.code() != ErrorCode.CONFIG_INVALID && e.code() != ErrorCode.CHANNEL_UNKNOWN) {
                throw e;
            }
            return resolve(sources.withoutProject()).withProjectError(e);
        }
    }

    private ResolvedConfig resolve() {
        Map<Setting, ResolvedConfig.Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            RawValue raw = find(setting);
            if (raw != null) {
                values.put(setting, parse(setting, raw));
            }
        }
        warnOfUnknownVariables();
        warnOfUnknownKeys();
        warnOfUntrustedTelemetryEndpoint(values);
        return new ResolvedConfig(values, warnings);
    }

    private @Nullable RawValue find(Setting setting) {
        String explicit = sources.explicit().get(setting);
        if (explicit != null && !explicit.isBlank()) {
            return new RawValue(
                    explicit, new Origin(Layer.EXPLICIT, sources.explicitName().of(setting)), null);
        }
        for (String variable : setting.variables()) {
            String value = sources.environment().get(variable);
            if (value != null && !value.isBlank()) {
                return new RawValue(translated(variable, value), new Origin(Layer.ENVIRONMENT, variable), null);
            }
        }
        String projectKey = setting.projectKey();
        if (projectKey != null) {
            RawValue found = inFiles(List.of(project), List.of(projectKey), Layer.PROJECT_FILE);
            if (found != null) {
                return found;
            }
        }
        RawValue found = inFiles(homeFiles, setting.homeKeys(), Layer.USER_FILE);
        if (found != null) {
            return found;
        }
        String global = sources.global().get(setting);
        if (global != null && !global.isBlank()) {
            return new RawValue(global, new Origin(Layer.GLOBAL, "global configuration"), null);
        }
        String byDefault = setting.defaultValue();
        return byDefault == null ? null : new RawValue(byDefault, Origin.DEFAULT, null);
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
                            codeOf(setting, raw),
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
            case URL, PROXY, TEXT, PATH, SECRET_FILE, PATH_OR_KEY, PATH_OR_PEM -> ", " + ShownValue.ofUnknown(text);
            default -> ", " + ShownValue.of(text);
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
                        .filter(variable -> variable.startsWith("PX_") && !known.contains(variable))
                        .forEach(variable -> {
                            String closest = ClosestMatch.to(variable, known);
                            if (closest != null) {
                                warnings.add("unknown variable " + variable + "; did you mean " + closest + "?");
                            }
                        });
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
