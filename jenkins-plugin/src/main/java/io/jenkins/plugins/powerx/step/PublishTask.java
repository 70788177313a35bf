package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.powerx.agent.RepositoryFolder;
import io.jenkins.plugins.powerx.config.JenkinsVocabulary;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.release.ReleaseRecorder;
import io.jenkins.plugins.powerx.release.ReviewEnd;
import io.powerx.publish.Publisher;
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
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.stage.StagePlan;
import io.powerx.publish.telemetry.RunTelemetry;
import io.powerx.publish.workbench.Workbench;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;

/**
 * One publish to one destination, on the calling thread. Running it again, after a restart or on another agent, resumes from the state that
 * the Marketplace reports.
 */
final class PublishTask {
    private final Run<?, ?> run;

    private final EnvVars environment;
    private final PxPublishStep step;
    private final PublishListener extra;
    private final String id;
    private final Destination destination;
    private final StepBuild build;
    private final PublishSettings settings;

    private final Clock clock = Clock.systemUTC();
    private final Redactor redactor;
    private final DebugLog debug;
    private final ConsoleListener console;
    private final ControllerAudit audit;
    private final PublishRecords records;
    private final BuildRecords files;

    /**
     * @param directory null if the agent is away, which allows only {@link #conclude}
     * @param id distinguishes this use of the step from others in the same build; the same after a restart
     * @param build of all destinations of the step
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
            StepBuild build,
            PublishListener extra) {
        this.run = run;
        this.environment = environment;
        this.step = step;
        this.id = id;
        this.destination = destination;
        this.build = build;
        this.extra = extra;
        this.redactor = build.redactor();
        this.debug = new DebugLog(clock, redactor);
        this.settings = new PublishSettings(step, environment, destination);
        this.console = new ConsoleListener(log, clock);
        this.audit = new ControllerAudit(run, environment, destination.target(), redactor, clock, console);
        this.records = new PublishRecords(run, directory, log, step, id, destination, redactor, console);
        this.files = new BuildRecords(run, log);
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

    /** Publishes, records the outcome in the build, and applies the findings to its result. */
    Result submit(StepVerdict verdict) throws IOException, InterruptedException {
        Result result = verdict.run(this::call, redactor::redact);
        verdict.onFindings(result.findings(), step.getUnstableOn());
        return result;
    }

    /** Follows the review of a submitted version; empty if the build no longer has its release. */
    Optional<CompletableFuture<ReviewEnd>> follow(PendingReview pending) {
        return new ReviewFollower(run, console, clock).follow(pending);
    }

    /** Records how the review ended, in the receipt and its copies, and applies it to the result of the build. */
    Result conclude(StepVerdict verdict, PendingReview pending, ReviewEnd end)
            throws IOException, InterruptedException {
        UnaryOperator<String> redact = end.redactor()::redact;
        Result result = verdict.run(() -> reviewed(pending, end), redact);
        verdict.onReview(result.unapproved(), step.getWaitResult(), redact);
        return result;
    }

    private Result reviewed(PendingReview pending, ReviewEnd end) throws IOException, InterruptedException {
        try {
            return ReviewFollower.conclude(pending, end, records.folder().resolve(PublishRecords.RECEIPT));
        } finally {
            records.handOut(pending.archivedReceipt());
        }
    }

    private Result call() throws IOException, InterruptedException {
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
        ReleaseRecorder recorder = new ReleaseRecorder(redactor, clock);
        try {
            return publish(recorder, telemetry);
        } catch (PublishException e) {
            records.failed(e, recorder, debug);
            throw e;
        }
    }

    private Result publish(ReleaseRecorder recorder, RunTelemetry telemetry) throws IOException, InterruptedException {
        settings.requireChannel();
        StepChoices.require(step);
        records.begin(RepositoryFolder.of(build.project(), build.directory(), environment.get("WORKSPACE")));
        PublishListener listener = recorder.and(console).and(debug).and(audit).and(extra);
        if (destination.target() != null) {
            listener.on(new PublishEvent.TargetStarted(destination.target()));
        }
        PublishOptions options = options(telemetry);
        Publisher publisher = new Publisher(
                build.workbench(), listener, redactor, JenkinsVocabulary.INSTANCE, Timing.SYSTEM, build.signatures());
        if (options.mode().dryRun()) {
            telemetry.discard();
            return plan(publisher, options, recorder);
        }
        Receipt receipt = records.continued(publisher.publish(options, telemetry));
        audit.submitted(receipt);
        String archived = records.submitted(recorder.succeeded(receipt));
        build.record(files);
        Map<String, Object> values = ReleaseMap.of(receipt, destination.target());
        Duration waitTimeout = options.mode().waitTimeout();
        PendingReview pending = waitTimeout == null || receipt.versionId() == null
                ? null
                : new PendingReview(records.attempt(), values, archived, clock.instant(), waitTimeout);
        return new Result(receipt, values, recorder.findings(), null, pending);
    }

    private PublishOptions options(RunTelemetry telemetry) throws IOException, InterruptedException {
        Workbench workbench = build.workbench();
        PublishTarget target = settings.target();
        records.publishTo(target);
        audit.configured(
                target,
                step,
                step.getSigningCredentialsId() == null
                        ? PxGlobalConfiguration.get().getSigningCredentialsId()
                        : step.getSigningCredentialsId());
        ResolvedConfig config = settings.resolve(target, workbench);
        if (!config.flag(Setting.TELEMETRY)) {
            telemetry.discard();
        }
        debug.begin(
                "px-publish for Jenkins " + JenkinsEnvironment.pluginVersion() + ", Jenkins " + Jenkins.VERSION,
                "step " + id + " of " + run.getExternalizableId() + " in "
                        + build.directory().getRemote(),
                config.lines(null));
        config.warnings().forEach(warning -> console.print("warning: " + redactor.redact(warning)));
        PublishFile file = PublishFiles.read(workbench::read, step.getConfig(), config);
        settings.requireDistinct(file.targets(), workbench);
        return new PublishOptionsMapper(
                        config,
                        new JenkinsEnvironment(
                                run,
                                environment,
                                step,
                                target,
                                config.text(Setting.NOTES).orElse(null),
                                redactor,
                                records.folder()))
                .map(file);
    }

    private Result plan(Publisher publisher, PublishOptions options, ReleaseRecorder recorder) {
        for (StagePlan plan : publisher.plan(options)) {
            for (String detail : plan.details()) {
                console.print("would " + plan.stage() + ": " + redactor.redact(detail));
            }
        }
        return new Result(null, ReleaseMap.dryRun(options, destination.target()), recorder.findings(), null, null);
    }
}
