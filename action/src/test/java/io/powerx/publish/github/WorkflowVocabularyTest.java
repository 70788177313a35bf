package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import org.junit.jupiter.api.Test;

class WorkflowVocabularyTest {
    private final WorkflowVocabulary vocabulary = new WorkflowVocabulary();

    @Test
    void the_remedy_of_a_finding_refers_to_inputs() {
        Finding finding =
                new Finding("PX-G001", Severity.ERROR, "m", "Specify {commit}, {coverage} or {notes}, not {id}.", null);

        assertThat(finding.worded(vocabulary).remedy())
                .isEqualTo("Specify with: commit:, with: coverage: or with: notes:, not {id}.");
    }

    @Test
    void a_withdrawal_is_shown_with_its_inputs() {
        assertThat(vocabulary.render("Withdraw it: {withdraw pub_1.a-b}."))
                .isEqualTo(
                        "Withdraw it: with: { command: withdraw, publish-id: pub_1.a-b, reason: incomplete upload }.");
    }

    @Test
    void the_advice_of_an_error_precedes_the_remedy_of_its_code() {
        PublishException error = PublishException.of(ErrorCode.OPTION_INVALID, "register", "no tenant")
                .advice("Specify the tenant with {tenant}.");

        assertThat(error.remedy(vocabulary))
                .isEqualTo("Specify the tenant with with: tenant:. "
                        + vocabulary.render(ErrorCode.OPTION_INVALID.remedy()));
    }
}
