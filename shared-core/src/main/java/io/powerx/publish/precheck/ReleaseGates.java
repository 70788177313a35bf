package io.powerx.publish.precheck;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The quality gates of PowerX core's registry (gate_runner.go), evaluated with the same criteria, so that a release
 * that would fail them is never sent.
 *
 * @param notes the release notes as they would be sent
 * @param commit as it would be sent; null if unknown
 * @param declaredCoverage percent of lines, used if there is no coverage report; null if not declared
 */
public record ReleaseGates(
        String notes, @Nullable String commit, @Nullable Double declaredCoverage) implements Serializable {
    /** The length that PowerX core configures (plugin_release/service.go); its gate's own default of 20 is not used. */
    public static final int MIN_NOTES_BYTES = 32;

    private static final int MIN_COMMIT_LENGTH = 7;
    private static final double MIN_COVERAGE = 80;

    /** @param code the code that PowerX core uses */
    public record Violation(String code, String message, String remedy) {
        /** Whether it is about the release notes. */
        public boolean ofNotes() {
            return code.equals("DOCS_INCOMPLETE") || code.equals("QA_PENDING_TASKS");
        }
    }

    /**
     * Evaluates the gates.
     *
     * @param coverage percent of lines in the coverage reports; null if there are none
     */
    public List<Violation> violations(@Nullable Double coverage) {
        List<Violation> violations = new ArrayList<>();
        // Core counts bytes and also finds "todo" within words.
        if (bytes(notes) < MIN_NOTES_BYTES) {
            violations.add(new Violation(
                    "DOCS_INCOMPLETE",
                    "The release notes have %d bytes, fewer than %d".formatted(bytes(notes), MIN_NOTES_BYTES),
                    "Describe in a sentence or two what changes for users who upgrade, in the changelog or the file of"
                            + " {notes}."));
        }
        if (commit == null || commit.strip().length() < MIN_COMMIT_LENGTH) {
            violations.add(new Violation(
                    "BUILD_METADATA_INVALID",
                    commit == null
                            ? "The commit is unknown"
                            : "The commit has fewer than " + MIN_COMMIT_LENGTH + " characters",
                    "Publish from a git checkout or a CI, or specify the commit with {commit}."));
        }
        int todo = notes.toLowerCase(Locale.ROOT).indexOf("todo");
        if (todo >= 0) {
            violations.add(new Violation(
                    "QA_PENDING_TASKS",
                    "The release notes contain \"todo\": " + lineAt(todo),
                    "Rephrase the line; the registry also rejects \"todo\" as part of another word."));
        }
        Double percent = coverage == null ? declaredCoverage : coverage;
        if (percent == null || percent < MIN_COVERAGE) {
            violations.add(new Violation(
                    "COVERAGE_BELOW_THRESHOLD",
                    percent == null
                            ? "The test coverage is unknown"
                            : String.format(
                                    Locale.ROOT,
                                    "The tests cover %.2f %% of the lines, but the registry requires %.0f %%",
                                    Math.floor(percent * 100) / 100,
                                    MIN_COVERAGE),
                    percent == null
                            ? "Configure the tests to write a coverage report, or specify the percentage with {coverage}."
                            : "Add tests. The threshold in publish.yml does not apply to this registry."));
        }
        return List.copyOf(violations);
    }

    /** The length of release notes as core counts it. */
    public static int bytes(String notes) {
        return notes.strip().getBytes(StandardCharsets.UTF_8).length;
    }

    private String lineAt(int index) {
        int start = notes.lastIndexOf('\n', index) + 1;
        int end = notes.indexOf('\n', index);
        return notes.substring(start, end < 0 ? notes.length() : end).strip();
    }
}
