package io.powerx.publish.config;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Which values of settings are secrets or contain one. The setting decides, not the look of the value. */
public final class SettingSecrets {
    /** User and password of a URL or proxy, which may contain an unencoded @. */
    private static final Pattern USER_INFO = Pattern.compile("(^|//)([^/]*)@");

    private SettingSecrets() {}

    /**
     * The secret that a value of a setting is or contains.
     *
     * @param folders as in {@link ResolvedConfig#explain}
     * @param layer where the value was found
     * @return empty if there is none to mask
     */
    public static Optional<Secret> in(Setting setting, String value, @Nullable Folders folders, Layer layer) {
        if (setting.secret()) {
            return Secret.ofNullable(value);
        }
        if (setting.secretUnlessFile()) {
            // A shorter value is neither a key nor an accepted token, and masking it would hide ordinary words.
            boolean hidden = value.strip().length() >= Secret.MIN_TOKEN_LENGTH && !isFile(value, folders, layer);
            return hidden ? Secret.ofNullable(value) : Optional.empty();
        }
        return isAddress(setting) ? password(value) : PastedSecret.in(setting, value, folders, layer);
    }

    /** Whether the value is an address, which may contain a password. The one of the collector is a text, so that it cannot be invalid. */
    private static boolean isAddress(Setting setting) {
        return setting.type() == SettingType.URL
                || setting.type() == SettingType.PROXY
                || setting == Setting.OTEL_ENDPOINT;
    }

    private static Optional<Secret> password(String url) {
        Matcher matcher = USER_INFO.matcher(url.strip());
        if (!matcher.find()) {
            return Optional.empty();
        }
        String userInfo = matcher.group(2);
        HttpUrl decoded = HttpUrl.parse("http://" + userInfo + "@host/");
        String password = decoded == null
                ? userInfo.substring(userInfo.indexOf(':') + 1)
                : decoded.password().isEmpty() ? decoded.username() : decoded.password();
        return Secret.ofNullable(password);
    }

    /**
     * A value as it may be shown.
     *
     * @param folders as in {@link ResolvedConfig#explain}
     */
    static String shown(Setting setting, ResolvedConfig.Value value, @Nullable Folders folders) {
        Object parsed = value.parsed();
        if (isHidden(setting, value, folders) || isPasted(setting, value, folders)) {
            return Secret.MASK;
        }
        if (isAddress(setting)) {
            return USER_INFO
                    .matcher(parsed.toString())
                    .replaceFirst("$1" + Matcher.quoteReplacement(Secret.MASK) + "@");
        }
        if (parsed instanceof String text && text.indexOf('\n') >= 0) {
            return text.lines().findFirst().orElse("") + " …";
        }
        if (parsed instanceof Duration duration) {
            return Quantities.duration(duration);
        }
        return parsed instanceof WireEnum choice ? choice.wireName() : parsed.toString();
    }

    private static boolean isHidden(Setting setting, ResolvedConfig.Value value, @Nullable Folders folders) {
        return setting.secretUnlessFile()
                && !isFile((String) value.parsed(), folders, value.origin().layer());
    }

    private static boolean isPasted(Setting setting, ResolvedConfig.Value value, @Nullable Folders folders) {
        return value.parsed() instanceof String text
                && !isAddress(setting)
                && PastedSecret.in(setting, text, folders, value.origin().layer())
                        .isPresent();
    }

    /** Keys come in too many encodings to be recognized, so everything except the path of an existing file counts as one. */
    private static boolean isFile(String value, @Nullable Folders folders, Layer layer) {
        return folders != null && folders.find(value, layer).isPresent();
    }
}
