package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.powerx.agent.AgentWorkbench;
import io.jenkins.plugins.powerx.agent.LostAgent;
import io.jenkins.plugins.powerx.agent.RepositoryFolder;
import io.jenkins.plugins.powerx.config.JenkinsVocabulary;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.release.BuildNames;
import io.jenkins.plugins.powerx.release.FindingsSink;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReleaseRecorder;
import io.jenkins.plugins.powerx.release.ReviewEnd;
import io.powerx.publish.Publisher;
import io.powerx.publish.TargetsPublisher;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.FailOn;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.DebugLog;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.http.Timing;
import io.powerx.publish.options.PublishFiles;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.stage.StagePlan;
import io.powerx.publish.telemetry.RunTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jenkins.model.Jenkins;

/**
 * One publish to one destination, on the calling thread. Running it again, after a restart or on another agent, resumes from the state that
 * the Marketplace reports.
 */
final class PublishTask {
    static final String RECEIPT = "publish-receipt.json";

    private final Run<?, ?> run;

    @CheckForNull
    private final FilePath directory;

    private final EnvVars environment;
    private final TaskListener log;
    private final PxPublishStep step;
    private final PublishListener extra;
    private final String id;

    private final Destination destination;

    /** As the script specifies it; null to leave it to the environment, the project and the global configuration. */
    @CheckForNull
    private final String channel;

    private final Clock clock = Clock.systemUTC();
    private final Redactor redactor = new Redactor();
    private final DebugLog debug = new DebugLog(clock, redactor);
    private final ConsoleListener console;
    private final ControllerAudit audit;

    @CheckForNull
    private PublishTarget target;

    private String repositoryFolder = "";

    /**
     * @param directory null if the agent is away, which allows only {@link #reviewed}
     * @param id distinguishes this use of the step from others in the same build; the same after a restart
     * @param extra also receives the events
     */
    PublishTask(
            Run<?, ?> run,
            @CheckForNull FilePath directory,
            EnvVars environment,
            TaskListener log,
            PxPublishStep step,
            String id,
            Destination destination,
            PublishListener extra) {
        this.run = run;
        this.directory = directory;
        this.environment = environment;
        this.log = log;
        this.step = step;
        this.id = id;
        this.destination = destination;
        this.channel = destination.channel();
        this.extra = extra;
        this.console = new ConsoleListener(log, clock);
        this.audit = new ControllerAudit(run, environment, destination.target(), redactor, clock, console);
    }

    /**
     * The outcome of a publish.
     *
     * @param receipt null after a dry run
     * @param values what the step returns
     * @param unapproved why a review ended without approval or not in time; null if it was approved, or if the step did not wait
     * @param pending the review to wait for; null if the step does not wait
     */
    record Result(
            @CheckForNull Receipt receipt,
            Map<String, Object> values,
            List<Finding> findings,
            @CheckForNull PublishException unapproved,
            @CheckForNull PendingReview pending) {}

    /**
     * Publishes, and records the outcome in the build.
     *
     * @throws PublishException if the publish fails; callers must {@link #redact} its texts
     */
    Result call() throws IOException, InterruptedException {
        boolean reported = step.isTelemetry() && !step.isDryRun();
        try (RunTelemetry telemetry = reported
                ? RunTelemetry.begin(JenkinsEnvironment.telemetrySpool(), redactor, clock)
                : RunTelemetry.none()) {
            return call(telemetry);
        }
    }

    private Result call(RunTelemetry telemetry) throws IOException, InterruptedException {
        if (!step.isDryRun()) {
            audit.started();
        }
        try {
            Result result = publish(telemetry);
            ended(telemetry, null);
            return result;
        } catch (PublishException e) {
            ended(telemetry, e);
            throw e;
        } catch (InterruptedException e) {
            ended(telemetry, PublishException.of(ErrorCode.INTERRUPTED, "publish", "the build was interrupted"));
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            ended(telemetry, PublishException.defect("publish", e));
            throw e;
        }
    }

