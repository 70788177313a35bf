package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.powerx.agent.LostAgent;
import io.jenkins.plugins.powerx.config.JenkinsVocabulary;
import io.jenkins.plugins.powerx.release.BuildNames;
import io.jenkins.plugins.powerx.release.FindingsSink;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReleaseRecorder;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.DebugLog;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a build keeps of a publish to one destination: the release, the receipt, the debug log and the findings. */
final class PublishRecords {
    static final String RECEIPT = "publish-receipt.json";

    private final Run<?, ?> run;

    @CheckForNull
    private final FilePath directory;

    private final TaskListener log;
    private final PxPublishStep step;
    private final Destination destination;
    private final String attempt;
    private final Redactor redactor;
    private final ConsoleListener console;

    @CheckForNull
    private PublishTarget target;

    private String repositoryFolder = "";

    /**
     * @param directory of the step; null if the agent is away, so that the receipt in the workspace stays as it is
     * @param id distinguishes this use of the step from others in the same build; the same after a restart
     */
    PublishRecords(
            Run<?, ?> run,
            @CheckForNull FilePath directory,
            TaskListener log,
            PxPublishStep step,
            String id,
            Destination destination,
            Redactor redactor,
            ConsoleListener console) {
        this.run = run;
        this.directory = directory;
        this.log = log;
        this.step = step;
        this.destination = destination;
        this.attempt = destination.attempt(id);
        this.redactor = redactor;
        this.console = console;
    }

    /** Identifies this use of the step, and is the name of its folder. */
    String attempt() {
        return attempt;
    }

    /** The folder of the build, on the controller, for receipt and journal. */
    Path folder() {
        return run.getRootDir().toPath().resolve("powerx-publish").resolve(attempt);
    }

    /**
     * Prepares the folder for a publish.
     *
     * @param project folder of the plugin in its repository, for the paths in findings
     * @throws PublishException if the receipt would be written outside the workspace
     */
    void begin(String project) throws IOException, InterruptedException {
        WorkspacePaths.file(directory, "receipt", destination.receipt(step));
        repositoryFolder = project;
        Files.createDirectories(folder());
    }

    /** The Marketplace of the publish. */
    void publishTo(PublishTarget chosen) {
        target = chosen;
    }

    /**
     * Keeps the release and the receipt of a version that was submitted.
     *
     * @return name of the archived receipt; null if the step does not archive it
     */
    @CheckForNull
    String submitted(Release release) throws IOException, InterruptedException {
        BuildNames.Subject subject = subject(release);
        String archived = step.isArchive() ? BuildNames.file(run, destination.receipt(step), subject, true) : null;
        keep(release, subject, archived);
        handOut(archived);
        return archived;
    }

    /**
     * Writes the receipt to the workspace and archives it.
     *
     * @param archived name in the archive; null to not archive it
     */
    void handOut(@CheckForNull String archived) throws IOException, InterruptedException {
        writeReceipt();
        if (archived != null) {
            new BuildRecords(run, log).archive(folder(), Map.of(archived, RECEIPT));
        }
    }

    /**
     * The receipt without {@code alreadyPublished} if this use of the step has submitted the version before a restart, which its journal
     * in the folder of the build shows.
     */
    Receipt continued(Receipt receipt) {
        if (!receipt.alreadyPublished() || receipt.submittedAt() == null) {
            return receipt;
        }
        Receipt continued = receipt.continued();
        ReceiptFile.write(folder().resolve(RECEIPT), continued, redactor);
        return continued;
    }

    /** Keeps the failed release, its receipt if there is one, and the debug log. */
    void failed(PublishException failure, ReleaseRecorder recorder, DebugLog debug)
            throws IOException, InterruptedException {
        // Archiving fails on an interrupted thread, and the receipt matters most after an interrupt.
        boolean interrupted = Thread.interrupted();
        try {
            keepFailed(failure, recorder, debug);
        } catch (IOException e) {
            console.print("warning: could not store the records of the publish: " + redactor.redact(IoFailure.text(e)));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void keepFailed(PublishException failure, ReleaseRecorder recorder, DebugLog debug)
            throws IOException, InterruptedException {
        Path folder = folder();
        Path receipt = folder.resolve(RECEIPT);
        boolean hasReceipt = Files.exists(receipt);
        Release release = recorder.failed(
                failure,
                hasReceipt ? ReceiptFile.read(receipt) : null,
                Util.fixNull(destination.channel() == null ? step.getChannel() : destination.channel()),
                JenkinsVocabulary.INSTANCE);
        BuildNames.Subject subject = subject(release);
        String archived = hasReceipt && step.isArchive()
                ? BuildNames.file(run, destination.receipt(step), subject, !release.isAttemptFailed())
                : null;
        String debugLog = BuildNames.file(run, DebugLog.FILE_NAME, subject, false);
        release.loggedIn(debugLog);
        if (!step.isDryRun()) {
            keep(release, subject, archived);
        }
        Files.createDirectories(folder);
        debug.write(folder, failure);
        Map<String, String> files = new HashMap<>();
        files.put(debugLog, DebugLog.FILE_NAME);
        if (archived != null) {
            files.put(archived, RECEIPT);
        }
        new BuildRecords(run, log).archive(folder, files);
        if (hasReceipt && !LostAgent.isCauseOf(failure)) {
            writeReceipt();
        }
    }

    private void keep(Release release, BuildNames.Subject subject, @CheckForNull String archivedReceipt)
            throws IOException {
        PublishTarget chosen = target;
        release.sentTo(subject.endpoint(), step.getApiUrl() != null, chosen == null ? null : chosen.credentialsId());
        release.madeBy(attempt, archivedReceipt);
        PublishAction.record(run, release);
        FindingsSink.send(run, log, subject, PublishAction.URL, repositoryFolder, release.getFindings());
    }

    private BuildNames.Subject subject(Release release) {
        PublishTarget chosen = target;
        String endpoint = chosen == null
                ? Util.fixNull(step.getApiUrl() == null ? step.getEndpoint() : step.getApiUrl())
                : chosen.endpoint().getName();
        return new BuildNames.Subject(release.getPluginId(), release.getChannel(), endpoint);
    }

    private void writeReceipt() throws IOException, InterruptedException {
        Path receipt = folder().resolve(RECEIPT);
        if (directory == null) {
            console.print("warning: the agent is offline, so the receipt in the workspace is that of the submission");
        } else if (Files.exists(receipt)) {
            String path = destination.receipt(step);
            WorkspacePaths.write(
                    WorkspacePaths.file(directory, "receipt", path),
                    Files.readString(receipt),
                    ErrorCode.RECEIPT_UNWRITABLE,
                    "write the receipt " + path);
        }
    }
}
