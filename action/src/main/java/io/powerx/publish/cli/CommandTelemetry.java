package io.powerx.publish.cli;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.options.LocalEnvironment;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.telemetry.RunTelemetry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The telemetry of a publish command, which begins before its configuration is read. */
final class CommandTelemetry implements AutoCloseable {
    private final RunTelemetry run;
    private final boolean sandbox;
    private Optional<Invocation> known;

    private CommandTelemetry(RunTelemetry run, boolean sandbox, Optional<Invocation> known) {
        this.run = run;
        this.sandbox = sandbox;
        this.known = known;
    }

    /** @param settings the settings that the user specified */
    static CommandTelemetry begin(
            PxCommand command, CommandFrontEnd frontEnd, Console console, Map<Setting, String> settings) {
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
                ? RunTelemetry.off(frontEnd.redactor(), frontEnd.host().clock())
                : RunTelemetry.begin(
                        spool,
                        frontEnd.redactor(),
                        frontEnd.host().clock(),
                        frontEnd.host().reportLimit());
        return new CommandTelemetry(run, sandbox, early);
    }

    RunTelemetry run() {
        return run;
    }

    /** Follows the complete configuration, now that it is known. */
    void configured(Invocation invocation) {
        known = Optional.of(invocation);
        if (!invocation.config().flag(Setting.TELEMETRY)) {
            run.discard();
        }
    }

    /** Reports the failure, and sends it if the command failed before it knew where to. */
    void failed(PublishException failure) {
        connect();
        run.failed(failure);
    }

    private void connect() {
        if (run.isConnected() || sandbox || known.isEmpty()) {
            return;
        }
        try {
            Invocation invocation = known.get();
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