    private void ended(RunTelemetry telemetry, @CheckForNull PublishException failure) {
        if (failure != null) {
            telemetry.failed(failure);
        }
        if (!step.isDryRun()) {
            audit.ended(failure);
        }
    }

    private Result publish(RunTelemetry telemetry) throws IOException, InterruptedException {
        Path folder = folder();
        FilePath output = temporary().child("powerx-publish-" + run.getNumber() + "-" + id);
        ReleaseRecorder recorder = new ReleaseRecorder(redactor, clock);
        try {
            Result result = publish(folder, output, recorder, telemetry);
            remove(output);
            return result;
        } catch (PublishException e) {
            failed(e, folder, recorder);
            if (!LostAgent.isCauseOf(e) && !Thread.currentThread().isInterrupted()) {
                remove(output);
            }
            throw e;
        }
    }

    private Result publish(Path folder, FilePath output, ReleaseRecorder recorder, RunTelemetry telemetry)
            throws IOException, InterruptedException {
        if (channel != null) {
            Channel.of(channel);
        }
        FilePath project = WorkspacePaths.project(directory, step);
        WorkspacePaths.resolve(directory, "receipt", receiptName());
        repositoryFolder = RepositoryFolder.of(project, directory, environment.get("WORKSPACE"));
        Files.createDirectories(folder);
        return publish(
                new AgentWorkbench(
                        project, WorkspacePaths.build(directory, step), output, "warning".equals(step.getFailOn())),
                folder,
                output,
                recorder,
                telemetry);
    }

    private Result publish(
            AgentWorkbench workbench, Path folder, FilePath output, ReleaseRecorder recorder, RunTelemetry telemetry)
            throws IOException, InterruptedException {
        PublishListener listener = recorder.and(console).and(debug).and(audit).and(extra);
        if (destination.target() != null) {
            listener.on(new PublishEvent.TargetStarted(destination.target()));
        }
        PublishTarget chosen = PublishTarget.of(step, targetName());
        target = chosen;
        audit.configured(
                chosen,
                step,
                step.getSigningCredentialsId() == null
                        ? PxGlobalConfiguration.get().getSigningCredentialsId()
                        : step.getSigningCredentialsId());
        ResolvedConfig config = settings(chosen, targetName()).resolve(environment, workbench);
        if (!config.flag(Setting.TELEMETRY)) {
            telemetry.discard();
        }
        debug.begin(
                "px-publish for Jenkins " + JenkinsEnvironment.pluginVersion() + ", Jenkins " + Jenkins.VERSION,
                "step " + id + " of " + run.getExternalizableId() + " in " + directory.getRemote(),
                config.lines(null));
        config.warnings().forEach(warning -> console.print("warning: " + redactor.redact(warning)));
        PublishFile file = PublishFiles.read(workbench::read, step.getConfig(), config);
        requireDistinct(file.targets(), workbench);
        PublishOptions options = new PublishOptionsMapper(
                        config,
                        new JenkinsEnvironment(
                                run,
                                environment,
                                step,
                                chosen,
                                config.text(Setting.NOTES).orElse(null),
                                redactor,
                                folder))
                .map(file);
        Publisher publisher = new Publisher(workbench, listener, redactor, JenkinsVocabulary.INSTANCE, Timing.SYSTEM);
        if (options.mode().dryRun()) {
            telemetry.discard();
            return plan(publisher, options, recorder);
        }
        Receipt receipt = continued(publisher.publish(options, telemetry), folder);
        audit.submitted(receipt);
        Release release = recorder.succeeded(receipt);
        BuildNames.Subject subject = subject(release);
        String archived = step.isArchive() ? BuildNames.file(run, receiptName(), subject, true) : null;
        keep(release, subject, archived);
        BuildRecords records = new BuildRecords(run, log);
        handOut(folder, records, archived);
        Optional<PackedArtifacts> packed = workbench.packed();
        if (packed.isPresent()) {
            records.fingerprint(output, packed.get());
            if (step.isArchivePackage()) {
                records.archivePackages(output, packed.get());
            }
        }
        Map<String, Object> values = ReleaseMap.of(receipt, destination.target());
        Duration waitTimeout = options.mode().waitTimeout();
        PendingReview pending = waitTimeout == null || receipt.versionId() == null
                ? null
                : new PendingReview(attempt(), values, archived, clock.instant(), waitTimeout);
        return new Result(receipt, values, recorder.findings(), null, pending);
    }

