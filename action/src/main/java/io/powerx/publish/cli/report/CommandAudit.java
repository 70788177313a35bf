package io.powerx.publish.cli.report;

import io.powerx.publish.TargetsPublisher;
import io.powerx.publish.audit.AuditLog;
import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.invocation.CommandFrontEnd;
import io.powerx.publish.cli.invocation.ForwardingResults;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.invocation.Results;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.BuildFacts;
import io.powerx.publish.receipt.AuditDetails;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records a command that changes something in a Marketplace: an entry when it begins, before its configuration is read, and one when it
 * ends, however it ends. A publish to the embedded sandbox is not recorded.
 */
public final class CommandAudit implements PublishListener {
    private static final int FINGERPRINT = 16;

    private static final List<String> OF_ONE_TARGET = List.of("channel", "publishId", "versionId");

    private static final Map<String, List<String>> CI = Map.of(
            "ci.actor", List.of("GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_USER_ID"),
            "ci.workflow", List.of("GITHUB_WORKFLOW_REF", "CI_PIPELINE_URL", "JOB_NAME"),
            "ci.ref", List.of("GITHUB_REF", "CI_COMMIT_REF_NAME", "BRANCH_NAME"),
            "ci.event", List.of("GITHUB_EVENT_NAME", "CI_PIPELINE_SOURCE"),
            "ci.runner", List.of("RUNNER_NAME", "CI_RUNNER_DESCRIPTION", "NODE_NAME"));

    private final String action;
    private final List<AuditLog> logs;
    private final Console console;
    private final AuditDetails details;
    private @Nullable Invocation configured;
    private boolean writable = true;

    private CommandAudit(String action, List<AuditLog> logs, Console console, AuditDetails details) {
        this.action = action;
        this.logs = logs;
        this.console = console;
        this.details = details;
    }

    /**
     * Records that a command begins.
     *
     * @param settings the settings that the user specified
     * @param extras the options of this command alone
     */
    public static CommandAudit begin(
            PxCommand command,
            CommandFrontEnd frontEnd,
            Console console,
            Map<Setting, String> settings,
            Map<String, String> extras) {
        CommandAudit audit = new CommandAudit(
                command.name(),
                command.isAudited() ? logs(frontEnd, console, settings) : List.of(),
                console,
                actor(frontEnd));
        extras.forEach((name, value) -> audit.details.put("option." + name.replaceFirst("^--", ""), value));
        audit.append("started");
        return audit;
    }

    private static List<AuditLog> logs(CommandFrontEnd frontEnd, Console console, Map<Setting, String> settings) {
        Optional<Invocation> early = Invocation.early(frontEnd, console, settings);
        boolean nothingChanges = early.map(Invocation::config)
                .filter(config -> config.flag(Setting.SANDBOX) || config.flag(Setting.DRY_RUN))
                .isPresent();
        List<AuditLog> logs = new ArrayList<>();
        if (!nothingChanges) {
            folder(frontEnd.host()).ifPresent(folder -> logs.add(log(frontEnd, folder)));
            early.flatMap(invocation -> invocation.config().path(Setting.AUDIT_DIR, invocation.folders()))
                    .ifPresent(folder -> logs.add(log(frontEnd, folder)));
        }
        return List.copyOf(logs);
    }

    private static AuditLog log(CommandFrontEnd frontEnd, Path folder) {
        return new AuditLog(folder, frontEnd.host().clock(), frontEnd.redactor());
    }

    /** The folder of the user's audit log; empty if the user has no home folder. */
    public static Optional<Path> folder(Host host) {
        return Optional.ofNullable(host.home())
                .map(home -> home.resolve(".powerx-plugin").resolve("audit"));
    }

