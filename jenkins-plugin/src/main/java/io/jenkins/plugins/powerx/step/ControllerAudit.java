package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Cause;
import hudson.model.Run;
import io.powerx.publish.audit.AuditLog;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.receipt.AuditDetails;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Redactor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * Records a publish in the audit log of the controller: which user or trigger published what, from which build, to which Marketplace, with
 * which credentials, and with which result. Its lines have the form of those of {@code px-plugin}, so {@code px-plugin audit verify}
 * checks them.
 */
final class ControllerAudit implements PublishListener {
    private final AuditLog log;
    private final Redactor redactor;
    private final ConsoleListener console;
    private final AuditDetails details = new AuditDetails();
    private boolean writable = true;

    /** @param target one of several targets; null if there is only one */
    ControllerAudit(
            Run<?, ?> run,
            EnvVars environment,
            @CheckForNull String target,
            Redactor redactor,
            Clock clock,
            ConsoleListener console) {
        this.redactor = redactor;
        this.console = console;
        log = new AuditLog(folder(), clock, redactor);
        Cause.UserIdCause user = run.getCause(Cause.UserIdCause.class);
        details.put("user", user == null ? null : user.getUserId());
        details.put(
                "trigger",
                run.getCauses().stream().map(Cause::getShortDescription).collect(Collectors.joining("; ")));
        details.put("runsAs", Jenkins.getAuthentication2().getName());
        details.put("build", run.getExternalizableId());
        details.put(
                "ci.build",
                Jenkins.get().getRootUrl() == null ? null : Jenkins.get().getRootUrl() + run.getUrl());
        details.put("ci.commit", environment.get("GIT_COMMIT"));
        details.put("agent", environment.get("NODE_NAME"));
        details.put("target", target);
        details.put("client", "powerx-publish " + JenkinsEnvironment.pluginVersion());
    }

    /** The folder of the audit log, which no agent can read. */
    static Path folder() {
        return Jenkins.get().getRootDir().toPath().resolve("powerx-publish").resolve("audit");
    }

    /** The first line of a publish, before anything else happens. */
    void started() {
        append("publish.started");
    }

    /** What the step uses; credentials by their ids only. */
    void configured(PublishTarget target, PxPublishStep step, @CheckForNull String signingCredentialsId) {
        details.put("endpoint", target.endpoint().getName());
        details.put("marketplace", target.endpoint().getUrl());
        details.put("credential.token", target.credentialsId());
        details.put("credential.signing-key", signingCredentialsId);
        if (step.isSkipPrecheck()) {
            details.precheckSkipped(step.getSkipReason());
        }
    }

    @Override
    public void on(PublishEvent event) {
        details.on(event);
    }

    void submitted(@NonNull Receipt receipt) {
        details.submitted(receipt);
    }

    /** @param failure null if the version was submitted */
    void ended(@CheckForNull PublishException failure) {
        details.ended(failure);
        append(failure == null ? "publish.succeeded" : "publish.failed");
    }

    private synchronized void append(String action) {
        try {
            log.append(action, details.entry());
        } catch (PublishException e) {
            // Said once. A publish is not made to fail because of its record.
            if (writable) {
                console.print("warning: this publish is missing in the audit log of the controller: "
                        + redactor.redact(e.getMessage()));
            }
            writable = false;
        }
    }
}
