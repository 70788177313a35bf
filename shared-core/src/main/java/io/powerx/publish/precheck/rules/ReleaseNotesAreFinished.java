package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.Channel;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notes with a reminder in them are not finished. */
final class ReleaseNotesAreFinished extends DescribedRule {
    /** Marks as people write them; the words of a plugin about to-do lists are none. */
    private static final Pattern MARK =
            Pattern.compile("\\b(?:TODO|FIXME|TBD|XXX)\\b|(?i:\\btodo:)|^\\s*[-*] \\[ \\]", Pattern.MULTILINE);

    ReleaseNotesAreFinished() {
        super(
                "PX-N003",
                "The release notes hold no TODO",
                "PowerX release gate QA_PENDING_TASKS",
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
        String notes = Objects.requireNonNullElse(plugin.request().notes(), "");
        Matcher mark = MARK.matcher(notes);
        if (mark.find()) {
            int start = notes.lastIndexOf('\n', mark.start()) + 1;
            int end = notes.indexOf('\n', mark.end());
            findings.add(
                    plugin.request().channel() == Channel.STABLE ? Severity.ERROR : Severity.WARNING,
                    "The release notes are not finished: "
                            + notes.substring(start, end < 0 ? notes.length() : end)
                                    .strip(),
                    "Finish the line, or remove it.",
                    null);
        }
    }
}