    /** Follows the review of a submitted version; empty if the build no longer has its release. */
    Optional<CompletableFuture<ReviewEnd>> follow(PendingReview pending) {
        return new ReviewFollower(run, console, clock).follow(pending);
    }

    /**
     * Records how the review ended, in the receipt and its copies.
     *
     * @throws PublishException if it could not be requested; its texts are redacted by the redactor of the end
     */
    Result reviewed(PendingReview pending, ReviewEnd end) throws IOException, InterruptedException {
        Path folder = folder();
        try {
            return ReviewFollower.conclude(pending, end, folder.resolve(RECEIPT));
        } finally {
            handOut(folder, new BuildRecords(run, log), pending.archivedReceipt());
        }
    }

    /**
     * The receipt without {@code alreadyPublished} if this use of the step has submitted the version before a restart, which its journal
     * in the folder of the build shows.
     */
    private Receipt continued(Receipt receipt, Path folder) {
        if (!receipt.alreadyPublished() || receipt.submittedAt() == null) {
            return receipt;
        }
        Receipt continued = receipt.continued();
        ReceiptFile.write(folder.resolve(RECEIPT), continued, redactor);
        return continued;
    }

    /**
     * Writes the receipt to the workspace and archives it.
     *
     * @param archived name in the archive; null to not archive it
     */
    private void handOut(Path folder, BuildRecords records, @CheckForNull String archived)
            throws IOException, InterruptedException {
        writeReceipt(folder);
        if (archived != null) {
            records.archive(folder, Map.of(archived, RECEIPT));
        }
    }

