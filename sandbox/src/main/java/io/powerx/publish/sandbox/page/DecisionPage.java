package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Layout;
import io.powerx.publish.sandbox.section.OverviewSection;
import io.powerx.publish.sandbox.section.VersionView;

/** The confirmation of a decision as a page: for browsers without dialogs, and for a form with a mistake. */
final class DecisionPage {
    private DecisionPage() {}

    /**
     * @param notes what the reviewer has written so far
     * @param problem with it; empty if there is none
     */
    static Html write(VersionView view, String csrf, Decision decision, String notes, String problem) {
        DecisionForm form = new DecisionForm(view, csrf);
        String title = form.title(decision);
        Html html = Layout.begin(problem.isEmpty() ? title : "Error: " + title, Layout.Place.ELSEWHERE);
        Layout.breadcrumbs(
                html,
                decision.verb,
                "/",
                "Review queue",
                VersionList.pluginPath(view.publish().row().pluginId()),
                view.name(),
                view.path(),
                view.publish().row().version());
        html.open("div", "class", "page-form").leaf("h1", title);
        form.form(html, decision, notes, problem, "");
        html.close();
        OverviewSection.write(html, view);
        return html;
    }
}
