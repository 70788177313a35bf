package io.powerx.publish.sandbox.section;

import io.powerx.publish.sandbox.api.PublishTable.HistoryEntry;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Words;
import java.util.Map;

/** What happened to the version, newest first. */
public final class HistorySection {
    private static final Map<String, String> ACTS = Map.of(
            "registered", "Registered",
            "uploaded", "Upload completed and verified",
            "submitted", "Submitted for review",
            "approved", "Approved",
            "needs_changes", "Asked for changes",
            "rejected", "Rejected",
            "decision_undone", "Decision undone",
            "review_paused", "Review paused",
            "queued", "Review resumed",
            "withdrawn", "Withdrawn");

    private HistorySection() {}

    public static void write(Html html, VersionView view) {
        Sections.begin(html, "history");
        html.open("ol", "class", "timeline");
        for (HistoryEntry entry : view.history()) {
            html.open("li").leaf("strong", words(entry.act()));
            html.text(" by " + entry.actor() + ", ");
            Words.time(html, entry.happenedAt());
            if (entry.reason() != null) {
                html.open("blockquote", "class", "said").prose(entry.reason()).close();
            }
            html.close();
        }
        html.close(2);
    }

    private static String words(String act) {
        return ACTS.getOrDefault(act, act.replace('_', ' '));
    }
}
