package io.powerx.publish.finding;

import static org.assertj.core.api.Assertions.assertThat;

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
    void a_remedy_names_the_option_as_the_front_end_does() {
        assertThat(remedy("Specify a file with {notes}.", Vocabulary.SHELL)).isEqualTo("Specify a file with --notes.");
        assertThat(remedy("Specify a file with {notes}.", WORKFLOW)).isEqualTo("Specify a file with with: notes:.");
    }

    @Test
    void braces_in_a_quoted_path_are_no_placeholders() {
        assertThat(remedy("Write it as /{id}/{command:status}.", WORKFLOW))
                .isEqualTo("Write it as /{id}/{command:status}.");
    }
}
