package io.powerx.publish.plugin;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import org.semver4j.range.Range;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/**
 * A version range: comparators joined by spaces or commas, {@code ^}, {@code ~}, {@code x} and {@code *}, hyphen
 * ranges, and alternatives with {@code ||}. The library treats invalid ranges as "any version", so the syntax is
 * checked first.
 */
public final class VersionRange {
    private static final int MAX_LENGTH = 200;
    private static final String PART = "(?:0|[1-9]\\d{0,8}|[xX*])";
    private static final String VERSION =
            "v?" + PART + "(?:\\." + PART + "){0,2}(?:-[0-9A-Za-z.-]{1,60})?(?:\\+[0-9A-Za-z.-]{1,60})?";
    private static final String COMPARATOR = "(?:>=|<=|>|<|=|\\^|~>?)?\\s*" + VERSION;
    private static final String ALTERNATIVE = "\\s*(?:" + VERSION + "\\s+-\\s+" + VERSION + "|" + COMPARATOR
            + "(?:\\s*,\\s*" + COMPARATOR + "|\\s+" + COMPARATOR + "){0,19})\\s*";
    private static final Pattern RANGE = Pattern.compile(ALTERNATIVE + "(?:\\|\\|" + ALTERNATIVE + "){0,19}");

    private final RangeList ranges;

    private VersionRange(RangeList ranges) {
        this.ranges = ranges;
    }

    /** Parses a range; empty if it is invalid. */
    public static Optional<VersionRange> parse(String text) {
        if (text.length() > MAX_LENGTH || !RANGE.matcher(text).matches()) {
            return Optional.empty();
        }
        String normalized = text.strip()
                .replace(',', ' ')
                .replace("~>", "~")
                .replaceAll("([<>=^~])\\s+", "$1")
                .replaceAll("\\s+", " ");
        return Optional.of(new VersionRange(RangeListFactory.create(normalized)));
    }

    /** Whether the range contains any version, unlike {@code >=2.0.0 <1.0.0}. */
    public boolean isSatisfiable() {
        return ranges.get().stream().anyMatch(VersionRange::isSatisfiable);
    }

    private static boolean isSatisfiable(List<Range> comparators) {
        Range lower = null;
        Range upper = null;
        for (Range comparator : comparators) {
            if (isLower(comparator) && (lower == null || isTighter(comparator, lower, 1))) {
                lower = comparator;
            }
            if (isUpper(comparator) && (upper == null || isTighter(comparator, upper, -1))) {
                upper = comparator;
            }
        }
        return lower == null || upper == null || overlap(lower, upper);
    }

    private static boolean overlap(Range lower, Range upper) {
        int order = version(lower).compareTo(version(upper));
        return order < 0 || (order == 0 && includesBound(lower) && includesBound(upper));
    }

    private static boolean isTighter(Range candidate, Range present, int direction) {
        int order = version(candidate).compareTo(version(present)) * direction;
        return order > 0 || (order == 0 && !includesBound(candidate));
    }

    private static boolean isLower(Range comparator) {
        return !operator(comparator).startsWith("<");
    }

    private static boolean isUpper(Range comparator) {
        return !operator(comparator).startsWith(">");
    }

    private static boolean includesBound(Range comparator) {
        return operator(comparator).endsWith("=");
    }

    /** The library exposes the operator only in the text of a range, such as {@code >=1.2.3}. */
    private static String operator(Range comparator) {
        return comparator.toString().replaceFirst("[^<>=].*", "");
    }

    private static Semver version(Range comparator) {
        return comparator.getRangeVersion();
    }

    @Override
    public String toString() {
        return ranges.toString();
    }
}
