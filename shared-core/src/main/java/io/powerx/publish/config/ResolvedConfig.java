package io.powerx.publish.config;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The value of every setting with its origin. What it prints contains no secrets. */
public final class ResolvedConfig {
    private final Map<Setting, Value> values;
    private final List<String> warnings;
    private final List<PublishException> projectProblems;
    private final List<PublishException> problems;
    private final Set<Setting> invalid;

    /**
     * @param projectProblems as in {@link #projectProblems}
     * @param problems as in {@link #problems}
     * @param invalid as in {@link #isInvalid}
     */
    ResolvedConfig(
            Map<Setting, Value> values,
            List<String> warnings,
            List<PublishException> projectProblems,
            List<PublishException> problems,
            Set<Setting> invalid) {
        this.values = new EnumMap<>(values);
        this.warnings = List.copyOf(warnings);
        this.projectProblems = List.copyOf(projectProblems);
        this.problems = List.copyOf(problems);
        this.invalid = Set.copyOf(invalid);
    }

    /** Why the project's files, or some settings in them, were ignored. */
    public List<PublishException> projectProblems() {
        return projectProblems;
    }

    /** What is wrong with options, variables, the chosen configuration file and the user's files. */
    public List<PublishException> problems() {
        return problems;
    }

    /** This configuration without values that the front end refuses, which become problems. */
    public ResolvedConfig refusing(Map<Setting, PublishException> refused) {
        Map<Setting, Value> rest = new EnumMap<>(Setting.class);
        rest.putAll(values);
        rest.keySet().removeAll(refused.keySet());
        ConfigProblems all = new ConfigProblems();
        all.addAll(refused.values());
        all.addAll(problems);
        Set<Setting> allInvalid = new HashSet<>(invalid);
        allInvalid.addAll(refused.keySet());
        return new ResolvedConfig(rest, warnings, projectProblems, all.all(), allInvalid);
    }

    /** Whether an option, a variable or the user's file has an invalid value for the setting. */
    public boolean isInvalid(Setting setting) {
        return invalid.contains(setting);
    }

    /** Whether the setting has a value, including the default. */
    public boolean has(Setting setting) {
        return values.containsKey(setting);
    }

    /** Whether a value other than the default was configured. */
    public boolean isChosen(Setting setting) {
        Value value = values.get(setting);
        return value != null && value.origin().layer() != Layer.DEFAULT;
    }

    /** The origin of the value; empty if there is none. */
    public Optional<Origin> origin(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(Value::origin);
    }

    /** The value as text; for a choice, its wire name. */
    public Optional<String> text(Setting setting) {
        return find(setting, Object.class)
                .map(value -> value instanceof WireEnum choice ? choice.wireName() : (String) value);
    }

    /** The value of a choice that has a default. */
    public <E extends Enum<E> & WireEnum> E choice(Setting setting, Class<E> type) {
        return find(setting, type).orElseThrow(() -> missing(setting));
    }

    /** The text of a setting that has a default. */
    public String requiredText(Setting setting) {
        return text(setting).orElseThrow(() -> missing(setting));
    }

    /** The value of a boolean; false if there is none. */
    public boolean flag(Setting setting) {
        return find(setting, Boolean.class).orElse(false);
    }

    public int integer(Setting setting) {
        return find(setting, Integer.class).orElseThrow(() -> missing(setting));
    }

    public double percent(Setting setting) {
        return find(setting, Double.class).orElseThrow(() -> missing(setting));
    }

    public Optional<Duration> duration(Setting setting) {
        return find(setting, Duration.class);
    }

    /** A rate in bytes per second, or a time in seconds since 1970. */
    public Optional<Long> number(Setting setting) {
        return find(setting, Long.class);
    }

    public Optional<URI> url(Setting setting) {
        return find(setting, URI.class);
    }

    public Optional<Secret> secret(Setting setting) {
        return find(setting, Secret.class);
    }

    /**
     * The absolute path. A path from a project file is relative to the project, a path from the user's file to the home
     * folder, and any other path to the working folder. A leading {@code ~/} stands for the home folder.
     */
    public Optional<Path> path(Setting setting, Folders folders) {
        Value value = values.get(setting);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(
                folders.resolve((String) value.parsed(), value.origin().layer()));
    }

    /** The existing file that a setting specifies; empty if the value is not the path of one. */
    public Optional<Path> existingFile(Setting setting, Folders folders) {
        return Optional.ofNullable(values.get(setting))
                .flatMap(value ->
                        folders.find((String) value.parsed(), value.origin().layer()));
    }

    /**
     * The values that must be kept out of every output: secrets, keys, and passwords of URLs.
     *
     * @param folders as in {@link #explain}
     */
    public List<Secret> secrets(@Nullable Folders folders) {
        List<Secret> secrets = new ArrayList<>();
        values.forEach((setting, value) -> {
            String text = value.parsed() instanceof Secret secret
                    ? secret.reveal()
                    : value.parsed().toString();
            SettingSecrets.in(setting, text, folders, value.origin().layer()).ifPresent(secrets::add);
        });
        return secrets;
    }

    /** What the user should know, such as misspelt variables and files that are ignored. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Every setting, in the order of {@link Setting}, with its value as it may be shown.
     *
     * @param folders where the files are that settings specify; null if they are on another machine, in which case every value that may be
     *     a secret instead of a path is masked
     */
    public List<Explained> explain(@Nullable Folders folders) {
        List<Explained> lines = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            Value value = values.get(setting);
            lines.add(
                    value == null
                            ? new Explained(setting, null, null)
                            : new Explained(setting, SettingSecrets.shown(setting, value, folders), value.origin()));
        }
        return lines;
    }

    /**
     * A line for every setting that has a value, with its origin: {@code channel = beta (--channel)}.
     *
     * @param folders as in {@link #explain}
     */
    public List<String> lines(@Nullable Folders folders) {
        return explain(folders).stream()
                .filter(explained -> explained.value() != null)
                .map(explained ->
                        explained.setting().id() + " = " + explained.value() + " (" + explained.origin() + ")")
                .toList();
    }

    private <T> Optional<T> find(Setting setting, Class<T> type) {
        return Optional.ofNullable(values.get(setting)).map(value -> type.cast(value.parsed()));
    }

    private static NoSuchElementException missing(Setting setting) {
        return new NoSuchElementException(setting.id() + " has no value");
    }

    /** @param parsed the value that the setting's {@link SettingType} returned */
    record Value(Object parsed, Origin origin) {}

    /**
     * A setting, for {@code config --explain}.
     *
     * @param value masked if it is a secret; null if the setting has no value
     */
    public record Explained(
            Setting setting,
            @Nullable String value,
            @Nullable Origin origin) {}
}
