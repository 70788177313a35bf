package io.powerx.publish.cli;

import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.json.Json;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.options.LocalEnvironment;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.Rule;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import io.powerx.publish.stage.PluginCheck;
import io.powerx.publish.telemetry.EndDelay;
import io.powerx.publish.telemetry.RunFacts;
import io.powerx.publish.telemetry.RunTelemetry;
import io.powerx.publish.telemetry.TelemetrySettings;
import io.powerx.publish.workbench.LocalWorkbench;
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
     * Sends the report.
     *
     * @param options how the plugin is checked, to name it in the report
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if telemetry is off, {@link ErrorCode#ENDPOINT_MISSING},
     *     {@link ErrorCode#CONFIG_INVALID}
     */
    void send(Invocation invocation, CheckOptions options) {
        // A file that cannot be read may switch telemetry off.
        options.file().requireValid();
        if (!invocation.config().flag(Setting.TELEMETRY)) {
            throw invalid("telemetry is switched off, so nothing is sent", rule);
        }
        PublishOptionsMapper mapper = invocation.mapper();
        TelemetrySettings settings = mapper.telemetry();
        if (settings.endpoint() == null) {
            throw invalid("PowerX core's registry receives no telemetry, and no other endpoint is configured", rule);
        }
        Host host = invocation.host();
        try (RunTelemetry run = RunTelemetry.disputed(
                LocalEnvironment.telemetrySpool(host.home()),
                invocation.redactor(),
                host.clock(),
                new EndDelay(host.reportLimit()),
                facts(invocation, options),
                rule,
                reason)) {
            run.connect(settings, mapper.http(), invocation.client(), invocation.listener());
        }
        String receiver = settings.endpoint().getHost();
        invocation
                .console()
                .note(
                        Level.INFO,
                        "{0} is reported to {1} as a false positive. If it cannot be reached now, the next publish sends the"
                                + " report.",
                        rule,
                        receiver);
        if (invocation.json()) {
            invocation.console().result(Json.writePretty(Map.of("disputed", rule)));
        }
    }

    private static RunFacts facts(Invocation invocation, CheckOptions options) {
        LocalWorkbench workbench = ProjectFiles.workbench(invocation);
        PluginSnapshot plugin =
                new PluginCheck(workbench, options, invocation.host().clock()).inspect();
        return RunFacts.of(
                plugin == null ? null : plugin.id(), plugin == null ? null : plugin.version(), options.channel());
    }

    private static PublishException invalid(String found, String rule) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "report \"" + rule + "\" as a false positive", found);
    }
}
