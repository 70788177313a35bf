package io.powerx.publish.sandbox.section;

import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.NotesMarkdown;

/** The release notes. */
public final class NotesSection {
    private NotesSection() {}

    public static void write(Html html, VersionView view) {
        String text = view.metadata().at("/releaseNotes/text").asText();
        Sections.begin(html, "notes");
        if (view.metadata().at("/releaseNotes/generated").asBoolean()) {
            html.leaf("p", "These notes were generated from the commits.", "class", "quiet");
        }
        if (text.isBlank()) {
            html.leaf("p", "There are none.", "class", "quiet");
        } else {
            NotesMarkdown.write(html, text);
        }
        html.close();
    }
}
