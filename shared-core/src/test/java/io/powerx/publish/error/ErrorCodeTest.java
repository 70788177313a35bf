package io.powerx.publish.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    private static final Set<Integer> EXIT_CODES = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 130);

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_code_ends_with_a_documented_exit_code(ErrorCode code) {
        assertThat(EXIT_CODES).contains(code.exitCode());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_remedy_is_a_whole_sentence_in_the_front_ends_words(ErrorCode code) {
        assertThat(Vocabulary.SHELL.render(code.remedy()))
                .doesNotContain("{", "}")
                .endsWith(".");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_code_is_found_by_its_name(ErrorCode code) {
        assertThat(ErrorCode.ofWireName(code.wireName())).contains(code);
    }
}
