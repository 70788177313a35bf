package io.powerx.publish.plugin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A version range as npm reads it: comparators joined by spaces or commas, {@code ^}, {@code ~}, {@code x} and
 * {@code *}, hyphen ranges, and alternatives with {@code ||}.
 */
public final class VersionRange {
    private static final int MAX_LENGTH = 500;
    private static final int MAX_COMPARATORS = 20;
    private static final String NUMBER = "0|[1-9]\\d*|[xX*]";
    private static final Pattern COMPARATOR =
            Pattern.compile("(?<operator>>=|<=|>|<|=|\\^|~>?)?\\s*v?(?<major>" + NUMBER
                    + ")(?:\\.(?<minor>" + NUMBER + ")(?:\\.(?<patch>" + NUMBER
                    + ")(?<rest>(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?))?)?");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*|\\s+");
    private static final Pattern HYPHEN = Pattern.compile("(\\S+)\\s+-\\s+(\\S+)");

    private final List<Interval> alternatives;

    /** @param version included if {@code inclusive} */
    private record Bound(SemanticVersion version, boolean inclusive) {}

    /** A bound is null if there is no limit. */
    private record Interval(@Nullable Bound lower, @Nullable Bound upper) {
        static final Interval ALL = new Interval(null, null);

        Interval and(Interval other) {
            return new Interval(tighter(lower, other.lower, 1), tighter(upper, other.upper, -1));
        }

        private static @Nullable Bound tighter(@Nullable Bound one, @Nullable Bound other, int direction) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            int order = one.version().compareTo(other.version()) * direction;
            return order > 0 || (order == 0 && !one.inclusive()) ? one : other;
        }

        boolean contains(SemanticVersion version) {
            boolean above = lower == null || lower.version().compareTo(version) < (lower.inclusive() ? 1 : 0);
            boolean below = upper == null || upper.version().compareTo(version) > (upper.inclusive() ? -1 : 0);
            return above
                    && below
                    && (version.preRelease().isEmpty()
                            || admitsPrerelease(lower, version)
                            || admitsPrerelease(upper, version));
        }

        private static boolean admitsPrerelease(@Nullable Bound bound, SemanticVersion version) {
            return bound != null
                    && !bound.version().preRelease().isEmpty()
                    && bound.version().isSameRelease(version);
        }

        boolean isSatisfiable() {
            if (lower == null || upper == null) {
                return upper == null || !upper.version().equals(LOWEST) || upper.inclusive();
            }
            int order = lower.version().compareTo(upper.version());
            return order < 0 || (order == 0 && lower.inclusive() && upper.inclusive());
        }

