package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.PluginWrapper;
import hudson.model.Run;
import io.jenkins.plugins.powerx.config.Connections;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.config.Urls;
import io.jenkins.plugins.powerx.credentials.PublishCredentials;
import io.jenkins.plugins.powerx.credentials.SigningKeyText;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.marketplace.identity.TokenSource;
import io.powerx.publish.options.BuildFacts;
import io.powerx.publish.options.PublishEnvironment;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.telemetry.TelemetrySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import jenkins.model.Jenkins;

/** The environment of a publish in Jenkins: endpoint, credentials, proxy and the folder of the build. */
final class JenkinsEnvironment implements PublishEnvironment {
    private final Run<?, ?> run;
    private final EnvVars variables;
    private final PxPublishStep step;
    private final PublishTarget target;

    @CheckForNull
    private final String notesFile;

    private final Redactor redactor;
    private final Path folder;

    /**
     * @param notesFile relative to the project; null to take the notes from the changelog
     * @param redactor receives every secret that is looked up
     * @param folder of the build, on the controller, for receipt and journal
     */
    JenkinsEnvironment(
            Run<?, ?> run,
            EnvVars variables,
            PxPublishStep step,
            PublishTarget target,
            @CheckForNull String notesFile,
            Redactor redactor,
            Path folder) {
        this.run = run;
        this.variables = variables;
        this.step = step;
        this.target = target;
        this.notesFile = notesFile;
        this.redactor = redactor;
        this.folder = folder;
    }

    @Override
    public URI apiUrl() {
        return target.endpoint().address();
    }

    @Override
    public ApiGeneration api() {
        return Connections.generation(target.endpoint());
    }

    @Override
    public TokenSource token() {
        String id = target.credentialsId();
        if (id == null) {
            return pluginId -> {
                throw PublishException.of(
                        ErrorCode.TOKEN_MISSING,
                        "publish " + pluginId,
                        "neither the step nor the endpoint '"
                                + target.endpoint().getName() + "' specifies credentials");
            };
        }
        Secret token = new PublishCredentials(run).text(id, target.endpoint().getUrl(), ErrorCode.TOKEN_MISSING);
        redactor.add(token);
        return TokenSource.of(token);
    }

    @Override
    @CheckForNull
    public TraceContext trace() {
        return TraceContext.of(variables.get("TRACEPARENT")).orElse(null);
    }

    @Override
    public HttpSettings http(Duration connectTimeout, Duration stallTimeout) {
        return Connections.http(target.endpoint(), connectTimeout, stallTimeout);
    }

    @Override
    public SigningSettings signing(SigningProfile profile) {
        PxGlobalConfiguration global = PxGlobalConfiguration.get();
        PublishCredentials credentials = new PublishCredentials(run);
        boolean ownKey = step.getSigningCredentialsId() != null;
        String id = ownKey ? step.getSigningCredentialsId() : global.getSigningCredentialsId();
        if (id != null) {
            String passphraseId =
                    ownKey ? step.getSigningPassphraseCredentialsId() : global.getSigningPassphraseCredentialsId();
            return local(
                    profile,
                    credentials.signingKey(id, passphraseId, step.getSigningCertificateCredentialsId()),
                    timestamps(profile));
        }
        String service = global.getSigningServiceUrl();
        String tokenId = global.getSigningServiceCredentialsId();
        Secret token = null;
        if (service != null && tokenId != null) {
            token = credentials.text(tokenId, service, ErrorCode.SIGNING_KEY_MISSING);
            redactor.add(token);
        }
        return SigningSettings.withService(
                        profile, service == null ? null : Urls.configured(service, "use the signing service"), token)
                .timestampedBy(timestamps(profile));
    }

    /** Only signatures of this profile can contain a timestamp. */
    @CheckForNull
    private static URI timestamps(SigningProfile profile) {
        String url = PxGlobalConfiguration.get().getTimestampUrl();
        return url == null || profile != SigningProfile.CMS
                ? null
                : Urls.configured(url, "use the timestamp authority");
    }

    private SigningSettings local(SigningProfile profile, SigningKeyText key, @CheckForNull URI timestamps) {
        redactor.add(key.key());
        if (key.passphrase() != null) {
            redactor.add(key.passphrase());
        }
        return SigningSettings.withKey(profile, key.key().reveal(), key.certificates(), key.passphrase())
                .timestampedBy(timestamps);
    }

    /** The project must not specify the endpoint, because its author would decide where the controller sends requests. */
    @Override
    public TelemetrySettings telemetry() {
        String url = target.endpoint().getTelemetryUrl();
        return new TelemetrySettings(url == null ? null : Urls.configured(url, "use the telemetry endpoint"), null);
    }

    /** The folder on the controller where all builds keep telemetry events that were not sent yet. */
    static Path telemetrySpool() {
        return Jenkins.get().getRootDir().toPath().resolve("powerx-publish").resolve("telemetry");
    }

    @Override
    public PublishOptions.Outputs outputs() {
        return new PublishOptions.Outputs(folder.resolve(PublishRecords.RECEIPT), folder.resolve("journal"));
    }

    @Override
    @CheckForNull
    public String notesFile() {
        return notesFile;
    }

    /** The URL comes from Jenkins, because a job can write any text into its environment. */
    @Override
    public ReleaseMetadata.Build build() {
        String root = Jenkins.get().getRootUrl();
        return BuildFacts.jenkins(
                variables.get("GIT_COMMIT"), variables.get("GIT_URL"), root == null ? null : root + run.getUrl());
    }

    @Override
    public Client client() {
        return new Client("powerx-publish", pluginVersion(), "jenkins");
    }

    static String pluginVersion() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().whichPlugin(JenkinsEnvironment.class);
        return plugin == null ? "development" : plugin.getVersionNumber().toString();
    }
}
