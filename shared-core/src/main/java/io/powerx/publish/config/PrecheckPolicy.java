package io.powerx.publish.config;

import io.powerx.publish.error.SourceLocation;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How publish.yml changes the outcome of the precheck. */
public record PrecheckPolicy(List<Suppression> suppressions) {
    /**
     * Findings that do not count, for a reason and until a date.
     *
     * @param rule the id of a rule, which may not exist
     * @param path glob of the files whose findings are meant; null for all findings of the rule
     * @param line the only line that is meant, from 1; null for all lines
     * @param expires the last day on which it applies, in UTC
     * @param location where it is in publish.yml
     */
    public record Suppression(
            String rule,
            @Nullable String path,
            @Nullable Integer line,
            String reason,
            LocalDate expires,
            SourceLocation location) {}
}