        @Override
        public String toString() {
            String from = lower == null ? "" : (lower.inclusive() ? ">=" : ">") + lower.version();
            String to = upper == null ? "" : (upper.inclusive() ? "<=" : "<") + upper.version();
            String both = (from + " " + to).strip();
            return both.isEmpty() ? "*" : both;
        }
    }

    private static final SemanticVersion LOWEST =
            SemanticVersion.parse("0.0.0-0").orElseThrow();

    /** No version: nothing is below the lowest one. */
    private static final Interval NONE = new Interval(null, new Bound(LOWEST, false));

    private VersionRange(List<Interval> alternatives) {
        this.alternatives = alternatives;
    }

    /** Parses a range; empty if it is invalid. */
    public static Optional<VersionRange> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        List<Interval> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|\\|", -1)) {
            Optional<Interval> interval = interval(alternative.strip());
            if (interval.isEmpty()) {
                return Optional.empty();
            }
            alternatives.add(interval.get());
        }
        return Optional.of(new VersionRange(List.copyOf(alternatives)));
    }

    /**
     * Whether the range contains this version. As in npm, a prerelease is in a range only if one of its bounds is a
     * prerelease of the same release.
     */
    public boolean contains(SemanticVersion version) {
        return alternatives.stream().anyMatch(interval -> interval.contains(version));
    }

    /** Whether the range contains any version, unlike {@code >=2.0.0 <1.0.0}. */
    public boolean isSatisfiable() {
        return alternatives.stream().anyMatch(Interval::isSatisfiable);
    }

    /** Whether some version is too new for the range, unlike {@code >=1.0.0}. */
    public boolean hasUpperBound() {
        return alternatives.stream().noneMatch(interval -> interval.isSatisfiable() && interval.upper() == null);
    }

    /** Whether the other range contains every version of this range. */
    public boolean isWithin(VersionRange other) {
        return alternatives.stream().filter(Interval::isSatisfiable).allMatch(one -> other.alternatives.stream()
                .anyMatch(wide -> one.and(wide).equals(one)));
    }

    /** Whether some version is in both ranges. */
    public boolean overlaps(VersionRange other) {
        return alternatives.stream().anyMatch(one -> other.alternatives.stream()
                .anyMatch(two -> one.and(two).isSatisfiable()));
    }

    private static Optional<Interval> interval(String alternative) {
        Matcher hyphen = HYPHEN.matcher(alternative);
        if (hyphen.matches()) {
            return comparator(">=" + hyphen.group(1))
                    .flatMap(lower -> comparator("<=" + hyphen.group(2)).map(lower::and));
        }
        Matcher matcher = COMPARATOR.matcher(alternative);
        Matcher separator = SEPARATOR.matcher(alternative);
        Interval sum = Interval.ALL;
        int at = 0;
        for (int count = 0; count < MAX_COMPARATORS; count++) {
            Optional<Interval> next =
                    matcher.region(at, alternative.length()).lookingAt() ? comparator(matcher) : Optional.empty();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.and(next.get());
            at = matcher.end();
            if (at == alternative.length()) {
                return Optional.of(sum);
            }
            if (!separator.region(at, alternative.length()).lookingAt()) {
                return Optional.empty();
            }
            at = separator.end();
        }
        return Optional.empty();
    }

    private static Optional<Interval> comparator(String text) {
        Matcher matcher = COMPARATOR.matcher(text);
        return matcher.matches() ? comparator(matcher) : Optional.empty();
    }

    private static Optional<Interval> comparator(Matcher matcher) {
        List<BigInteger> numbers = new ArrayList<>();
        for (String part : new String[] {"major", "minor", "patch"}) {
            String number = matcher.group(part);
            if (number == null || !Character.isDigit(number.charAt(0))) {
                break;
            }
            numbers.add(new BigInteger(number));
        }
        String rest = matcher.group("rest");
        return version(numbers, numbers.size() == 3 && rest != null ? rest : "")
                .flatMap(version -> interval(matcher.group("operator"), numbers, version));
    }

    /** @param numbers the parts before the first wildcard or missing part */
    private static Optional<Interval> interval(
            @Nullable String operator, List<BigInteger> numbers, SemanticVersion version) {

        Bound from = new Bound(version, true);
        String kind = operator == null ? "=" : operator;
        if (numbers.isEmpty()) {
            return Optional.of(kind.equals("<") || kind.equals(">") ? NONE : Interval.ALL);
        }
        boolean complete = numbers.size() == 3;
        return switch (kind) {
            case ">=" -> Optional.of(new Interval(from, null));
            case "<" -> Optional.of(new Interval(null, new Bound(version, false)));
            case ">" ->
                complete
                        ? Optional.of(new Interval(new Bound(version, false), null))
                        : after(numbers, numbers.size() - 1).map(next -> new Interval(new Bound(next, true), null));
            case "<=" ->
                complete
                        ? Optional.of(new Interval(null, from))
                        : after(numbers, numbers.size() - 1).map(next -> new Interval(null, new Bound(next, false)));
            case "^" -> below(from, numbers, mostSignificant(numbers));
            case "~", "~>" -> below(from, numbers, Math.min(1, numbers.size() - 1));
            default -> complete ? Optional.of(new Interval(from, from)) : below(from, numbers, numbers.size() - 1);
        };
    }

    private static Optional<Interval> below(Bound from, List<BigInteger> numbers, int part) {
        return after(numbers, part).map(next -> new Interval(from, new Bound(next, false)));
    }

    /** The first part that is not 0, otherwise the last one. */
    private static int mostSignificant(List<BigInteger> numbers) {
        int part = 0;
        while (part < numbers.size() - 1 && numbers.get(part).signum() == 0) {
            part++;
        }
        return part;
    }

    /** The version in which that part is one greater and the parts after it are 0. */
    private static Optional<SemanticVersion> after(List<BigInteger> numbers, int part) {
        List<BigInteger> next = new ArrayList<>(numbers.subList(0, part + 1));
        next.set(part, next.get(part).add(BigInteger.ONE));
        return version(next, "");
    }

    private static Optional<SemanticVersion> version(List<BigInteger> numbers, String rest) {
        List<BigInteger> all = new ArrayList<>(numbers);
        while (all.size() < 3) {
            all.add(BigInteger.ZERO);
        }
        return SemanticVersion.parse(all.stream().map(BigInteger::toString).collect(Collectors.joining(".")) + rest);
    }

    /** The range in a normal form: ranges with the same text contain the same versions. */
    @Override
    public String toString() {
        return alternatives.stream().map(Interval::toString).collect(Collectors.joining(" || "));
    }
}
