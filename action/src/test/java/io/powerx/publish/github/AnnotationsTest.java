package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.message.MessageCatalog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnnotationsTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Annotations annotations =
            new Annotations(new WorkflowLog(new PrintStream(bytes, true, StandardCharsets.UTF_8)));

    private List<String> written(String level) {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("::" + level + " "))
                .toList();
    }

    @Test
    void the_most_severe_findings_are_annotated_and_one_annotation_is_reserved_for_the_outcome() {
        List<Finding> findings = new ArrayList<>();
        for (int number = 1; number <= 40; number++) {
            for (Severity severity : Severity.values()) {
                SourceLocation where = number % 2 == 0 ? null : new SourceLocation("plugin.yaml", number, 1);
                findings.add(new Finding("PX-T001", severity, "finding " + number, "Mend it.", where));
            }
        }
        Collections.shuffle(findings, new Random(1));

        annotations.findings(findings, "plugins/note", MessageCatalog.ENGLISH);
        annotations.step(Annotations.Level.ERROR, "px-publish", "the outcome");

        assertThat(written("error")).hasSize(10).last().asString().contains("the outcome");
        assertThat(written("error").subList(0, 9))
                .allMatch(line -> line.contains("file=plugins/note/plugin.yaml,line="));
        assertThat(written("warning")).hasSize(9);
        assertThat(written("notice")).hasSize(9);
    }

    @Test
    void a_hostile_file_name_stays_a_property() {
        Finding finding = new Finding(
                "PX-T001", Severity.ERROR, "odd", "Rename it.", new SourceLocation("a,line=9::x\n::error::y", 0, 0));

        annotations.findings(List.of(finding), "", MessageCatalog.ENGLISH);

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("::error file=a%2Cline=9%3A%3Ax%0A%3A%3Aerror%3A%3Ay,title=PX-T001::odd%0ARename it.\n");
    }
}