    private static AuditDetails actor(CommandFrontEnd frontEnd) {
        AuditDetails actor = new AuditDetails();
        actor.put("user", System.getProperty("user.name", ""));
        actor.put("client", frontEnd.name() + " " + ClientVersion.current());
        Map<String, String> environment = frontEnd.host().environment();
        BuildFacts.of(environment).ifPresent(build -> {
            actor.put("ci.builder", build.builder());
            actor.put("ci.build", build.buildUrl());
            actor.put("ci.repository", build.repository());
            actor.put("ci.commit", build.commit());
            CI.forEach((name, variables) -> variables.stream()
                    .map(environment::get)
                    .filter(value -> value != null && !value.isBlank())
                    .findFirst()
                    .ifPresent(value -> actor.put(name, value)));
        });
        return actor;
    }

    /** Follows the complete configuration, now that it is known. */
    public void configured(Invocation invocation) {
        ResolvedConfig config = invocation.config();
        config.url(Setting.API_URL).ifPresent(url -> details.put("marketplace", url.toString()));
        if (config.flag(Setting.SKIP_PRECHECK)) {
            details.precheckSkipped(config.text(Setting.SKIP_REASON).orElse(null));
        }
        credential(config, Setting.TOKEN, details);
        credential(config, Setting.ID_TOKEN, details);
        configured = invocation;
    }

    /** A quarter of a digest identifies a token without revealing it. */
    private static void credential(ResolvedConfig config, Setting setting, AuditDetails details) {
        config.secret(setting)
                .map(Secret::reveal)
                .ifPresent(token -> details.put(
                        "credential." + setting.id(),
                        "sha256:" + Sha256.hex(token).substring(0, FINGERPRINT) + ", from "
                                + config.origin(setting).orElseThrow().place()));
    }

    @Override
    public void on(PublishEvent event) {
        details.on(event);
    }

    /** The results, of which the audit log keeps what it needs. */
    public Results observing(Results results) {
        return logs.isEmpty() ? results : new Observed(results);
    }

    /** Records how the command ended: with a failure or, if it is null, without one. */
    public void ended(@Nullable PublishException failure) {
        details.ended(failure);
        append(failure == null ? "succeeded" : "failed");
    }

    /** The entry of one of several targets. */
    private void append(TargetsPublisher.Outcome outcome, Invocation general) {
        AuditDetails own = details.copy();
        own.put("target", outcome.target());
        ResolvedConfig config = general.forTarget(outcome.target()).config();
        own.put("channel", config.requiredText(Setting.CHANNEL));
        config.url(Setting.API_URL).ifPresent(url -> own.put("marketplace", url.toString()));
        own.remove(List.of("credential.token", "credential.id-token"));
        credential(config, Setting.TOKEN, own);
        credential(config, Setting.ID_TOKEN, own);
        Receipt receipt = outcome.receipt();
        if (receipt != null) {
            own.submitted(receipt);
        }
        own.ended(outcome.failure());
        append("target." + (outcome.failure() == null ? "succeeded" : "failed"), own);
    }

    private void append(String what) {
        append(what, details);
    }

    private synchronized void append(String what, AuditDetails entry) {
        for (AuditLog log : logs) {
            try {
                log.append(action + "." + what, entry.entry());
            } catch (PublishException e) {
                // Reported once. A publish that succeeded does not fail because it cannot be recorded.
                if (writable) {
                    console.note(Level.WARNING, "This run is missing in the audit log: {0}", e.getMessage());
                }
                writable = false;
            }
        }
    }

    private final class Observed extends ForwardingResults {
        Observed(Results next) {
            super(next);
        }

        @Override
        public void published(Receipt receipt) {
            details.submitted(receipt);
            super.published(receipt);
        }

        @Override
        public void targets(List<TargetsPublisher.Outcome> outcomes) {
            // What the events left is that of the last target.
            details.remove(OF_ONE_TARGET);
            Invocation general = configured;
            if (general != null) {
                outcomes.forEach(outcome -> append(outcome, general));
            }
            super.targets(outcomes);
        }

        @Override
        public void changed(Publish publish, VersionInfo version) {
            details.put("publishId", publish.publishId());
            details.put("versionId", version.versionId());
            details.put("version", version.version());
            details.put("status", version.status());
            super.changed(publish, version);
        }
    }
}
