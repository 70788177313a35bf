package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.section.VersionView;
import java.util.ArrayList;
import java.util.List;

/** The form that confirms a decision. */
final class DecisionForm {
    static final int MAX_NOTES_LENGTH = 20_000;

    private final VersionView view;
    private final String csrf;

    /** @param csrf the token of the reader's session */
    DecisionForm(VersionView view, String csrf) {
        this.view = view;
        this.csrf = csrf;
    }

    /** Adds the form as a box that its button opens above the page. */
    void popover(Html html, Decision decision) {
        String id = "decide-" + decision.value;
        html.open(
                "div", "id", id, "popover", "", "role", "dialog", "aria-labelledby", id + "-title", "class", "dialog");
        html.leaf("h2", title(decision), "id", id + "-title");
        form(html, decision, "", "", id);
        html.close();
    }

    /** What is asked. */
    String title(Decision decision) {
        String joint =
                switch (decision) {
                    case APPROVED, REJECTED -> " ";
                    case NEEDS_CHANGES -> " to ";
                    case PAUSED -> " the review of ";
                    case RESUMED -> " of ";
                };
        return decision.verb + joint + subject() + "?";
    }

    private String subject() {
        return view.name() + " " + view.publish().row().version();
    }

    /**
     * Adds the form.
     *
     * @param notes what the reviewer has written so far
     * @param problem with it; empty if there is none
     * @param id of the box around the form; empty if it is a page
     */
    void form(Html html, Decision decision, String notes, String problem, String id) {
        String field = "notes-" + decision.value;
        html.open("form", "method", "post", "action", view.path() + "/decision");
        html.leaf(
                "p",
                decision.consequence(
                        view.publish().row().channel(), view.publish().row().version()));
        html.open("input", "type", "hidden", "name", CsrfGuard.FIELD, "value", csrf);
        html.open("input", "type", "hidden", "name", "decision", "value", decision.value);
        html.leaf(
                "label",
                decision.needsReason() ? "Reason, for the publisher" : "Note for the publisher (optional)",
                "for",
                field);
        textarea(html, decision, notes, problem, field);
        if (!problem.isEmpty()) {
            html.leaf("p", problem, "id", field + "-problem", "class", "problem");
        }
        if (decision.ends) {
            html.leaf("p", "You can undo this for one minute.", "class", "quiet");
        }
        html.open("div", "class", "buttons");
        html.leaf("button", decision.confirm, "type", "submit", "class", "confirm " + decision.value);
        if (id.isEmpty()) {
            html.link(view.path(), "Cancel", "class", "button");
        } else {
            html.leaf("button", "Cancel", "type", "button", "popovertarget", id, "popovertargetaction", "hide");
        }
        html.close(2);
    }

    private static void textarea(Html html, Decision decision, String notes, String problem, String field) {
        String[] common = {
            "id", field, "name", "notes", "rows", "5", "maxlength", String.valueOf(MAX_NOTES_LENGTH), "autofocus", ""
        };
        html.open("textarea", with(common, decision.needsReason(), field, problem));
        // A parser drops a line feed at the beginning.
        html.text("\n").prose(notes).close();
    }

    private static String[] with(String[] common, boolean required, String field, String problem) {
        List<String> all = new ArrayList<>(List.of(common));
        if (required) {
            all.add("required");
            all.add("");
        }
        if (!problem.isEmpty()) {
            all.addAll(List.of("aria-invalid", "true", "aria-describedby", field + "-problem"));
        }
        return all.toArray(String[]::new);
    }
}
