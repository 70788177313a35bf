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
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Redactor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * Records a publish in the audit log of the controller: which user or trigger published what, from which build, to which Marketplace, with
 * which credentials, and with which result. Its lines have the form of those of {@code px-plugin}, so {@code px-plugin audit verify}
 * checks them.
 */
final class ControllerAudit implements PublishListener {
    private static final int MOST_REQUESTS = 50;

    private final AuditLog log;
    private final ConsoleListener console;
    private final Map<String, String> details = new TreeMap<>();
    private final Set<String> requests = new LinkedHashSet<>();
    private boolean writable = true;

    ControllerAudit(Run<?, ?> run, EnvVars environment, Redactor redactor, Clock clock, ConsoleListener console) {
        this.console = console;
        log = new AuditLog(folder(), clock, redactor);
        Cause.UserIdCause user = run.getCause(Cause.UserIdCause.class);
        put("user", user == null ? null : user.getUserId());
        put("trigger", run.getCauses().stream().map(Cause::getShortDescription).collect(Collectors.joining("; ")));
        put("runsAs", Jenkins.getAuthentication2().getName());
        put("build", run.getExternalizableId());
        put("ci.build", Jenkins.get().getRootUrl() == null ? null : Jenkins.get().getRootUrl() + run.getUrl());
        put("ci.commit", environment.get("GIT_COMMIT"));
        put("agent", environment.get("NODE_NAME"));
        put("client", "powerx-publish " + JenkinsEnvironment.pluginVersion());
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
        put("endpoint", target.endpoint().getName());
        put("marketplace", target.endpoint().getUrl());
        put("credential.token", target.credentialsId());
        put("credential.signing-key", signingCredentialsId);
        if (step.isSkipPrecheck()) {
            put("precheck", "skipped");
            put("precheck.skipReason", step.getSkipReason());
        }
    }

    @Override
    public synchronized void on(PublishEvent event) {
        if (event instanceof PublishEvent.PluginRead read) {
            put("plugin", read.pluginId());
            put("version", read.version());
            put("channel", read.channel());
        } else if (event instanceof PublishEvent.Registered registered) {
            put("publishId", registered.publishId());
            put("versionId", registered.versionId());
        } else if (event instanceof PublishEvent.RequestAttempt attempt
                && requests.size() < MOST_REQUESTS
                && attempt.nextDelay() == null) {
            requests.add(attempt.operation() + " " + attempt.requestId());
        }
    }

    void submitted(@NonNull Receipt receipt) {
        put("status", receipt.status());
        put("contentDigest", receipt.contentDigest());
        Receipt.Precheck precheck = receipt.precheck();
        if (precheck != null && precheck.suppressed() > 0) {
            put("precheck.suppressed", String.valueOf(precheck.suppressed()));
        }
        if (!receipt.certificateChain().isEmpty()) {
            put("credential.signing-certificate", "sha256:" + receipt.certificateChain().get(0).sha256());
        }
    }

    /** @param failure null if the version was submitted */
    synchronized void ended(@CheckForNull PublishException failure) {
        if (!requests.isEmpty()) {
            put("requests", String.join(", ", requests));
        }
        if (failure != null) {
            put("errorCode", failure.code().wireName());
            failure.requestId().ifPresent(id -> put("requestId", id));
        }
        append(failure == null ? "publish.succeeded" : "publish.failed");
    }

    private void put(String name, @CheckForNull String value) {
        if (value != null && !value.isEmpty()) {
            details.put(name, value);
        }
    }

    private synchronized void append(String action) {
        try {
            log.append(action, details);
        } catch (PublishException e) {
            // Said once. A publish is not made to fail because of its record.
            if (writable) {
                console.print("warning: this publish is missing in the audit log of the controller: " + e.getMessage());
            }
            writable = false;
        }
    }
}
