package io.powerx.publish.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.Vocabulary;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final Vocabulary WORKFLOW = new Vocabulary() {
        @Override
        public String option(String name) {
            return "with: " + name + ":";
        }

        @Override
        public String command(String name) {
            return name;
        }
    };

    private static String remedy(String template, Vocabulary vocabulary) {
        return new Finding("PX-N001", Severity.ERROR, "No notes", template, null)
                .worded(vocabulary)
                .remedy();
    }

    @Test
    void a_remedy_refers_to_options_in_the_words_of_the_front_end() {
        assertThat(remedy("Specify a file with {notes}.", Vocabulary.SHELL)).isEqualTo("Specify a file with --notes.");
        assertThat(remedy("Specify a file with {notes}.", WORKFLOW)).isEqualTo("Specify a file with with: notes:.");
    }

    @Test
    void the_remedy_of_an_error_is_rendered_as_in_an_error() {
        String remedy = ErrorCode.UNAUTHORIZED.remedy();

        assertThat(remedy).contains("{token}");
        assertThat(remedy(remedy, Vocabulary.SHELL)).isEqualTo(Vocabulary.SHELL.render(remedy));
    }

    @Test
    void braces_in_a_quoted_path_are_not_replaced() {
        assertThat(remedy("Write it as /{id}/{command:status}.", WORKFLOW))
                .isEqualTo("Write it as /{id}/{command:status}.");
    }
}
