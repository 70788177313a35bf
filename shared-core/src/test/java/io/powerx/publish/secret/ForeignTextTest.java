package io.powerx.publish.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {
    @Test
    void text_becomes_one_line_without_control_characters() {
        assertThat(ForeignText.oneLine("a\u001b[31mred\r\n\r\n::error::x\u0000\u202eevil\u2028y", 100))
                .isEqualTo("a [31mred ::error::x evil y");
    }

    @Test
    void long_text_is_shortened_between_characters() {
        assertThat(ForeignText.oneLine("😀".repeat(1000), 10)).isEqualTo("😀".repeat(5) + "…");
    }

    @Test
    void null_and_blank_text_become_empty() {
        assertThat(ForeignText.oneLine(null, 10)).isEmpty();
        assertThat(ForeignText.oneLine(" \t\u0007 ", 10)).isEmpty();
    }

    @Test
    void only_a_printable_word_within_the_limit_is_a_token() {
        assertThat(ForeignText.token("pub-1", 10)).isEqualTo("pub-1");
        assertThat(ForeignText.token("pub 1", 10)).isNull();
        assertThat(ForeignText.token("pub\n1", 10)).isNull();
        assertThat(ForeignText.token("12345678901", 10)).isNull();
        assertThat(ForeignText.token("", 10)).isNull();
        assertThat(ForeignText.token(null, 10)).isNull();
    }

    @Test
    void line_feeds_and_non_latin_scripts_are_kept() {
        assertThat(ForeignText.lines("发布\n成功 🎉", 100)).isEqualTo("发布\n成功 🎉");
    }
}
