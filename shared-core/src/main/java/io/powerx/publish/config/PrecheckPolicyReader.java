package io.powerx.publish.config;

import io.powerx.publish.config.PrecheckPolicy.MinimumSeverity;
import io.powerx.publish.config.PrecheckPolicy.Profile;
import io.powerx.publish.config.PrecheckPolicy.Suppression;
import io.powerx.publish.finding.Severity;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a {@link PrecheckPolicy} from the sections {@code precheck} and {@code channels}. */
final class PrecheckPolicyReader {
    private PrecheckPolicyReader() {}

    static PrecheckPolicy read(ConfigSection root) {
        ConfigSection precheck = root.section("precheck").allow(Set.of("failOn", "severities", "suppressions"));
        List<Suppression> suppressions = precheck.sections("suppressions").stream()
                .map(PrecheckPolicyReader::suppression)
                .toList();
        return new PrecheckPolicy(suppressions, severities(precheck), channels(root));
    }

    /** Invalid names of channels are reported with the rollout. */
    private static Map<Channel, Profile> channels(ConfigSection root) {
        Map<Channel, Profile> channels = new EnumMap<>(Channel.class);
        for (ConfigSection section : root.sections("channels")) {
            ConfigSection precheck = section.section("precheck").allow(Set.of("coverageThreshold", "severities"));
            Profile profile = new Profile(severities(precheck), precheck.number("coverageThreshold", 0, 100));
            String name = section.text("name");
            WireEnum.of(Channel.class, name == null ? "" : name).ifPresent(channel -> channels.put(channel, profile));
        }
        return channels;
    }

    private static List<MinimumSeverity> severities(ConfigSection precheck) {
        ConfigSection section = precheck.section("severities");
        return section.keys().stream()
                .map(rule -> {
                    String severity = section.oneOf(rule, List.of("error", "warning"));
                    if (severity == null) {
                        throw section.error(rule, "\"" + rule + "\" must be error or warning");
                    }
                    return new MinimumSeverity(
                            rule, Severity.valueOf(severity.toUpperCase(Locale.ROOT)), section.location(rule));
                })
                .toList();
    }

    private static Suppression suppression(ConfigSection section) {
        section.allow(Set.of("rule", "path", "line", "reason", "expires"));
        if (section.has("line") && !section.has("path")) {
            throw section.error("line", "a suppression with a line also needs the path of the file");
        }
        return new Suppression(
                required(section, "rule"),
                section.text("path"),
                section.integer("line", 1, Integer.MAX_VALUE),
                required(section, "reason"),
                date(section),
                section.location());
    }

    private static String required(ConfigSection section, String key) {
        String text = section.text(key);
        if (text == null) {
            throw section.error("", "a suppression has no " + key);
        }
        return text;
    }

    private static LocalDate date(ConfigSection section) {
        String text = required(section, "expires");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw section.error("expires", "\"expires\" must be a date such as 2026-12-31");
        }
    }
}
