package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.Channel;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Objects;

/** PowerX's release gate turns away notes of less than 20 characters. */
final class ReleaseNotesAreLongEnough extends DescribedRule {
    private static final int LEAST = 20;

    ReleaseNotesAreLongEnough() {
        super(
                "PX-N002",
                "The release notes have at least 20 characters",
                "PowerX release gate DOCS_INCOMPLETE",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        String notes = plugin.request().notes();
        return notes != null && !notes.isBlank();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String notes = Objects.requireNonNullElse(plugin.request().notes(), "").strip();
        int length = notes.codePointCount(0, notes.length());
        if (length < LEAST) {
            findings.add(
                    plugin.request().channel() == Channel.STABLE ? Severity.ERROR : Severity.WARNING,
                    "The release notes have %d characters: %s".formatted(length, notes),
                    "Say in a sentence or two what changes for those who upgrade.",
                    null);
        }
    }
}
