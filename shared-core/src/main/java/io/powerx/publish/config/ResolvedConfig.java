package io.powerx.publish.config;

import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The value of every setting, each with its origin. Prints without secrets. */
public final class ResolvedConfig {
    private final Map<Setting, Value> values;
    private final List<String> warnings;

    ResolvedConfig(Map<Setting, Value> values, List<String> warnings) {
        this.values = new EnumMap<>(values);
        this.warnings = List.copyOf(warnings);
    }

    /** Whether the setting has a value, including the default. */
    public boolean has(Setting setting) {
        return values.containsKey(setting);
    }

    /** Whether the value was chosen rather than the default. */
    public boolean isChosen(Setting setting) {
        Value value = values.get(setting);
        return value != null && value.origin().layer() != Layer.DEFAULT;
    }

    /** Where the value was found; empty if there is none. */
    public Optional<Origin> origin(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(Value::origin);
    }

    /** The value as text; the wire name of a choice. */
    public Optional<String> text(Setting setting) {
        return find(setting, Object.class)
                .map(value -> value instanceof WireEnum choice ? choice.wireName() : (String) value);
    }

    /** The value of a setting whose type is that enum, and which has a default. */
    public <E extends Enum<E> & WireEnum> E choice(Setting setting, Class<E> type) {
        return find(setting, type).orElseThrow(() -> missing(setting));
    }

    /** The value of a setting that has a default. */
    public String requiredText(Setting setting) {
        return text(setting).orElseThrow(() -> missing(setting));
    }

    /** Whether a boolean is true; false if it has no value. */
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

    /** Bytes a second, or seconds since 1970. */
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
     * A path made absolute. Values from project files are relative to the project, those from the user's file to the home, all others to
     * the working folder. A leading {@code ~/} is the home.
     */
    public Optional<Path> path(Setting setting, Folders folders) {
        Value value = values.get(setting);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(
                folders.resolve((String) value.parsed(), value.origin().layer()));
    }

    /** What must be kept out of every output: the secrets, private keys given as text, and the proxy's password. */
    public List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>();
        values.forEach((setting, value) -> {
            if (value.parsed() instanceof Secret secret) {
                secrets.add(secret);
            } else if (value.parsed() instanceof String text && isPrivate(text)) {
                secrets.add(Secret.of(text));
            } else if (value.parsed() instanceof URI uri && uri.getUserInfo() != null) {
                String userInfo = uri.getUserInfo();
                Secret.ofNullable(userInfo.substring(userInfo.indexOf(':') + 1)).ifPresent(secrets::add);
            }
        });
        return secrets;
    }

    /** What the user should know: misspelt variables, files that are ignored. */
    public List<String> warnings() {
        return warnings;
    }

    /** Every setting, in the order of {@link Setting}, with its value as it may be shown. */
    public List<Explained> explain() {
        List<Explained> lines = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            Value value = values.get(setting);
            lines.add(
                    value == null
                            ? new Explained(setting, null, null)
                            : new Explained(setting, shown(value.parsed()), value.origin()));
        }
        return lines;
    }

    /** A line for every setting that has a value, with its origin: {@code channel = beta (--channel)}. */
    public List<String> lines() {
        return explain().stream()
                .filter(explained -> explained.value() != null)
                .map(explained ->
                        explained.setting().id() + " = " + explained.value() + " (" + explained.origin() + ")")
                .toList();
    }

    private static String shown(Object parsed) {
        if (parsed instanceof String text && isPrivate(text)) {
            return Secret.MASK;
        }
        if (parsed instanceof URI uri && uri.getRawUserInfo() != null) {
            return uri.toString().replace(uri.getRawUserInfo() + "@", Secret.MASK + "@");
        }
        if (parsed instanceof String text && text.indexOf('\n') >= 0) {
            return text.lines().findFirst().orElse("") + " …";
        }
        return parsed instanceof WireEnum choice ? choice.wireName() : parsed.toString();
    }

    private static boolean isPrivate(String text) {
        return text.contains("PRIVATE KEY-----");
    }

    private <T> Optional<T> find(Setting setting, Class<T> type) {
        return Optional.ofNullable(values.get(setting)).map(value -> type.cast(value.parsed()));
    }

    private static NoSuchElementException missing(Setting setting) {
        return new NoSuchElementException(setting.id() + " has no value");
    }

    /** @param parsed of the type of the setting's {@link SettingType} */
    record Value(Object parsed, Origin origin) {}

    /**
     * A setting as {@code config --explain} shows it.
     *
     * @param value masked if it is a secret; null if there is none
     */
    public record Explained(
            Setting setting,
            @Nullable String value,
            @Nullable Origin origin) {}

    /** The folders that relative paths start from. */
    public record Folders(Path working, Path project, Path home) {
        Path resolve(String path, Layer layer) {
            if (path.equals("~") || path.startsWith("~/")) {
                return home.resolve(path.substring(Math.min(2, path.length()))).normalize();
            }
            Path base =
                    switch (layer) {
                        case PROJECT_FILE -> project;
                        case USER_FILE -> home;
                        default -> working;
                    };
            return base.resolve(path).normalize();
        }
    }
}
