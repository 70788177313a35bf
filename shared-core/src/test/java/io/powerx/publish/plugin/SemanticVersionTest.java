package io.powerx.publish.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {
    private static final int SAMPLES = 2_000;

    private final Random random = new Random(20260101);

    private static SemanticVersion version(String text) {
        return SemanticVersion.parse(text).orElseThrow(() -> new AssertionError(text + " is refused"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999999999.0.0",
                "9223372036854775808.4294967296.2147483648",
                "99999999999999999999999.999999999999999999.99999999999999999",
                "1.0.0-alpha.18446744073709551616",
                "1.0.0-0A.is.legal",
                "1.0.0+00000000000000000000000000000000000001",
                "1.0.0--",
                "1.2.3----RC-SNAPSHOT.12.9.1--.12+788"
            })
    void numbers_of_any_length_are_valid(String text) {
        assertThat(version(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.2",
                "01.1.1",
                "1.2.3-01",
                "1.2.3-",
                "1.2.3+",
                "1.2.3-a..b",
                "-1.0.0",
                "1.2.3 ",
                "1.2.3\n",
                "１.0.0"
            })
    void anything_else_is_refused(String text) {
        assertThat(SemanticVersion.parse(text)).isEmpty();
    }

    @Test
    void a_version_that_is_too_long_for_a_file_name_is_refused() {
        assertThat(version("1.0." + "9".repeat(251))).isNotNull();
        assertThat(SemanticVersion.parse("1.0." + "9".repeat(252))).isEmpty();
    }

    /** The examples of semver.org, item 11, with longer numbers. */
    @Test
    void versions_have_the_order_of_semver_org() {
        List<SemanticVersion> ascending = Stream.of(
                        "1.0.0-2",
                        "1.0.0-10",
                        "1.0.0-9223372036854775807",
                        "1.0.0-9223372036854775808",
                        "1.0.0-99999999999999999999",
                        "1.0.0-Z",
                        "1.0.0-alpha",
                        "1.0.0-alpha.1",
                        "1.0.0-alpha.beta",
                        "1.0.0-beta",
                        "1.0.0-beta.2",
                        "1.0.0-beta.11",
                        "1.0.0-rc.1",
                        "1.0.0",
                        "1.0.9",
                        "1.0.10",
                        "1.2.0",
                        "2.0.0",
                        "9223372036854775807.0.0",
                        "9223372036854775808.0.0")
                .map(SemanticVersionTest::version)
                .toList();
        List<SemanticVersion> shuffled = new ArrayList<>(ascending);
        Collections.shuffle(shuffled, random);
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(ascending);
    }

    @Test
    void build_metadata_has_no_influence_on_the_order_but_on_equality() {
        assertThat(version("1.0.0+b")).isEqualByComparingTo(version("1.0.0+a")).isNotEqualTo(version("1.0.0+a"));
    }

    @Test
    void every_generated_version_is_accepted_and_printed_unchanged() {
        for (int i = 0; i < SAMPLES; i++) {
            String text = randomVersion();
            assertThat(version(text)).hasToString(text);
        }
    }

    @Test
    void the_order_is_that_of_a_comparison_with_unlimited_integers() {
        for (int i = 0; i < SAMPLES; i++) {
            String one = randomVersion();
            String other = random.nextInt(4) == 0 ? one.replaceFirst("\\+.*", "") : randomVersion();
            assertThat(Integer.signum(version(one).compareTo(version(other))))
                    .as("%s and %s", one, other)
                    .isEqualTo(Integer.signum(reference(one, other)))
                    .isEqualTo(-Integer.signum(version(other).compareTo(version(one))));
        }
    }

    @Test
    void the_order_is_transitive() {
        for (int i = 0; i < SAMPLES; i++) {
            List<SemanticVersion> three = new ArrayList<>(
                    List.of(version(randomVersion()), version(randomVersion()), version(randomVersion())));
            Collections.sort(three);
            assertThat(three.get(0)).isLessThanOrEqualTo(three.get(1)).isLessThanOrEqualTo(three.get(2));
            assertThat(three.get(1)).isLessThanOrEqualTo(three.get(2));
        }
    }

    /** semver.org, item 11, word by word. */
    private static int reference(String one, String other) {
        String[] a = one.replaceFirst("\\+.*", "").split("-", 2);
        String[] b = other.replaceFirst("\\+.*", "").split("-", 2);
        for (int i = 0; i < 3; i++) {
            int order = new BigInteger(a[0].split("\\.")[i]).compareTo(new BigInteger(b[0].split("\\.")[i]));
            if (order != 0) {
                return order;
            }
        }
        if (a.length != b.length) {
            return a.length == 1 ? 1 : -1;
        }
        if (a.length == 1) {
            return 0;
        }
        String[] left = a[1].split("\\.");
        String[] right = b[1].split("\\.");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean leftIsNumber = left[i].matches("\\d+");
            boolean rightIsNumber = right[i].matches("\\d+");
            int order = leftIsNumber && rightIsNumber
                    ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
                    : leftIsNumber != rightIsNumber ? (leftIsNumber ? -1 : 1) : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return left.length - right.length;
    }

    private String randomVersion() {
        String text = number() + "." + number() + "." + number();
        if (random.nextBoolean()) {
            text += "-" + identifiers(true);
        }
        return random.nextInt(3) == 0 ? text + "+" + identifiers(false) : text;
    }

    private String identifiers(boolean preRelease) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> switch (random.nextInt(3)) {
                    case 0 -> preRelease ? number() : "00" + number();
                    case 1 ->
                        List.of("alpha", "beta", "rc", "x-1", "0a", "-", "A").get(random.nextInt(7));
                    default -> number() + "-" + number();
                })
                .collect(Collectors.joining("."));
    }

    /** Mostly short, so that versions share parts; sometimes longer than 64 bits. */
    private String number() {
        return switch (random.nextInt(5)) {
            case 0 -> "0";
            case 1 -> new BigInteger(70 + random.nextInt(60), random).toString();
            case 2 ->
                BigInteger.ONE
                        .shiftLeft(List.of(31, 32, 63, 64).get(random.nextInt(4)))
                        .add(BigInteger.valueOf(random.nextInt(3) - 1))
                        .toString();
            default -> Integer.toString(random.nextInt(12));
        };
    }
}
