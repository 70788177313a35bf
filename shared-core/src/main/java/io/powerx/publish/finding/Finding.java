package io.powerx.publish.finding;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.error.Vocabulary;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a check found in the plugin.
 *
 * @param rule the rule's stable id, such as {@code PX-V001}
 * @param severity what it means for the publish
 * @param message what is wrong, with the facts of the case
 * @param remedy what to do, with <code>{notes}</code> and the like for a front end's options, which {@link #worded} fills
 * @param location its place; null for findings about the plugin as a whole
 */
public record Finding(
        String rule,
        Severity severity,
        String message,
        String remedy,
        @Nullable SourceLocation location) implements Serializable {
    /** The options that remedies refer to. Remedies may quote the plugin's files, so no other braces are placeholders. */
    private static final Set<String> OPTIONS = Set.of("commit", "coverage", "notes");

    /** The same finding with a remedy in a front end's words. */
    public Finding worded(Vocabulary vocabulary) {
        return new Finding(rule, severity, message, vocabulary.render(remedy, OPTIONS), location);
    }

    public Finding withSeverity(Severity other) {
        return new Finding(rule, other, message, remedy, location);
    }
}
