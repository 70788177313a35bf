package io.powerx.publish.options;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.marketplace.identity.TokenSource;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.telemetry.TelemetrySettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a front end contributes to a publish besides its settings: the Marketplace, the credentials, and the output files. {@link PublishOptionsMapper} does the rest, the same for every front end.
 */
public interface PublishEnvironment {
    /**
     * The Marketplace's URL.
     *
     * @throws PublishException {@link ErrorCode#ENDPOINT_MISSING} if none is configured
     */
    URI apiUrl();

    /** Which registry serves that URL. */
    ApiGeneration api();

    /** The token for publishing; read or requested only once it is needed. */
    TokenSource token();

    /** The trace that requests belong to, such as a traced build; null for none. */
    default @Nullable TraceContext trace() {
        return null;
    }

    /**
     * How requests are sent: proxy, certificate authorities, and the given time limits.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} for a CA bundle that cannot be read
     */
    HttpSettings http(Duration connectTimeout, Duration stallTimeout);

    /** The key or the service that signs with that profile. */
    SigningSettings signing(SigningProfile profile);

    /** Where publish events go; without an endpoint they go to the Marketplace. */
    TelemetrySettings telemetry();

    /** Where the receipt and the journals go. */
    PublishOptions.Outputs outputs();

    /** Release notes, relative to the project or absolute; null to take them from the changelog. */
    @Nullable
    String notesFile();

    /** What the CI knows of the build; null outside a CI. */
    ReleaseMetadata.@Nullable Build build();

    /** The program that publishes, for receipts and requests. */
    Client client();
}
