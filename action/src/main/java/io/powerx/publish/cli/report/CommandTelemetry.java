package io.powerx.publish.cli.report;

import io.powerx.publish.TargetsPublisher;
import io.powerx.publish.cli.invocation.CommandFrontEnd;
import io.powerx.publish.cli.invocation.ForwardingResults;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.invocation.Results;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.metrics.MeasuredRun;
import io.powerx.publish.options.LocalEnvironment;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.telemetry.EndDelay;
import io.powerx.publish.telemetry.RunTelemetry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The telemetry of a publish command, which begins before its configuration is read. */
public final class CommandTelemetry implements AutoCloseable {
    private final RunTelemetry run;
    private final boolean sandbox;
    private Optional<Invocation> known;
    private Optional<List<MeasuredRun>> ofTargets = Optional.empty();

    private CommandTelemetry(RunTelemetry run, boolean sandbox, Optional<Invocation> known) {
        this.run = run;
        this.sandbox = sandbox;
        this.known = known;
    }

    /**
     * @param settings the settings that the user specified
     * @param delay that all reports on the command share
     */
    public static CommandTelemetry begin(
            PxCommand command,
            CommandFrontEnd frontEnd,
            Console console,
            Map<Setting, String> settings,
            EndDelay delay) {
        if (!command.isPublish()) {
            return new CommandTelemetry(RunTelemetry.none(), false, Optional.empty());
        }
        Optional<Invocation> early = Invocation.early(frontEnd, console, settings);
        boolean off = early.map(Invocation::config)
                .filter(config -> !config.flag(Setting.TELEMETRY) || config.flag(Setting.DRY_RUN))
                .isPresent();
        boolean sandbox = early.filter(invocation -> invocation.config().flag(Setting.SANDBOX))
                .isPresent();
        // A sandbox has no part in the events of real Marketplaces, and they have none in its own.
        Path spool =
                sandbox ? null : LocalEnvironment.telemetrySpool(frontEnd.host().home());
        RunTelemetry run = off
                ? RunTelemetry.off(frontEnd.redactor(), frontEnd.host().clock(), delay)
                : RunTelemetry.begin(spool, frontEnd.redactor(), frontEnd.host().clock(), delay);
        return new CommandTelemetry(run, sandbox, early);
    }

    /**
     * Begins the telemetry of one of several targets, which counts as a separate run. Closing the telemetry of the command closes it.
     *
     * @param target the configuration for that target
     */
    public static RunTelemetry ofTarget(Invocation target) {
        if (!target.config().flag(Setting.TELEMETRY)) {
            return RunTelemetry.off(target.redactor(), target.host().clock());
        }
        Path spool = target.config().flag(Setting.SANDBOX)
                ? null
                : LocalEnvironment.telemetrySpool(target.host().home());
        RunTelemetry run = target.telemetry().beginTarget(spool);
        connect(run, target);
        return run;
    }

    public RunTelemetry run() {
        return run;
    }

    /** The runs that have ended with an outcome: one, or one for each target. */
    public List<MeasuredRun> runs() {
        return ofTargets.orElseGet(() -> run.last().stream()
                .map(last -> new MeasuredRun(
                        known.flatMap(invocation -> invocation.config().text(Setting.TARGET))
                                .orElse(null),
                        last))
                .toList());
    }

    /** The results, in which the runs of several targets are found. */
    public Results observing(Results results) {
        return new ForwardingResults(results) {
            @Override
            public void targets(List<TargetsPublisher.Outcome> outcomes) {
                ofTargets = Optional.of(outcomes.stream()
                        .flatMap(outcome -> Optional.ofNullable(outcome.last()).stream()
                                .map(last -> new MeasuredRun(outcome.target(), last)))
                        .toList());
                super.targets(outcomes);
            }
        };
    }

    /** Follows the complete configuration, now that it is known. */
    public void configured(Invocation invocation) {
        known = Optional.of(invocation);
        if (!invocation.config().flag(Setting.TELEMETRY)) {
            run.discard();
        }
    }

    /** Reports the failure, and sends it if the command failed before it knew where to. */
    public void failed(PublishException failure) {
        if (!run.isConnected() && !sandbox) {
            known.ifPresent(invocation -> connect(run, invocation));
        }
        run.failed(failure);
    }

    private static void connect(RunTelemetry run, Invocation invocation) {
        try {
            PublishOptionsMapper mapper = invocation.mapper();
            run.connect(mapper.telemetry(), mapper.http(), invocation.client(), invocation.listener());
        } catch (PublishException noEndpoint) {
            // The next run that knows an endpoint sends the event.
            return;
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
