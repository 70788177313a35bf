package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One thing that a reviewer asks to change. */
@ExportedBean(defaultVisibility = 2)
public final class ReviewComment {
    private static final int MAX_ISSUES = 50;

    private final String field;
    private final String message;

    ReviewComment(String field, String message) {
        this.field = field;
        this.message = message;
    }

    static List<ReviewComment> of(@NonNull List<Review.Issue> issues, @NonNull Redactor redactor) {
        List<ReviewComment> comments = new ArrayList<>();
        for (Review.Issue issue : issues.subList(0, Math.min(MAX_ISSUES, issues.size()))) {
            comments.add(new ReviewComment(
                    ForeignText.oneLine(issue.field(), 200, redactor),
                    ForeignText.oneLine(issue.message(), 2_000, redactor)));
        }
        return comments;
    }

    /** What it concerns; may be empty. */
    @Exported
    public String getField() {
        return field;
    }

    @Exported
    public String getMessage() {
        return message;
    }

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
