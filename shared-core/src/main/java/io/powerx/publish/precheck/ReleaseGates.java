package io.powerx.publish.precheck;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The quality gates of PowerX core's registry (gate_runner.go), judged here with the same yardstick, so that a release that would fail
 * them is never sent.
 *
 * @param notes the release notes as they would be sent
 * @param commit as it would be sent; null where it is not known
 * @param declaredCoverage percent of lines, where no report says it; null where nobody does
 */
public record ReleaseGates(
        String notes, @Nullable String commit, @Nullable Double declaredCoverage) implements Serializable {
    private static final int LEAST_NOTES = 20;
    private static final int LEAST_COMMIT = 7;
    private static final double LEAST_COVERAGE = 80;

    /** @param code core's own word for it */
    public record Violation(String code, String message, String remedy) {}

    /**
     * What the gates would turn away.
     *
     * @param coverage percent of lines by the reports; null where there is none, so that the declared one counts
     */
    public List<Violation> violations(@Nullable Double coverage) {
        List<Violation> violations = new ArrayList<>();
        // Core counts bytes, and looks for the letters in the middle of words, too.
        if (notes.strip().getBytes(StandardCharsets.UTF_8).length < LEAST_NOTES) {
            violations.add(new Violation(
                    "DOCS_INCOMPLETE",
                    "The release notes have less than " + LEAST_NOTES + " bytes",
                    "Say in a sentence or two what changes for those who upgrade."));
        }
        if (commit == null || commit.strip().length() < LEAST_COMMIT) {
            violations.add(new Violation(
                    "BUILD_METADATA_INVALID",
                    commit == null
                            ? "The commit is not known"
                            : "The commit has less than " + LEAST_COMMIT + " characters",
                    "Publish from a git checkout or a CI, or specify the commit with {commit}."));
        }
        int todo = notes.toLowerCase(Locale.ROOT).indexOf("todo");
        if (todo >= 0) {
            violations.add(new Violation(
                    "QA_PENDING_TASKS",
                    "The release notes hold the letters \"todo\": " + around(todo),
                    "Write it in other words; the registry does not tell a reminder from a part of another word."));
        }
        Double percent = coverage == null ? declaredCoverage : coverage;
        if (percent == null || percent < LEAST_COVERAGE) {
            violations.add(new Violation(
                    "COVERAGE_BELOW_THRESHOLD",
                    percent == null
                            ? "The test coverage is not known"
                            : String.format(
                                    Locale.ROOT,
                                    "The tests cover %.2f %% of the lines, and the registry asks for %.0f %%",
                                    Math.floor(percent * 100) / 100,
                                    LEAST_COVERAGE),
                    percent == null
                            ? "Let the tests write a coverage report, or specify the percentage with {coverage}."
                            : "Add tests: this registry's threshold is not the one of publish.yml."));
        }
        return List.copyOf(violations);
    }

    private String around(int index) {
        int start = notes.lastIndexOf('\n', index) + 1;
        int end = notes.indexOf('\n', index);
        return notes.substring(start, end < 0 ? notes.length() : end).strip();
    }
}
