package io.powerx.publish.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    private static VersionRange range(String text) {
        return VersionRange.parse(text).orElseThrow(() -> new AssertionError(text + " is refused"));
    }

    /** The examples of npm's documentation of ranges. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1.2.3;>=1.2.3 <=1.2.3",
                "v1.2.3+build.5;>=1.2.3+build.5 <=1.2.3+build.5",
                "1.2;>=1.2.0 <1.3.0",
                "1.x;>=1.0.0 <2.0.0",
                "1.x.3;>=1.0.0 <2.0.0",
                "*;*",
                ">=X;*",
                ">1;>=2.0.0",
                ">1.2;>=1.3.0",
                ">1.2.3;>1.2.3",
                "<1.2;<1.2.0",
                "<=1.2;<1.3.0",
                "<=1.2.3;<=1.2.3",
                "~1.2.3;>=1.2.3 <1.3.0",
                "~>1;>=1.0.0 <2.0.0",
                "~0.2;>=0.2.0 <0.3.0",
                "^1.2.3;>=1.2.3 <2.0.0",
                "^0.2.3;>=0.2.3 <0.3.0",
                "^0.0.3;>=0.0.3 <0.0.4",
                "^0.0;>=0.0.0 <0.1.0",
                "^0;>=0.0.0 <1.0.0",
                "^1.2.3-beta.2;>=1.2.3-beta.2 <2.0.0",
                "1.2.3 - 2.3;>=1.2.3 <2.4.0",
                "1.2 - 2.3.4;>=1.2.0 <=2.3.4",
                ">= 0.6.0 < 1.0.0;>=0.6.0 <1.0.0",
                ">=0.6.0 , <1.0.0;>=0.6.0 <1.0.0",
                "^1 || >=3.0.0;>=1.0.0 <2.0.0 || >=3.0.0",
                ">=1.0.0 >=1.1.0 <9 <2.0.0;>=1.1.0 <2.0.0",
                "^99999999999999999999.1;>=99999999999999999999.1.0 <100000000000000000000.0.0"
            })
    void a_range_has_one_normal_form(String text, String normal) {
        assertThat(range(text)).hasToString(normal);
        assertThat(range(normal)).hasToString(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "||",
                "^1 ||",
                "1.2.3.4",
                ">=1.0.0 <",
                "=>1.0.0",
                "1.0.0-01",
                "1.0.0-a..b",
                "01.2.3",
                "~^1.0.0",
                ">=1.0.0<2.0.0x",
                "1.0.0 - ",
                "[1.0,2.0)",
                "1.0.0 -2.0.0"
            })
    void anything_else_is_refused(String text) {
        assertThat(VersionRange.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">2.0.0 <2.0.0",
                ">=2.0.0 <2.0.0",
                ">2.0.0 <=2.0.0",
                "1.0.0 2.0.0",
                "<*",
                ">*",
                "^1 ^2",
                "<0.0.0-0"
            })
    void a_range_without_versions_is_not_satisfiable(String text) {
        assertThat(range(text).isSatisfiable()).isFalse();
        assertThat(range(text + " || 1.0.0").isSatisfiable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "<1.0.0", ">=1.0.0", ">=2.0.0 <=2.0.0", ">9223372036854775807.0.0 <9223372036854775809.0.0"
            })
    void any_other_range_is_satisfiable(String text) {
        assertThat(range(text).isSatisfiable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "^1.2.3,1.2.3,true",
        "^1.2.3,1.99999999999999999999.0,true",
        "^1.2.3,2.0.0,false",
        "^1.2.3,1.2.2,false",
        ">1.2.3,1.2.3,false",
        "<=1.2.3,1.2.3,true",
        "<=1.2.3,1.2.3+build,true",
        "^1.2.3,1.3.0-beta,false",
        "^1.2.3,2.0.0-beta,false",
        "^1.2.3-beta.2,1.2.3-beta.4,true",
        "^1.2.3-beta.2,1.2.3-beta.1,false",
        "^1.2.3-beta.2,1.2.4-beta.4,false",
        "^1 || ^3,3.1.0,true",
        "*,0.0.0,true"
    })
    void a_range_contains_the_same_versions_as_in_npm(String range, String version, boolean contained) {
        assertThat(range(range).contains(SemanticVersion.parse(version).orElseThrow()))
                .isEqualTo(contained);
    }

    @Test
    void a_long_or_repetitive_text_is_refused_at_once() {
        assertThat(VersionRange.parse(">=1.0.0 ".repeat(25).strip())).isEmpty();
        assertThat(VersionRange.parse("1".repeat(600))).isEmpty();
    }
}
