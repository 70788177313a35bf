package io.powerx.publish.plugin;

import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;

/** Strict parser for SemVer 2.0.0 versions: no leading v, no leading zeros, no missing parts. */
public final class SemanticVersion {
    private static final int MAX_LENGTH = 100;

    /** The expression from semver.org, with numbers that fit the library's int. */
    private static final Pattern STRICT = Pattern.compile("(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})"
            + "(?:-((?:0|[1-9]\\d{0,8}|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d{0,8}|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
            + "(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?");

    private SemanticVersion() {}

    /** Parses a version; empty if it is invalid. */
    public static Optional<Semver> parse(String text) {
        return text.length() <= MAX_LENGTH && STRICT.matcher(text).matches()
                ? Optional.ofNullable(Semver.parse(text))
                : Optional.empty();
    }
}
