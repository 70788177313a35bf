package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class ReleaseNotesAreFinished extends DescribedRule {
    /** The usual forms of reminders, but not the words of a plugin for to-do lists. */
    private static final Pattern REMINDER =
            Pattern.compile("\\b(?:TODO|FIXME|TBD|XXX)\\b|(?i:\\btodo:)|^\\s*[-*] \\[ \\]", Pattern.MULTILINE);

    ReleaseNotesAreFinished() {
        super(
                "PX-N003",
                "The release notes contain no reminders such as TODO",
                "PowerX release gate QA_PENDING_TASKS",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.notes().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String notes = plugin.notes();
        Matcher reminder = REMINDER.matcher(notes);
        if (reminder.find()) {
            int start = notes.lastIndexOf('\n', reminder.start()) + 1;
            int end = notes.indexOf('\n', reminder.end());
            findings.add(
                    plugin.errorIfStable(),
                    "The release notes contain a reminder: "
                            + notes.substring(start, end < 0 ? notes.length() : end)
                                    .strip(),
                    "Complete the line, or remove it.",
                    null);
        }
    }
}
