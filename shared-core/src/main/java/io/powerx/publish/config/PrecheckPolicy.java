package io.powerx.publish.config;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How publish.yml changes the outcome of the precheck.
 *
 * @param severities for all channels
 * @param channels what applies to single channels, in addition
 */
public record PrecheckPolicy(
        List<Suppression> suppressions, List<MinimumSeverity> severities, Map<Channel, Profile> channels) {
    /**
     * What applies to a channel.
     *
     * @param coverageThreshold in percent; null for that of all channels
     * @param failOn the findings that make the precheck command fail; null for those of all channels
     */
    public record Profile(
            List<MinimumSeverity> severities,
            @Nullable Double coverageThreshold,
            @Nullable FailOn failOn) {
        static final Profile NONE = new Profile(List.of(), null, null);
    }

    /**
     * Raises the findings of a rule that are less severe.
     *
     * @param rule the id of a rule, which may not exist
     * @param location where it is in publish.yml
     */
    public record MinimumSeverity(String rule, Severity severity, SourceLocation location) {}

    /** What applies to a channel alone. */
    public Profile profile(Channel channel) {
        return channels.getOrDefault(channel, Profile.NONE);
    }

    /** The severities for a channel: those for all channels, then its own. */
    public List<MinimumSeverity> severities(Channel channel) {
        return Stream.concat(severities.stream(), profile(channel).severities().stream())
                .toList();
    }

    /** The same policy without thresholds of channels. */
    public PrecheckPolicy withoutThresholds() {
        Map<Channel, Profile> others = new EnumMap<>(Channel.class);
        channels.forEach(
                (channel, profile) -> others.put(channel, new Profile(profile.severities(), null, profile.failOn())));
        return new PrecheckPolicy(suppressions, severities, others);
    }

    /**
     * Findings that do not count, for a reason and until a date.
     *
     * @param rule the id of a rule, which may not exist
     * @param path pattern of the files, in the syntax of .gitignore, whose findings are meant; null for all findings of the rule
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
