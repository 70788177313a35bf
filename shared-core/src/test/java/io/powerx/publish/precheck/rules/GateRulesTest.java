package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.ReleaseGates;
import io.powerx.publish.precheck.ReleaseGates.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateRulesTest {
    private static final String COMMIT = "0123456";
    private static final String NOTES = "Notes can be pinned to the top of the list.";

    @Test
    void a_release_with_notes_commit_and_coverage_passes() {
        assertThat(codes(new ReleaseGates(NOTES, COMMIT, 80.0), null)).isEmpty();
    }

    @Test
    void all_failed_gates_are_reported_together() {
        assertThat(codes(new ReleaseGates("TODO", null, null), null))
                .containsExactly(
                        "DOCS_INCOMPLETE", "BUILD_METADATA_INVALID", "QA_PENDING_TASKS", "COVERAGE_BELOW_THRESHOLD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Notes are shown on Mastodon, too.",
                "ToDo: write more than just that line.",
                "You can finish the todo list offline."
            })
    void todo_is_found_even_within_words(String notes) {
        assertThat(codes(new ReleaseGates(notes, COMMIT, 80.0), null)).containsExactly("QA_PENDING_TASKS");
    }

    @Test
    void measured_coverage_takes_precedence_over_declared_coverage() {
        assertThat(codes(new ReleaseGates(NOTES, COMMIT, 95.0), 79.999)).containsExactly("COVERAGE_BELOW_THRESHOLD");
        assertThat(codes(new ReleaseGates(NOTES, COMMIT, 10.0), 80.0)).isEmpty();
    }

    @Test
    void notes_of_31_bytes_fail_and_notes_of_32_bytes_pass() {
        assertThat(codes(new ReleaseGates("x".repeat(31), COMMIT, 80.0), null)).containsExactly("DOCS_INCOMPLETE");
        assertThat(codes(new ReleaseGates(" " + "x".repeat(32) + "\n", COMMIT, 80.0), null))
                .isEmpty();
    }

    @Test
    void the_length_of_notes_is_measured_in_bytes() {
        assertThat(codes(new ReleaseGates("笔记现在可以置顶并且", COMMIT, 80.0), null)).containsExactly("DOCS_INCOMPLETE");
        assertThat(codes(new ReleaseGates("笔记现在可以置顶并且可", COMMIT, 80.0), null)).isEmpty();
    }

    private static List<String> codes(ReleaseGates gates, Double coverage) {
        return gates.violations(coverage).stream().map(Violation::code).toList();
    }
}
