package io.powerx.publish.cli.marketplace;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.text.ShellWord;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sandbox in this process. Its data is in the user's home folder unless {@code --sandbox-data} is set. */
final class EmbeddedMarketplace implements AutoCloseable {
    private final Sandbox sandbox;
    private final ApiGeneration api;

    private EmbeddedMarketplace(Sandbox sandbox, ApiGeneration api) {
        this.sandbox = sandbox;
        this.api = api;
    }

    /** A sandbox that ends with the command; links to its pages would be dead. */
    static EmbeddedMarketplace temporary(Invocation invocation) {
        return start(invocation, 0, false);
    }

    /** @param port 0 for any free port */
    static EmbeddedMarketplace start(Invocation invocation, int port) {
        return start(invocation, port, true);
    }

    private static EmbeddedMarketplace start(Invocation invocation, int port, boolean linksPages) {
        Path data = invocation
                .config()
                .path(Setting.SANDBOX_DATA, invocation.folders())
                .orElseGet(() -> defaultData(invocation.folders().home()));
        ApiGeneration api = invocation.config().choice(Setting.API, ApiGeneration.class);
        return new EmbeddedMarketplace(
                Sandbox.start(SandboxOptions.builder(data)
                        .port(port)
                        .api(api)
                        .linksPages(linksPages)
                        .build()),
                api);
    }

    private static Path defaultData(@Nullable Path home) {
        if (home == null) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "find the folder of the sandbox",
                    "the user has no usable home folder and --sandbox-data is not set");
        }
        return home.resolve(".powerx-plugin").resolve("sandbox");
    }

    URI address() {
        return sandbox.baseUri();
    }

    /** A token for publishing, which only this sandbox accepts. */
    Secret token() {
        return sandbox.publisherToken();
    }

    /** The settings with which a publish goes to this sandbox. */
    Map<Setting, String> settings() {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.API_URL, sandbox.apiUri().toString());
        settings.put(Setting.API, api.wireName());
        settings.put(Setting.TOKEN, token().reveal());
        settings.put(Setting.SIGNING_KEY, sandbox.signingKey().toString());
        if (api == ApiGeneration.CORE) {
            settings.put(Setting.SIGNING_PROFILE, SigningProfile.ED25519_PACKAGE.wireName());
        } else {
            settings.put(Setting.TELEMETRY_ENDPOINT, sandbox.telemetryUri().toString());
            settings.put(
                    Setting.SIGNING_CERTIFICATE, sandbox.signingCertificate().toString());
        }
        return settings;
    }

    /** Whether there is a review page. PowerX core's registry has none. */
    boolean hasReviewPage() {
        return api == ApiGeneration.MARKETPLACE;
    }

    /** The command with which a user can open the review page of what this sandbox holds. */
    static String commandToServeAgain(Invocation invocation) {
        return invocation.vocabulary().command("sandbox")
                + invocation
                        .config()
                        .text(Setting.SANDBOX_DATA)
                        .map(EmbeddedMarketplace::dataOption)
                        .orElse("");
    }

    /** The command that publishes a plugin to what this sandbox holds, from the folder of any plugin. */
    static String commandToPublish(Invocation invocation) {
        ApiGeneration api = invocation.config().choice(Setting.API, ApiGeneration.class);
        return invocation.vocabulary().command("publish")
                + " --sandbox"
                + invocation
                        .config()
                        .path(Setting.SANDBOX_DATA, invocation.folders())
                        .map(folder -> dataOption(folder.toString()))
                        .orElse("")
                + (api == ApiGeneration.MARKETPLACE ? "" : " --api " + api.wireName());
    }

    private static String dataOption(String folder) {
        return " --sandbox-data " + ShellWord.quoted(folder);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
