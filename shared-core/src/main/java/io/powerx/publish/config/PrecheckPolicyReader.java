package io.powerx.publish.config;

import io.powerx.publish.config.PrecheckPolicy.Suppression;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Reads a {@link PrecheckPolicy} from the section {@code precheck}. */
final class PrecheckPolicyReader {
    private PrecheckPolicyReader() {}

    static PrecheckPolicy read(ConfigSection precheck) {
        List<Suppression> suppressions =
                precheck.allow(Set.of("failOn", "suppressions")).sections("suppressions").stream()
                        .map(PrecheckPolicyReader::suppression)
                        .toList();
        return new PrecheckPolicy(suppressions);
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
