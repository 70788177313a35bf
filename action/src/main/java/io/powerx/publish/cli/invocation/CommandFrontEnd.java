package io.powerx.publish.cli.invocation;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.Sources;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.telemetry.RunTelemetry;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A front end that runs commands: the command or the action.
 *
 * @param name the front end's name in the contract: {@code cli} or {@code github-action}
 * @param explicitName the front end's name for a setting that the user specified
 * @param listening wraps the front end's listener around the one that prints the log
 * @param telemetry of the run
 * @param trace that its requests belong to; null for none
 */
public record CommandFrontEnd(
        String name,
        Host host,
        Redactor redactor,
        Vocabulary vocabulary,
        Sources.ExplicitName explicitName,
        UnaryOperator<PublishListener> listening,
        Results results,
        RunTelemetry telemetry,
        @Nullable TraceContext trace) {

    /** A front end that runs no publish yet. */
    public CommandFrontEnd(
            String name,
            Host host,
            Redactor redactor,
            Vocabulary vocabulary,
            Sources.ExplicitName explicitName,
            UnaryOperator<PublishListener> listening,
            Results results) {
        this(name, host, redactor, vocabulary, explicitName, listening, results, RunTelemetry.none(), null);
    }

    /** This front end, whose words for other commands repeat how this run reaches the Marketplace. */
    public CommandFrontEnd connecting(Map<Setting, String> settings) {
        return new CommandFrontEnd(
                name,
                host,
                redactor,
                vocabulary.connecting(CommandSettings.connection(settings)),
                explicitName,
                listening,
                results,
                telemetry,
                trace);
    }

    /** This front end with the vocabulary of that command. */
    public CommandFrontEnd forCommand(String command) {
        return new CommandFrontEnd(
                name,
                host,
                redactor,
                vocabulary.forCommand(command),
                explicitName,
                listening,
                results,
                telemetry,
                trace);
    }

    /** The program with that front end, as it identifies itself to servers. */
    public static Client client(String name) {
        return new Client("px-publish", ClientVersion.current(), name);
    }

    /**
     * This front end for one run.
     *
     * @param observer of the run
     * @param observed the results that the run reports, which pass them on to those of this front end
     */
    public CommandFrontEnd forRun(
            PublishListener observer,
            Results observed,
            RunTelemetry telemetryOfRun,
            @Nullable TraceContext traceOfRun) {
        return new CommandFrontEnd(
                name,
                host,
                redactor,
                vocabulary,
                explicitName,
                listener -> listening.apply(listener.and(observer)),
                observed,
                telemetryOfRun,
                traceOfRun);
    }
}
