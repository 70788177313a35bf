package io.powerx.publish.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.sandbox.api.ArtifactRow;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Layout;
import io.powerx.publish.sandbox.html.Words;
import io.powerx.publish.sandbox.section.AccessSection;
import io.powerx.publish.sandbox.section.ChangesSection;
import io.powerx.publish.sandbox.section.ComponentsSection;
import io.powerx.publish.sandbox.section.FilesSection;
import io.powerx.publish.sandbox.section.FindingsSection;
import io.powerx.publish.sandbox.section.HistorySection;
import io.powerx.publish.sandbox.section.ManifestSection;
import io.powerx.publish.sandbox.section.NotesSection;
import io.powerx.publish.sandbox.section.OverviewSection;
import io.powerx.publish.sandbox.section.ProvenanceSection;
import io.powerx.publish.sandbox.section.RolloutSection;
import io.powerx.publish.sandbox.section.Sections;
import io.powerx.publish.sandbox.section.SignatureSection;
import io.powerx.publish.sandbox.section.VersionView;

/** The page of a version, with everything that a reviewer needs for a decision. */
final class VersionPage {
    private VersionPage() {}

    static Html write(VersionView view, DecisionBar bar) {
        String title = view.name() + " " + view.publish().row().version();
        Html html = Layout.begin(title, Layout.Place.ELSEWHERE);
        Layout.breadcrumbs(
                html,
                view.publish().row().version(),
                "/",
                "Review queue",
                VersionList.pluginPath(view.publish().row().pluginId()),
                view.name());
        bar.write(html);
        html.open("div", "class", "columns").open("div", "class", "content");
        OverviewSection.write(html, view);
        ChangesSection.write(html, view);
        FindingsSection.write(html, view);
        NotesSection.write(html, view);
        RolloutSection.write(html, view);
        AccessSection.write(html, view);
        FilesSection.write(html, view);
        ManifestSection.write(html, view);
        ComponentsSection.write(html, view);
        ProvenanceSection.write(html, view);
        SignatureSection.write(html, view);
        HistorySection.write(html, view);
        html.close();
        aside(html, view);
        html.close();
        return html;
    }

    private static void aside(Html html, VersionView view) {
        html.open("aside", "aria-label", "Facts");
        html.open("nav", "aria-label", "On this page", "class", "toc").open("ul");
        for (String id : Sections.ORDER) {
            boolean shown =
                    switch (id) {
                        case "changes" -> view.artifact() != null;
                        case "manifest" -> view.pack() != null && view.pack().manifest() != null;
                        default -> true;
                    };
            if (shown) {
                html.open("li").link("#" + id, Sections.title(id)).close();
            }
        }
        html.close(2);
        facts(html, view);
        html.close();
    }

    private static void facts(Html html, VersionView view) {
        JsonNode build = view.metadata().path("build");
        ArtifactRow artifact = view.artifact();
        html.open("dl", "class", "facts stacked");
        Layout.fact(html, "Plugin", view.publish().row().pluginId());
        Layout.fact(html, "Core versions", view.metadata().path("hostRange").asText("not stated"));
        if (artifact != null) {
            Layout.fact(html, "Package", Quantities.size(artifact.size()));
        }
        if (view.pack() != null && view.pack().problem() == null) {
            Layout.fact(
                    html,
                    "Unpacked",
                    Quantities.size(view.pack().bytes()) + ", "
                            + Quantities.count(view.pack().entries().size(), "file"));
        }
        Layout.fact(html, "Publisher", view.publish().row().registeredBy());
        Layout.fact(html, "Registered", Words.time(view.publish().row().createdAt()));
        if (view.publish().review() != null) {
            Layout.fact(html, "Submitted", Words.time(view.publish().review().submittedAt()));
        }
        Layout.fact(html, "Commit", build.path("commit").asText());
        Layout.fact(html, "Repository", build.path("repository").asText());
        Layout.fact(html, "Builder", build.path("builder").asText());
        Layout.fact(html, "Build", build.path("buildUrl").asText());
        Layout.fact(html, "Built", Words.foreignTime(build.path("timestamp").asText()));
        Layout.fact(html, "Publish id", view.publish().row().publishId());
        Layout.fact(html, "Version id", view.publish().row().versionId());
        html.close();
    }
}
