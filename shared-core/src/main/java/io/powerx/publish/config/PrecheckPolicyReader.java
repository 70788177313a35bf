package io.powerx.publish.config;

import io.powerx.publish.config.PrecheckPolicy.MinimumSeverity;
import io.powerx.publish.config.PrecheckPolicy.Profile;
import io.powerx.publish.config.PrecheckPolicy.Suppression;
import io.powerx.publish.finding.Severity;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@link PrecheckPolicy} from the sections {@code precheck} and {@code channels}. */
final class PrecheckPolicyReader {
    private PrecheckPolicyReader() {}

    static PrecheckPolicy read(ConfigSection root) {
        ConfigSection precheck = root.section("precheck")
                .allow(PublishFileReader.keys("precheck.", List.of("severities", "suppressions")));
        List<Suppression> suppressions = precheck.sections("suppressions").stream()
                .flatMap(section -> suppression(section).stream())
                .toList();
        return new PrecheckPolicy(suppressions, severities(precheck), channels(root));
    }

    /** Invalid names of channels are reported with the rollout. */
    private static Map<Channel, Profile> channels(ConfigSection root) {
        Map<Channel, Profile> channels = new EnumMap<>(Channel.class);
        for (ConfigSection section : root.sections("channels")) {
            ConfigSection precheck =
                    section.section("precheck").allow(Set.of("coverageThreshold", "failOn", "severities"));
            String failOn = precheck.oneOf("failOn", WireEnum.names(FailOn.class));
            Profile profile = new Profile(
                    severities(precheck),
                    precheck.number("coverageThreshold", 0, 100),
                    failOn == null ? null : WireEnum.of(FailOn.class, failOn).orElseThrow());
            String name = section.text("name");
            WireEnum.of(Channel.class, name == null ? "" : name).ifPresent(channel -> channels.put(channel, profile));
        }
        return channels;
    }

    private static List<MinimumSeverity> severities(ConfigSection precheck) {
        ConfigSection section = precheck.section("severities");
        List<MinimumSeverity> severities = new ArrayList<>();
        for (String rule : section.keys()) {
            String severity = section.oneOf(rule, List.of("error", "warning"));
            if (!section.has(rule)) {
                section.report(rule, "\"" + rule + "\" must be error or warning");
            } else if (severity != null) {
                severities.add(new MinimumSeverity(
                        rule, Severity.valueOf(severity.toUpperCase(Locale.ROOT)), section.location(rule)));
            }
        }
        return severities;
    }

    /** Empty if a required value is missing or invalid, so that half a suppression never has an effect. */
    private static Optional<Suppression> suppression(ConfigSection section) {
        section.allow(Set.of("rule", "path", "line", "reason", "expires"));
        if (section.has("line") && !section.has("path")) {
            section.report("line", "a suppression with a line also needs the path of the file");
        }
        String rule = required(section, "rule");
        String path = section.text("path");
        Integer line = section.integer("line", 1, Integer.MAX_VALUE);
        String reason = required(section, "reason");
        LocalDate expires = date(section);
        boolean valid = section.has("path") == (path != null) && section.has("line") == (line != null);
        return rule == null || reason == null || expires == null || !valid
                ? Optional.empty()
                : Optional.of(new Suppression(rule, path, line, reason, expires, section.location()));
    }

    private static @Nullable String required(ConfigSection section, String key) {
        if (!section.has(key)) {
            section.report("", "a suppression has no " + key);
        }
        return section.text(key);
    }

    private static @Nullable LocalDate date(ConfigSection section) {
        String text = required(section, "expires");
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            section.report("expires", "\"expires\" must be a date such as 2026-12-31");
            return null;
        }
    }
}
