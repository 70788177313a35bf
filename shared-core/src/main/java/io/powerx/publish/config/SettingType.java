package io.powerx.publish.config;

import io.powerx.publish.http.HostList;
import io.powerx.publish.http.ProxyAddress;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The types of settings. Parsing is strict: an invalid value is an error and is never replaced by a default. */
public enum SettingType {
    TEXT(text -> text),
    /** One of the constants of an enum, which the setting specifies. */
    CHOICE(text -> text),
    /** A path; see {@link ResolvedConfig#path} for what it is relative to. */
    PATH(SettingType::parsePath),
    /** The path of a file that contains a secret. A value without such a file may be the secret itself and is never shown. */
    SECRET_FILE(text -> text),
    /** The path of a private key or the key itself, in any encoding. A value without such a file is a key and is never shown. */
    PATH_OR_KEY(text -> text),
    /** A path or PEM text, which is public. */
    PATH_OR_PEM(text -> text),
    /** An http or https URL. */
    URL(SettingType::parseUrl),
    /** The address of a proxy as text; see {@link ProxyAddress}. */
    PROXY(SettingType::parseProxy),
    /** Hosts as text; see {@link HostList}. */
    HOSTS(SettingType::parseHosts),
    BOOLEAN(SettingType::parseBoolean),
    /** A boolean that may also be written as 1 or 0, on or off. */
    SWITCH(SettingType::parseSwitch),
    INTEGER(SettingType::parseInteger),
    PERCENT(SettingType::parsePercent),
    /** With units, such as {@code 90s} or {@code 1h30m}, or in ISO 8601. */
    DURATION(SettingType::parseDuration),
    /** Bytes per second with units, such as {@code 10MB/s} or {@code 512KiB/s}. */
    RATE(SettingType::parseRate),
    EPOCH_SECONDS(SettingType::parseEpochSeconds),
    SECRET(Secret::of);

    private static final Pattern DURATION_UNITS = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern RATE_UNITS = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)([kKMG]?)(i?)B(?:/s)?");
    private static final Duration MAX_DURATION = Duration.ofDays(30);

    // All readers are stateless, which the checker cannot verify.
    @SuppressWarnings("ImmutableEnumChecker")
    private final SettingSpec.Reader reader;

    SettingType(SettingSpec.Reader reader) {
        this.reader = reader;
    }

    /** @throws InvalidValueException if the text is not a valid value */
    Object parse(String text) throws InvalidValueException {
        return reader.read(text);
    }

    private static Boolean parseBoolean(String text) throws InvalidValueException {
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw new InvalidValueException("must be true or false");
        };
    }

    private static Boolean parseSwitch(String text) throws InvalidValueException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw new InvalidValueException("must be on or off");
        };
    }

    private static Integer parseInteger(String text) throws InvalidValueException {
        if (!text.matches("[0-9]{1,9}")) {
            throw new InvalidValueException("must be a whole number");
        }
        return Integer.valueOf(text);
    }

    private static Double parsePercent(String text) throws InvalidValueException {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,4})?%?")) {
            throw new InvalidValueException("must be a percentage such as 80");
        }
        double percent = Double.parseDouble(text.replace("%", ""));
        if (percent > 100) {
            throw new InvalidValueException("must be at most 100 percent");
        }
        return percent;
    }

    private static Long parseEpochSeconds(String text) throws InvalidValueException {
        if (!text.matches("[0-9]{1,11}")) {
            throw new InvalidValueException("must be a number of seconds since 1970");
        }
        return Long.valueOf(text);
    }

    private static URI parseUrl(String text) throws InvalidValueException {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new InvalidValueException("must be a URL that begins with https://");
        }
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        // URI does not recognize hosts whose name contains an underscore.
        if (!web || uri.getRawAuthority() == null || HttpUrl.parse(text) == null) {
            throw new InvalidValueException("must be a URL that begins with https://");
        }
        return uri;
    }

    private static String parsePath(String text) throws InvalidValueException {
        try {
            Path unused = Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidValueException("must be a path that this system supports");
        }
        return text;
    }

    private static String parseProxy(String text) throws InvalidValueException {
        try {
            ProxyAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(String.valueOf(e.getMessage()));
        }
        return text;
    }

    private static String parseHosts(String text) throws InvalidValueException {
        try {
            HostList.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(String.valueOf(e.getMessage()));
        }
        return text;
    }

    private static Duration parseDuration(String text) throws InvalidValueException {
        Duration duration = text.startsWith("P") ? parseIso(text) : parseUnits(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new InvalidValueException("must be longer than zero");
        }
        if (duration.compareTo(MAX_DURATION) > 0) {
            throw new InvalidValueException("must be at most 30 days");
        }
        return duration;
    }

    private static Duration parseIso(String text) throws InvalidValueException {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidValueException("must be a duration such as 30m or PT30M");
        }
    }

    private static Duration parseUnits(String text) throws InvalidValueException {
        if (text.matches("[0-9]{1,9}")) {
            throw new InvalidValueException("must have a unit, such as " + text + "s or " + text + "m");
        }
        Matcher matcher = DURATION_UNITS.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            long count = Long.parseLong(matcher.group(1));
            sum = sum.plus(
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
            end = matcher.end();
        }
        if (end == 0 || end != text.length()) {
            throw new InvalidValueException("must be a duration such as 30m, 1h30m or PT30M");
        }
        return sum;
    }

    private static Long parseRate(String text) throws InvalidValueException {
        Matcher matcher = RATE_UNITS.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValueException("must be a rate such as 10MB/s or 512KiB/s");
        }
        double base = matcher.group(3).isEmpty() ? 1000 : 1024;
        int power =
                switch (matcher.group(2)) {
                    case "k", "K" -> 1;
                    case "M" -> 2;
                    case "G" -> 3;
                    default -> 0;
                };
        long rate = (long) (Double.parseDouble(matcher.group(1)) * Math.pow(base, power));
        if (rate < 1024) {
            throw new InvalidValueException("must be at least 1 KiB/s");
        }
        return rate;
    }
}
