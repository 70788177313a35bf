package io.jenkins.plugins.powerx.checks;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.checks.api.ChecksAnnotation;
import io.jenkins.plugins.checks.api.ChecksAnnotation.ChecksAnnotationBuilder;
import io.jenkins.plugins.checks.api.ChecksAnnotation.ChecksAnnotationLevel;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails.ChecksDetailsBuilder;
import io.jenkins.plugins.checks.api.ChecksOutput;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.powerx.release.FindingsSink;
import io.jenkins.plugins.powerx.release.ReleaseFinding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.FindingCounts;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/** Publishes the precheck's findings as a check, whose name is PowerX for the first plugin of a build. */
@Extension(optional = true)
public final class ChecksFindingsSink extends FindingsSink {
    /** Code hosts accept no more in one request. */
    private static final int ANNOTATIONS = 50;

    @Override
    protected void accept(
            @NonNull Run<?, ?> run,
            @NonNull TaskListener log,
            @NonNull String check,
            @NonNull String page,
            @NonNull String repositoryFolder,
            @NonNull List<ReleaseFinding> findings) {
        FindingCounts counts = FindingCounts.ofSeverities(
                findings.stream().map(ReleaseFinding::severity).toList());
        ChecksDetailsBuilder details = new ChecksDetailsBuilder()
                .withName(check)
                .withStatus(ChecksStatus.COMPLETED)
                .withConclusion(counts.errors() == 0 ? ChecksConclusion.SUCCESS : ChecksConclusion.FAILURE)
                .withOutput(new ChecksOutput.ChecksOutputBuilder()
                        .withTitle(counts.text())
                        .withSummary(findings.isEmpty() ? "The plugin passed all checks." : "See the annotations.")
                        .withAnnotations(annotations(repositoryFolder, findings))
                        .build());
        String root = Jenkins.get().getRootUrl();
        if (root != null) {
            details.withDetailsURL(root + run.getUrl() + page + "/");
        }
        ChecksPublisherFactory.fromRun(run, log).publish(details.build());
    }

    private static List<ChecksAnnotation> annotations(String repositoryFolder, List<ReleaseFinding> findings) {
        List<ChecksAnnotation> annotations = new ArrayList<>();
        for (ReleaseFinding finding : findings) {
            String file = finding.getFile();
            if (file != null && annotations.size() < ANNOTATIONS) {
                annotations.add(new ChecksAnnotationBuilder()
                        .withPath(repositoryFolder + file)
                        .withLine(Math.max(1, finding.getLine()))
                        .withAnnotationLevel(level(finding.severity()))
                        .withTitle(finding.getRule())
                        .withMessage(finding.getMessage())
                        .build());
            }
        }
        return annotations;
    }

    private static ChecksAnnotationLevel level(Severity severity) {
        return switch (severity) {
            case ERROR -> ChecksAnnotationLevel.FAILURE;
            case WARNING -> ChecksAnnotationLevel.WARNING;
            case INFO -> ChecksAnnotationLevel.NOTICE;
        };
    }
}
