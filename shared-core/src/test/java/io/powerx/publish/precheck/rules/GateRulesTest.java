package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.ReleaseGates;
import io.powerx.publish.precheck.ReleaseGates.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gates of PowerX core's registry, judged before anything is sent. */
class GateRulesTest {
    private static final String COMMIT = "0123456";
    private static final String NOTES = "Notes can be pinned to the top of the list.";

    @Test
    void a_release_with_notes_commit_and_coverage_passes() {
        assertThat(codes(new ReleaseGates(NOTES, COMMIT, 80.0), null)).isEmpty();
    }

    @Test
    void each_gate_is_told_at_once() {
        assertThat(codes(new ReleaseGates("TODO", null, null), null))
                .containsExactly(
                        "DOCS_INCOMPLETE", "BUILD_METADATA_INVALID", "QA_PENDING_TASKS", "COVERAGE_BELOW_THRESHOLD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Notes are shown on Mastodon, too.", "ToDo: write more than that.", "finish the todo list"})
    void the_letters_todo_are_found_wherever_they_are(String notes) {
        assertThat(codes(new ReleaseGates(notes, COMMIT, 80.0), null)).containsExactly("QA_PENDING_TASKS");
    }

    @Test
    void what_the_reports_say_counts_more_than_what_is_declared() {
        assertThat(codes(new ReleaseGates(NOTES, COMMIT, 95.0), 79.999)).containsExactly("COVERAGE_BELOW_THRESHOLD");
        assertThat(codes(new ReleaseGates(NOTES, COMMIT, 10.0), 80.0)).isEmpty();
    }

    @Test
    void notes_are_measured_in_bytes_as_the_registry_does() {
        assertThat(codes(new ReleaseGates("\u7b14\u8bb0\u53ef\u4ee5\u7f6e\u9876", COMMIT, 80.0), null))
                .containsExactly("DOCS_INCOMPLETE");
        assertThat(codes(new ReleaseGates("\u7b14\u8bb0\u73b0\u5728\u53ef\u4ee5\u7f6e\u9876", COMMIT, 80.0), null))
                .isEmpty();
    }

    private static List<String> codes(ReleaseGates gates, Double coverage) {
        return gates.violations(coverage).stream().map(Violation::code).toList();
    }
}
