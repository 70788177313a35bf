package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.powerx.agent.LostAgent;
import io.jenkins.plugins.powerx.config.JenkinsVocabulary;
import io.powerx.publish.config.FailOn;
import io.powerx.publish.config.WireEnum;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.precheck.FindingCounts;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Applies outcomes to the build: failure, instability, warnings. */
final class StepVerdict {
    private static final int MAX_MESSAGE = 4_000;

    private final Run<?, ?> run;
    private final TaskListener log;

    @CheckForNull
    private final FlowNode node;

    /** @param node of a Pipeline; null in a freestyle build */
    StepVerdict(Run<?, ?> run, TaskListener log, @CheckForNull FlowNode node) {
        this.run = run;
        this.log = log;
        this.node = node;
    }

    /** Work that may throw a {@link PublishException}. */
    interface Work<T> {
        T call() throws IOException, InterruptedException;
    }

    /** Does the work; an expected failure becomes a line in the log, without a stack trace. */
    <T> T run(Work<T> work, UnaryOperator<String> redact) throws IOException, InterruptedException {
        try {
            return work.call();
        } catch (PublishException e) {
            if (e.code() == ErrorCode.INTERRUPTED && !LostAgent.isCauseOf(e)) {
                InterruptedException interrupted = new InterruptedException(redact.apply(e.getMessage()));
                interrupted.initCause(e);
                throw interrupted;
            }
            throw abort(e, redact);
        }
    }

    /**
     * Applies the findings of the precheck.
     *
     * @param unstableOn warning, error or never; null means never
     */
    void onFindings(List<Finding> findings, @CheckForNull String unstableOn) {
        FindingCounts counts = FindingCounts.of(findings);
        if (counts.errors() + counts.warnings() == 0) {
            return;
        }
        String message = "PowerX precheck: " + counts.text();
        if (counts.fail(WireEnum.of(FailOn.class, Util.fixNull(unstableOn)).orElse(FailOn.NEVER))) {
            unstable(message);
        } else {
            warn(Result.SUCCESS, message);
        }
    }

    /**
     * Applies the end of a review that the step waited for.
     *
     * @param unapproved why the review ended without approval or not in time; null if it was approved
     * @param result failure, unstable or success; null means failure
     */
    void onReview(@CheckForNull PublishException unapproved, @CheckForNull String result, UnaryOperator<String> redact)
            throws AbortException {
        if (unapproved == null) {
            return;
        }
        String message = text(unapproved, redact);
        if ("unstable".equals(result)) {
            unstable(message);
        } else if ("success".equals(result)) {
            log.getLogger().println("[PowerX] warning: " + message);
            warn(Result.SUCCESS, message);
        } else {
            throw abort(unapproved, redact);
        }
    }

    private void unstable(String message) {
        log.getLogger().println("[PowerX] unstable: " + message);
        run.setResult(Result.UNSTABLE);
        warn(Result.UNSTABLE, message);
    }

    private void warn(Result result, String message) {
        if (node != null) {
            node.addOrReplaceAction(new WarningAction(result).withMessage(message));
        }
    }

    private static AbortException abort(PublishException failure, UnaryOperator<String> redact) {
        AbortException abort = new AbortException(text(failure, redact));
        if (LostAgent.isCauseOf(failure)) {
            abort.initCause(failure);
        }
        return abort;
    }

    private static String text(PublishException failure, UnaryOperator<String> redact) {
        StringBuilder text = new StringBuilder(failure.code().wireName())
                .append(": ")
                .append(ForeignText.lines(redact.apply(failure.getMessage()), MAX_MESSAGE))
                .append("\nWhat to do: ")
                .append(failure.remedy(JenkinsVocabulary.INSTANCE));
        failure.requestId()
                .ifPresent(id -> text.append("\nRequest: ").append(ForeignText.oneLine(redact.apply(id), 200)));
        failure.supportUrl()
                .ifPresent(url -> text.append("\nSupport: ").append(ForeignText.oneLine(redact.apply(url), 500)));
        return text.toString();
    }
}
