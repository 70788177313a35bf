package io.powerx.publish.finding;

import io.powerx.publish.error.SourceLocation;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a check found in the plugin.
 *
 * @param rule the rule's stable id, such as {@code PX-V001}
 * @param severity what it means for the publish
 * @param message what is wrong, with the facts of the case
 * @param remedy what to do
 * @param location where; null for findings about the plugin as a whole
 */
public record Finding(
        String rule,
        Severity severity,
        String message,
        String remedy,
        @Nullable SourceLocation location) implements Serializable {
    public Finding withSeverity(Severity other) {
        return new Finding(rule, other, message, remedy, location);
    }
}
