package io.powerx.publish.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.FailOn;
import io.powerx.publish.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingCountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, ERROR, false",
        "0, 1, ERROR, false",
        "1, 0, ERROR, true",
        "0, 0, WARNING, false",
        "0, 1, WARNING, true",
        "1, 0, WARNING, true",
        "9, 9, NEVER, false"
    })
    void the_setting_decides_which_findings_fail_a_check(long errors, long warnings, FailOn failOn, boolean fails) {
        assertThat(new FindingCounts(errors, warnings).fail(failOn)).isEqualTo(fails);
    }

    @Test
    void findings_of_severity_info_are_not_counted() {
        FindingCounts counts =
                FindingCounts.ofSeverities(List.of(Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.WARNING));

        assertThat(counts.text()).isEqualTo("1 error, 2 warnings");
    }
}
