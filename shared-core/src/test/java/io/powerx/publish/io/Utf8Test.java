package io.powerx.publish.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "gr\u00fcn\n", "\ud83d\ude00", "\ufeffwith a mark", "\0"})
    void encoded_text_is_decoded(String text) throws Exception {
        assertThat(Utf8.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    /** A Latin-1 letter, a truncated sequence, an overlong slash, a surrogate, and a byte that never occurs. */
    @ParameterizedTest
    @ValueSource(strings = {"e9", "c3", "c0af", "eda080", "ff"})
    void bytes_that_are_not_utf_8_are_an_error(String hex) {
        assertThatExceptionOfType(Utf8.MalformedTextException.class)
                .isThrownBy(() -> Utf8.decode(HexFormat.of().parseHex(hex)))
                .withMessage("it is not UTF-8 text")
                .satisfies(e -> assertThat(e.line()).isEqualTo(1));
    }

    @Test
    void the_error_has_the_line_of_the_first_malformed_byte() {
        byte[] bytes = "one\ntwo\nthree \u00e9\nfour \u00e9".getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(Utf8.MalformedTextException.class)
                .isThrownBy(() -> Utf8.decode(bytes))
                .satisfies(e -> assertThat(e.line()).isEqualTo(3));
    }
}
