package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.api.ReviewRow;
import io.powerx.publish.sandbox.api.Reviews;
import io.powerx.publish.sandbox.html.Chips;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Icon;
import io.powerx.publish.sandbox.html.Words;
import io.powerx.publish.sandbox.section.VersionView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bar that stays visible: what is under review, and the decisions. */
final class DecisionBar {
    private final VersionView view;
    private final String csrf;
    private final boolean undoable;
    private final @Nullable String next;

    /**
     * @param csrf the token of the reader's session; empty if the reader may not decide
     * @param undoable whether the decision can still be undone
     * @param next the path of the version that waits longest; null if none does
     */
    DecisionBar(VersionView view, String csrf, boolean undoable, @Nullable String next) {
        this.view = view;
        this.csrf = csrf;
        this.undoable = undoable;
        this.next = next;
    }

    void write(Html html) {
        html.open("div", "class", "bar");
        html.open("div", "class", "subject").open("h1");
        html.leaf("span", view.name(), "class", "name").text(" ");
        html.leaf("span", view.publish().row().version(), "class", "number").close();
        html.open("p", "class", "chips");
        Chips.state(html, view.state());
        Chips.risk(html, view.riskLevel());
        Chips.channel(html, view.publish().row().channel());
        ReviewRow review = view.publish().review();
        if (review != null && view.state().equals("queued")) {
            html.open("span", "class", "wait").text("for ");
            VersionList.waiting(html, Duration.between(review.submittedAt(), view.now()));
            html.close();
        }
        html.close(2);
        List<Decision> choices = choices();
        if (!choices.isEmpty()) {
            buttons(html, choices);
        }
        html.close();
        DecisionForm form = new DecisionForm(view, csrf);
        choices.forEach(decision -> form.popover(html, decision));
        if (review != null && review.isDecided()) {
            outcome(html, review);
        }
        if (review != null && csrf.isEmpty()) {
            html.leaf("p", "Only the machine that runs the sandbox can decide.", "class", "notice");
        }
    }

    private List<Decision> choices() {
        if (csrf.isEmpty()) {
            return List.of();
        }
        return switch (view.state()) {
            case "queued" -> List.of(Decision.APPROVED, Decision.NEEDS_CHANGES, Decision.REJECTED, Decision.PAUSED);
            case "review_paused" -> List.of(Decision.RESUMED);
            default -> List.of();
        };
    }

    private void buttons(Html html, List<Decision> choices) {
        html.open("div", "class", "decisions", "role", "group", "aria-label", "Decision");
        for (Decision decision : choices) {
            // A link for browsers that cannot open the box.
            html.link(view.path() + "/decision?decision=" + decision.value, decision.verb, "class", "button link");
            html.leaf(
                    "button",
                    decision.verb,
                    "type",
                    "button",
                    "class",
                    decision.value,
                    "popovertarget",
                    "decide-" + decision.value);
        }
        html.close();
    }

    private void outcome(Html html, ReviewRow review) {
        Instant decided = review.decidedAt();
        html.open("div", "class", "outcome " + review.status(), "role", "status");
        (review.status().equals("approved")
                        ? Icon.CHECK
                        : review.status().equals("rejected") ? Icon.CROSS : Icon.COMMENT)
                .write(html);
        html.open("div")
                .open("p")
                .leaf("strong", Words.state(review.status()))
                .text(" by " + review.decidedBy() + ", ");
        if (decided != null) {
            Words.time(html, decided);
        }
        html.text(".").close();
        if (review.notes() != null) {
            html.open("blockquote", "class", "said").prose(review.notes()).close();
        }
        html.close();
        html.open("div", "class", "buttons");
        if (undoable && !csrf.isEmpty() && decided != null) {
            html.open("form", "method", "post", "action", view.path() + "/undo");
            html.open("input", "type", "hidden", "name", CsrfGuard.FIELD, "value", csrf);
            html.open("button", "type", "submit");
            Icon.UNDO.write(html);
            html.text("Undo, until " + Words.clockTime(decided.plus(Reviews.UNDO)))
                    .close(2);
        }
        if (next != null) {
            html.link(next, "Next in the queue", "class", "button");
        }
        html.close(2);
    }
}
