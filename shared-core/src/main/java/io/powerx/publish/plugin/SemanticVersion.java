package io.powerx.publish.plugin;

import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;

/** Versions by the letter of SemVer 2.0.0: no leading v, no leading zeros, no missing part. */
public final class SemanticVersion {
    private static final int MAX_LENGTH = 100;

    /** The expression that semver.org suggests; numbers are bounded, since the library counts in int. */
    private static final Pattern STRICT = Pattern.compile("(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})"
            + "(?:-((?:0|[1-9]\\d{0,8}|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d{0,8}|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
            + "(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?");

    private SemanticVersion() {}

    /** The version, if the text is one. */
    public static Optional<Semver> parse(String text) {
        return text.length() <= MAX_LENGTH && STRICT.matcher(text).matches()
                ? Optional.ofNullable(Semver.parse(text))
                : Optional.empty();
    }
}