    private void failed(PublishException failure, Path folder, ReleaseRecorder recorder)
            throws IOException, InterruptedException {
        // Archiving fails on an interrupted thread, and the receipt matters most after an interrupt.
        boolean interrupted = Thread.interrupted();
        try {
            Release release = recorder.failed(
                    failure,
                    receiptOf(folder),
                    Util.fixNull(channel == null ? step.getChannel() : channel),
                    JenkinsVocabulary.INSTANCE);
            BuildNames.Subject subject = subject(release);
            boolean hasReceipt = Files.exists(folder.resolve(RECEIPT));
            String archived = hasReceipt && step.isArchive()
                    ? BuildNames.file(run, receiptName(), subject, !release.isAttemptFailed())
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
                writeReceipt(folder);
            }
        } catch (IOException e) {
            console.print("warning: could not store the records of the publish: " + redactor.redact(String.valueOf(e)));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Removes secrets from a text. */
    String redact(String text) {
        return redactor.redact(text);
    }

    /** The target that the step or its turn chooses; null if neither does. */
    @CheckForNull
    private String targetName() {
        return destination.target() == null ? step.getTarget() : destination.target();
    }

    private void requireDistinct(List<String> targets, AgentWorkbench workbench) {
        if (destination.target() == null) {
            return;
        }
        Map<String, String> places = new LinkedHashMap<>();
        for (String name : targets) {
            PublishTarget other = PublishTarget.of(step, name);
            places.put(
                    name,
                    other.endpoint().getUrl() + " "
                            + settings(other, name)
                                    .resolve(environment, workbench)
                                    .requiredText(Setting.CHANNEL));
        }
        TargetsPublisher.requireDistinct(places);
    }

    /** A publish contacts the Marketplace even if the environment sets prechecks to offline. */
    private StepSettings settings(PublishTarget chosen, @CheckForNull String name) {
        return StepSettings.of(step)
                .with(Setting.TARGET, name)
                .with(Setting.CHANNEL, channel)
                .with(Setting.DRY_RUN, step.isDryRun())
                .with(Setting.RESUME, step.getResume())
                .with(Setting.OFFLINE, "false")
                .with(Setting.PRECHECK_BLOCKS, FailOn.NEVER.wireName().equals(step.getFailOn()) ? "false" : null)
                .with(Setting.SKIP_PRECHECK, step.isSkipPrecheck())
                .with(Setting.SKIP_REASON, step.getSkipReason())
                .with(Setting.SIGNING_PROFILE, step.getSigningProfile())
                .with(Setting.SIGNING_KEY_ID, step.getSigningKeyId())
                .with(Setting.WAIT, step.isWait())
                .with(Setting.WAIT_TIMEOUT, step.getWaitTimeout())
                .with(Setting.UPLOAD_CONCURRENCY, step.getUploadConcurrency())
                .with(Setting.UPLOAD_LIMIT, step.getUploadLimit())
                .with(Setting.DEADLINE, step.getDeadline())
                .withGlobal(Setting.UPLOAD_HOSTS, chosen.endpoint().getUploadHosts())
                .with(Setting.TELEMETRY, step.isTelemetry() && chosen.endpoint().isTelemetry() ? null : "off");
    }

    private Result plan(Publisher publisher, PublishOptions options, ReleaseRecorder recorder) {
        for (StagePlan plan : publisher.plan(options)) {
            for (String detail : plan.details()) {
                console.print("would " + plan.stage() + ": " + redactor.redact(detail));
            }
        }
        return new Result(null, ReleaseMap.dryRun(options, destination.target()), recorder.findings(), null, null);
    }

    private void keep(Release release, BuildNames.Subject subject, @CheckForNull String archivedReceipt)
            throws IOException {
        PublishTarget chosen = target;
        release.sentTo(subject.endpoint(), step.getApiUrl() != null, chosen == null ? null : chosen.credentialsId());
        release.madeBy(attempt(), archivedReceipt);
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

    private void writeReceipt(Path folder) throws IOException, InterruptedException {
        Path receipt = folder.resolve(RECEIPT);
        if (directory == null) {
            console.print("warning: the agent is offline, so the receipt in the workspace is that of the submission");
        } else if (Files.exists(receipt)) {
            WorkspacePaths.resolve(directory, "receipt", receiptName()).write(Files.readString(receipt), "UTF-8");
        }
    }

    private String receiptName() {
        if (destination.target() != null) {
            String plain = step.getReceipt() == null ? RECEIPT : step.getReceipt();
            return PublishOptions.Outputs.fileOfTarget(plain, destination.target());
        }
        if (step.getReceipt() != null) {
            return step.getReceipt();
        }
        return channel != null && step.getChannels().size() > 1 ? "publish-receipt-" + channel + ".json" : RECEIPT;
    }

    private Path folder() {
        return run.getRootDir().toPath().resolve("powerx-publish").resolve(attempt());
    }

    /** Identifies this use of the step, and is the name of its folder; a channel that does not exist is not part of it. */
    private String attempt() {
        if (destination.target() != null) {
            return id + "-" + destination.target();
        }
        boolean valid = channel != null
                && Arrays.stream(Channel.values())
                        .anyMatch(known -> known.wireName().equals(channel));
        return valid ? id + "-" + channel : id;
    }

    private FilePath temporary() throws IOException {
        FilePath folder = WorkspaceList.tempDir(directory);
        if (folder == null) {
            throw new IOException("there is no folder for temporary files next to " + directory);
        }
        return folder;
    }

    @CheckForNull
    private static Receipt receiptOf(Path folder) {
        Path file = folder.resolve(RECEIPT);
        return Files.exists(file) ? ReceiptFile.read(file) : null;
    }

    private void remove(FilePath output) throws InterruptedException {
        try {
            output.deleteRecursive();
        } catch (IOException e) {
            console.print("warning: could not remove " + output.getRemote() + ": " + redactor.redact(e.toString()));
        }
    }
}
