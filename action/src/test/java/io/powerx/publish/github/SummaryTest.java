package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.secret.Redactor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final int LIMIT = 1 << 20;

    private final Outputs outputs = new Outputs(
            CommandFile.of(Map.of(), "GITHUB_OUTPUT", problem -> {}), new Redactor(), new Workspace(Path.of("")));
    private final RunResults results = new RunResults(outputs, new WorkflowVocabulary());

    private String render(long taken) {
        return new Summary(
                        results,
                        outputs,
                        new WorkflowVocabulary(),
                        MessageCatalog.ENGLISH,
                        new Markdown(new Redactor()),
                        taken)
                .render("publish", null, null);
    }

    private void givenFindings(int number) {
        results.on(new PublishEvent.PluginRead("com.acme.note", "Note", "1.0.0", "stable"));
        results.on(new PublishEvent.FindingsReported(IntStream.range(0, number)
                .mapToObj(each -> new Finding(
                        "PX-T001",
                        Severity.WARNING,
                        "ä|<b>".repeat(200),
                        "[x](y)".repeat(200),
                        new SourceLocation("f" + each, 1, 1)))
                .toList()));
        results.on(new PublishEvent.StageStarted("pack", "Pack"));
        results.on(new PublishEvent.StageFinished("pack", Duration.ofMillis(41), "1 file"));
    }

    @Test
    void findings_beyond_the_runners_limit_are_counted_instead() {
        givenFindings(5_000);

        String summary = render(0);

        assertThat(summary.getBytes(StandardCharsets.UTF_8).length).isBetween(LIMIT / 2, LIMIT);
        assertThat(summary)
                .containsPattern("\n\nand \\d{4} more\\.\n\n#### Timings\n")
                .doesNotContain("<b>", "](");
    }

    @Test
    void stages_are_called_as_in_the_log() {
        givenFindings(0);

        assertThat(render(0)).contains("#### Findings\n\nNone.\n\n#### Timings", "| Pack | 41 ms |");
    }

    @Test
    void the_existing_content_of_the_summary_counts_towards_the_limit() {
        givenFindings(5_000);

        assertThat(render(800 << 10).getBytes(StandardCharsets.UTF_8).length).isLessThan(LIMIT - (800 << 10));
        assertThat(render(LIMIT)).isEmpty();
    }
}
