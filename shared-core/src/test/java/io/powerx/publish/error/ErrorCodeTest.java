package io.powerx.publish.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    private static final Set<Integer> EXIT_CODES = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 130);

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_code_has_a_documented_exit_code(ErrorCode code) {
        assertThat(EXIT_CODES).contains(code.exitCode());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_remedy_is_a_sentence_without_unresolved_placeholders(ErrorCode code) {
        assertThat(Vocabulary.SHELL.render(code.remedy()))
                .doesNotContain("{", "}")
                .endsWith(".");
    }
}
