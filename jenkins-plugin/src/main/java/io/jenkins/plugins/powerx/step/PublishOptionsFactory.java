package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.PluginWrapper;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.powerx.config.Connections;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.credentials.PublishCredentials;
import io.jenkins.plugins.powerx.credentials.SigningKeyText;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.marketplace.identity.TokenSource;
import io.powerx.publish.options.BuildFacts;
import io.powerx.publish.options.PublishFiles;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.telemetry.TelemetrySettings;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.workbench.Workbench;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jenkins.model.Jenkins;

/** Makes the options of a publish from a step, its environment, the project and the global configuration. */
final class PublishOptionsFactory {
    private final Run<?, ?> run;
    private final EnvVars environment;
    private final Workbench workbench;
    private final Redactor redactor;
    private final Path folder;

    /**
     * @param redactor is told every secret that is found
     * @param folder of the build, on the controller, for receipt and journal
     */
    PublishOptionsFactory(Run<?, ?> run, EnvVars environment, Workbench workbench, Redactor redactor, Path folder) {
        this.run = run;
        this.environment = environment;
        this.workbench = workbench;
        this.redactor = redactor;
        this.folder = folder;
    }

    PublishOptions of(PxPublishStep step, PublishTarget target, ResolvedConfig config) {
        requireEnabled(config);
        boolean skip = config.flag(Setting.SKIP_PRECHECK);
        String reason = config.text(Setting.SKIP_REASON).orElse(null);
        if (skip && reason == null) {
            throw PublishException.of(ErrorCode.SKIP_REASON_MISSING, "skip the precheck", "there is no reason for it")
                    .build();
        }
        PublishOptions.Mode mode = new PublishOptions.Mode(
                config.flag(Setting.DRY_RUN),
                step.getResume(),
                skip ? reason : null,
                config.flag(Setting.PRECHECK_BLOCKS) && !"never".equals(step.getFailOn()),
                false,
                null);
        return options(step, target, config, mode, signing(step, target, config));
    }

    private void requireEnabled(ResolvedConfig config) {
        if (!config.flag(Setting.PUBLISH_ENABLED)) {
            throw PublishException.of(ErrorCode.PUBLISH_DISABLED, "publish", "PX_PLUGIN_PUBLISH is false")
                    .build();
        }
    }

    private PublishOptions options(
            PxPublishStep step,
            PublishTarget target,
            ResolvedConfig config,
            PublishOptions.Mode mode,
            SigningSettings signing) {
        Endpoint endpoint = target.endpoint();
        return new PublishOptions(
                Channel.of(config.requiredText(Setting.CHANNEL)),
                config.text(Setting.NOTES).orElse(null),
                mode,
                new PublishOptions.Target(
                        URI.create(endpoint.getUrl()),
                        Connections.generation(endpoint),
                        token(target),
                        CoreSettings.of(config),
                        TraceContext.of(environment.get("TRACEPARENT")).orElse(null)),
                signing,
                Connections.http(
                        endpoint,
                        config.duration(Setting.CONNECT_TIMEOUT).orElseThrow(),
                        config.duration(Setting.STALL_TIMEOUT).orElseThrow()),
                new UploadSettings(
                        config.integer(Setting.UPLOAD_CONCURRENCY),
                        config.number(Setting.UPLOAD_LIMIT).orElse(null),
                        config.duration(Setting.DEADLINE).orElse(null)),
                null,
                telemetry(endpoint, config),
                new PublishOptions.Outputs(folder.resolve("publish-receipt.json"), folder.resolve("journal")),
                PublishFiles.read(workbench::read, step.getConfig(), config),
                config.number(Setting.SOURCE_DATE_EPOCH).orElse(null),
                BuildFacts.named(build(), config),
                client());
    }

    private TokenSource token(PublishTarget target) {
        String id = target.credentialsId();
        if (id == null) {
            return pluginId -> {
                throw PublishException.of(
                                ErrorCode.TOKEN_MISSING,
                                "publish " + pluginId,
                                "neither the step nor the endpoint '"
                                        + target.endpoint().getName() + "' names credentials")
                        .build();
            };
        }
        Secret token = new PublishCredentials(run).text(id, target.endpoint().getUrl(), ErrorCode.TOKEN_MISSING);
        redactor.add(token);
        return TokenSource.of(token);
    }

    private SigningSettings signing(PxPublishStep step, PublishTarget target, ResolvedConfig config) {
        PxGlobalConfiguration global = PxGlobalConfiguration.get();
        PublishCredentials credentials = new PublishCredentials(run);
        SigningProfile profile = Connections.generation(target.endpoint()).signingProfile(config);
        String id = step.getSigningCredentialsId();
        if (id != null) {
            return local(
                    profile,
                    credentials.signingKey(
                            id, step.getSigningPassphraseCredentialsId(), step.getSigningCertificateCredentialsId()));
        }
        String globalId = global.getSigningCredentialsId();
        if (globalId != null) {
            return local(
                    profile,
                    credentials.signingKey(
                            globalId,
                            global.getSigningPassphraseCredentialsId(),
                            step.getSigningCertificateCredentialsId()));
        }
        String service = global.getSigningServiceUrl();
        String tokenId = global.getSigningServiceCredentialsId();
        Secret token = null;
        if (service != null && tokenId != null) {
            token = credentials.text(tokenId, service, ErrorCode.SIGNING_KEY_MISSING);
            redactor.add(token);
        }
        return new SigningSettings(profile, null, null, null, service == null ? null : URI.create(service), token);
    }

    private SigningSettings local(SigningProfile profile, SigningKeyText key) {
        redactor.add(key.key());
        if (key.passphrase() != null) {
            redactor.add(key.passphrase());
        }
        return new SigningSettings(profile, key.key().reveal(), key.certificates(), key.passphrase(), null, null);
    }

    private TelemetrySettings telemetry(Endpoint endpoint, ResolvedConfig config) {
        // Not from the project: its author would choose where the controller posts to.
        String address = endpoint.getTelemetryUrl();
        if (address == null && Connections.generation(endpoint) == ApiGeneration.MARKETPLACE) {
            address = endpoint.getUrl();
        }
        boolean on = endpoint.isTelemetry() && config.flag(Setting.TELEMETRY);
        return new TelemetrySettings(
                on && address != null ? URI.create(address) : null,
                null,
                Jenkins.get().getRootDir().toPath().resolve("powerx-publish").resolve("telemetry"));
    }

    /** Address and number are Jenkins' own; a job may write what it likes into its environment. */
    @CheckForNull
    private ReleaseMetadata.Build build() {
        Map<String, String> facts = new HashMap<>();
        String root = Util.fixNull(Jenkins.get().getRootUrl());
        facts.put("JENKINS_URL", root);
        facts.put("BUILD_NUMBER", Integer.toString(run.getNumber()));
        facts.put("BUILD_URL", root.isEmpty() ? "" : root + run.getUrl());
        facts.put("GIT_COMMIT", environment.get("GIT_COMMIT", ""));
        facts.put("GIT_URL", environment.get("GIT_URL", ""));
        return BuildFacts.of(facts).orElse(null);
    }

    static Client client() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().whichPlugin(PublishOptionsFactory.class);
        return new Client(
                "powerx-publish",
                plugin == null ? "development" : plugin.getVersionNumber().toString(),
                "jenkins");
    }
}
