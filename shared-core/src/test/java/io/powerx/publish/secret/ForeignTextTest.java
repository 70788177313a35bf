package io.powerx.publish.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {
    @Test
    void terminal_escapes_vanish() {
        assertThat(ForeignText.oneLine("a\u001b[31mred\u0007\u009b1mb", 100)).isEqualTo("a[31mred1mb");
    }

    @Test
    void one_line_stays_one_line() {
        assertThat(ForeignText.oneLine("a\r\nb\u2028c", 100)).isEqualTo("a bc");
    }

    @Test
    void text_that_would_turn_the_reading_direction_loses_that() {
        assertThat(ForeignText.oneLine("safe\u202Eexe.txt", 100)).isEqualTo("safeexe.txt");
    }

    @Test
    void long_text_is_cut_and_says_so() {
        assertThat(ForeignText.lines("x".repeat(50), 10)).isEqualTo("x".repeat(10) + "…");
    }

    @Test
    void lines_keep_their_feeds_and_other_scripts_stay() {
        assertThat(ForeignText.lines("发布\n成功 🎉", 100)).isEqualTo("发布\n成功 🎉");
    }
}
