package io.powerx.publish.plugin;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SemVer 2.0.0 version: no leading v, no leading zeros, no missing parts. The order is that of SemVer, which ignores
 * build metadata. Numbers are kept as digits, because SemVer does not limit them.
 */
public final class SemanticVersion implements Comparable<SemanticVersion> {
    private static final int MAX_LENGTH = 255;

    /** The expression from semver.org. */
    private static final Pattern STRICT = Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
            + "(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
            + "(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?");

    private static final Comparator<String> NUMERIC =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final String text;
    private final List<String> numbers;
    private final List<String> preRelease;

    private SemanticVersion(String text, List<String> numbers, List<String> preRelease) {
        this.text = text;
        this.numbers = numbers;
        this.preRelease = preRelease;
    }

    /** Parses a version; empty if it is invalid, or longer than 255 characters. */
    public static Optional<SemanticVersion> parse(String text) {
        Matcher parts = STRICT.matcher(text);
        if (text.length() > MAX_LENGTH || !parts.matches()) {
            return Optional.empty();
        }
        String preRelease = parts.group(4);
        return Optional.of(new SemanticVersion(
                text,
                List.of(parts.group(1), parts.group(2), parts.group(3)),
                preRelease == null ? List.of() : List.of(preRelease.split("\\."))));
    }

    /** The number in decimal digits, without leading zeros. */
    public String major() {
        return numbers.get(0);
    }

    /** The number in decimal digits, without leading zeros. */
    public String minor() {
        return numbers.get(1);
    }

    /** The identifiers after the hyphen; empty for a release. */
    public List<String> preRelease() {
        return preRelease;
    }

    /** Whether both have the same three numbers. */
    public boolean isSameRelease(SemanticVersion other) {
        return numbers.equals(other.numbers);
    }

    /** The order of precedence: versions that differ only in build metadata are equal. */
    @Override
    public int compareTo(SemanticVersion other) {
        for (int i = 0; i < numbers.size(); i++) {
            int order = NUMERIC.compare(numbers.get(i), other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        for (int i = 0; i < Math.min(preRelease.size(), other.preRelease.size()); i++) {
            int order = compareIdentifiers(preRelease.get(i), other.preRelease.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    private static int compareIdentifiers(String one, String other) {
        boolean numeric = isNumeric(one);
        if (numeric != isNumeric(other)) {
            return numeric ? -1 : 1;
        }
        return numeric ? NUMERIC.compare(one, other) : one.compareTo(other);
    }

    private static boolean isNumeric(String identifier) {
        return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether both have the same text, including build metadata. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SemanticVersion version && text.equals(version.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Whether the other version can be the one before this one: it is lower, and a stable version follows a stable version. */
    public boolean follows(SemanticVersion other) {
        boolean comparable = other.preRelease().isEmpty() || !preRelease().isEmpty();
        return comparable && other.compareTo(this) < 0;
    }
}
