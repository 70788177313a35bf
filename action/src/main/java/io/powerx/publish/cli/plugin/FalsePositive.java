package io.powerx.publish.cli.plugin;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.ProjectFiles;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.json.Json;
import io.powerx.publish.options.LocalEnvironment;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.Rule;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import io.powerx.publish.telemetry.PrecheckDispute;
import io.powerx.publish.telemetry.TelemetrySettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user's report that the findings of a rule are wrong, which telemetry sends. */
record FalsePositive(String rule, String reason) {
    /**
     * @param rule what the user specified
     * @param reason null if none was specified
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} for an unknown rule or without a reason
     */
    static FalsePositive of(String rule, @Nullable String reason) {
        List<String> ids = RuleCatalogue.all().stream().map(Rule::id).toList();
        if (rule.isEmpty()) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID, "report a false positive", "--report-false-positive is missing");
        }
        if (!ids.contains(rule)) {
            String closest = ClosestMatch.to(rule, ids);
            throw invalid(
                    "it is not the id of a rule" + (closest == null ? "" : "; did you mean " + closest + "?"), rule);
        }
        if (reason == null || reason.isBlank()) {
            throw invalid("--reason is missing", rule);
        }
        return new FalsePositive(rule, reason.strip());
    }

    /**
     * Sends the report to the endpoint of each target, or of the chosen one; once to an endpoint that several targets share.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if telemetry is off or there is no endpoint for any target,
     *     {@link ErrorCode#ENDPOINT_MISSING}, {@link ErrorCode#CONFIG_INVALID}
     */
    void send(Invocation invocation) {
        Map<URI, Destination> destinations = new LinkedHashMap<>();
        Map<String, PublishException> obstacles = new LinkedHashMap<>();
        ProjectFiles.targets(invocation).forEach((name, target) -> {
            try {
                Destination destination = destination(target);
                destinations
                        .computeIfAbsent(destination.endpoint(), endpoint -> destination)
                        .targets()
                        .add(name);
            } catch (PublishException e) {
                obstacles.put(name, e);
            }
        });
        if (destinations.isEmpty()) {
            throw obstacles.values().iterator().next();
        }
        obstacles.forEach((name, obstacle) -> invocation
                .console()
                .note(
                        Level.WARNING,
                        "{0} is not reported for the target {1}: {2}",
                        rule,
                        name,
                        invocation.messages().composed(obstacle.found())));
        destinations.values().forEach(this::report);
        if (invocation.json()) {
            invocation.console().result(Json.writePretty(Map.of("disputed", rule)));
        }
    }

    /**
     * An endpoint.
     *
     * @param invocation of the first target that uses it
     * @param targets the names of all targets that use it; empty names if there are not several targets
     */
    private record Destination(URI endpoint, TelemetrySettings settings, Invocation invocation, List<String> targets) {
        String shown() {
            String names = String.join(", ", targets);
            return endpoint.getHost() + (names.isEmpty() ? "" : " (" + names + ")");
        }
    }

    private Destination destination(Invocation target) {
        // A file that cannot be read may switch telemetry off.
        ProjectFiles.publishFile(target).requireValid();
        if (!target.config().flag(Setting.TELEMETRY)) {
            throw invalid("telemetry is switched off, so nothing is sent", rule);
        }
        TelemetrySettings settings = target.mapper().telemetry();
        URI endpoint = settings.endpoint();
        if (endpoint == null) {
            throw invalid("PowerX core's registry receives no telemetry, and no other endpoint is configured", rule);
        }
        return new Destination(endpoint, settings, target, new ArrayList<>());
    }

    private void report(Destination destination) {
        Invocation target = destination.invocation();
        Host host = target.host();
        Path spool = LocalEnvironment.telemetrySpool(host.home());
        try {
            dispute(target)
                    .send(
                            destination.settings(),
                            target.mapper().http(),
                            target.client(),
                            target.redactor(),
                            host.clock(),
                            host.reportLimit(),
                            spool);
            target.console().note(Level.INFO, "{0} is reported to {1} as a false positive.", rule, destination.shown());
        } catch (PublishException e) {
            target.console()
                    .note(
                            Level.WARNING,
                            spool == null || e.code() == ErrorCode.STORAGE_FAILED
                                    ? "{0} is not reported to {1}: {2}."
                                    : "{0} is not reported to {1} yet: {2}. The next publish sends the report.",
                            rule,
                            destination.shown(),
                            target.messages().composed(e.found()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PublishException.of(ErrorCode.INTERRUPTED, "send the report", "the command was interrupted");
        }
    }

    private PrecheckDispute dispute(Invocation target) {
        PluginSnapshot plugin = plugin(target);
        return new PrecheckDispute(
                plugin == null ? null : plugin.id(),
                plugin == null ? null : plugin.version(),
                target.config().choice(Setting.CHANNEL, Channel.class),
                rule,
                reason);
    }

    /** Null if plugin.yaml is missing or invalid, which may be what the rule is wrong about. */
    private static @Nullable PluginSnapshot plugin(Invocation target) {
        try {
            return ProjectFiles.workbench(target).inspect();
        } catch (PublishException e) {
            if (e.code() != ErrorCode.MANIFEST_MISSING && e.code() != ErrorCode.MANIFEST_INVALID) {
                throw e;
            }
            return null;
        }
    }

    private static PublishException invalid(String found, String rule) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "report \"" + rule + "\" as a false positive", found);
    }
}
