package io.powerx.publish.finding;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.error.Vocabulary;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One violation of a precheck rule.
 *
 * @param rule the rule's stable id, such as {@code PX-V001}
 * @param severity whether it blocks a publish
 * @param message what is wrong, with details
 * @param remedy how to resolve it, with placeholders such as <code>{notes}</code> until {@link #worded} replaces them
 * @param location null if it concerns the plugin as a whole
 */
public record Finding(
        String rule,
        Severity severity,
        String message,
        String remedy,
        @Nullable SourceLocation location) implements Serializable {
    /**
     * What the remedies of rules and errors refer to. Other braces are not placeholders, because remedies may quote
     * files of the plugin.
     */
    private static final Set<String> OPTIONS = Stream.concat(
                    Stream.of(
                            "build-dir",
                            "commit",
                            "config",
                            "coverage",
                            "dry-run",
                            "notes",
                            "proxy",
                            "signing-client-certificate",
                            "signing-client-key",
                            "signing-client-passphrase",
                            "signing-endpoint",
                            "signing-passphrase",
                            "tenant",
                            "wait"),
                    Arrays.stream(ErrorCode.values())
                            .flatMap(code -> Vocabulary.Placeholders.options(code.remedy()).stream()))
            .collect(Collectors.toUnmodifiableSet());

    /** Returns the finding with its remedy in the words of a front end. */
    public Finding worded(Vocabulary vocabulary) {
        return new Finding(rule, severity, message, vocabulary.render(remedy, OPTIONS), location);
    }

    /** Returns the finding with another place. */
    public Finding at(SourceLocation other) {
        return new Finding(rule, severity, message, remedy, other);
    }

    /** Returns the finding with the packages or targets that it concerns, if it does not concern all. */
    public Finding in(String some) {
        return new Finding(rule, severity, message + " (" + some + ")", remedy, location);
    }

    public Finding withSeverity(Severity other) {
        return new Finding(rule, other, message, remedy, location);
    }
}
