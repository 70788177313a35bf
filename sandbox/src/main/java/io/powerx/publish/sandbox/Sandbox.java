package io.powerx.publish.sandbox;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.sandbox.api.Backend;
import io.powerx.publish.sandbox.api.MarketplaceApi;
import io.powerx.publish.sandbox.core.CoreApi;
import io.powerx.publish.sandbox.core.Envelope;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.HttpServer;
import io.powerx.publish.sandbox.http.Router;
import io.powerx.publish.sandbox.page.ReviewPages;
import io.powerx.publish.sandbox.store.DataDirectory;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A Marketplace on this machine: the HTTP contract, a database, an artifact store and review pages. Several may serve the same data
 * directory at once, in one process or in many; they share everything but the port.
 */
public final class Sandbox implements AutoCloseable {
    private final DataDirectory data;
    private final HttpServer server;

    private final ApiGeneration api;

    private Sandbox(DataDirectory data, HttpServer server, ApiGeneration api) {
        this.data = data;
        this.server = server;
        this.api = api;
    }

    /**
     * Opens the data directory, making it on first use, and serves until {@link #close}.
     *
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} if the directory cannot be used, {@link ErrorCode#OPTION_INVALID} if the
     *     port is taken or an option makes no sense
     */
    public static Sandbox start(SandboxOptions options) {
        DataDirectory data = DataDirectory.open(options.dataDirectory(), options.clock());
        try {
            Backend backend = new Backend(options, data);
            Router router = new Router();
            boolean core = options.api() == ApiGeneration.CORE;
            if (core) {
                CoreApi.addTo(router, backend);
            } else {
                MarketplaceApi.addTo(router, backend);
                ReviewPages.addTo(router, backend);
            }
            Envelope envelope = new Envelope(options.clock(), options.core().rawControlCharacters());
            HttpServer server = HttpServer.start(
                    new HttpServer.Settings(
                            options.host(),
                            options.port(),
                            options.requestsPerSecond(),
                            options.faults(),
                            options.listener(),
                            options.clock(),
                            core ? envelope::refusal : HttpResponse::problem),
                    router);
            return new Sandbox(data, server, options.api());
        } catch (SQLException e) {
            data.close();
            throw PublishException.of(ErrorCode.STORAGE_FAILED, "start the sandbox", String.valueOf(e.getMessage()))
                    .causedBy(e)
                    .build();
        } catch (PublishException e) {
            data.close();
            throw e;
        }
    }

    /** Where it serves, without a slash at the end, and the address of the review pages. */
    public URI baseUri() {
        return server.baseUri();
    }

    /** What a publisher is told of it: {@code PX_MARKETPLACE_API_URL}. */
    public URI apiUri() {
        return api == ApiGeneration.CORE ? URI.create(server.baseUri() + CoreApi.BASE) : server.baseUri();
    }

    /** Where telemetry goes: {@code PX_TELEMETRY_ENDPOINT}. */
    public URI telemetryUri() {
        return URI.create(server.baseUri() + "/telemetry/plugin/publish");
    }

    /** A token with plugin:publish and plugin:read. */
    public Secret publisherToken() {
        return data.tokens().secret("publisher");
    }

    /** A token with plugin:review and plugin:read. */
    public Secret reviewerToken() {
        return data.tokens().secret("reviewer");
    }

    /** A token with plugin:read. */
    public Secret readerToken() {
        return data.tokens().secret("reader");
    }

    /** Where everything is kept. */
    public Path dataDirectory() {
        return data.path();
    }

    /** A key in PKCS#8 PEM: ECDSA P-256 whose signatures this sandbox trusts, or Ed25519 where it is PowerX core's registry. */
    public Path signingKey() {
        return api == ApiGeneration.CORE
                ? data.trust().packageKey()
                : data.trust().signingKey();
    }

    /** The certificate of {@link #signingKey()}, and its authority's, in PEM. */
    public Path signingCertificate() {
        return data.trust().signingCertificate();
    }

    /** The authority that signed {@link #signingCertificate()}, in PEM, for who verifies packages. */
    public Path trustedAuthority() {
        return data.trust().authority();
    }

    /** Lets requests under way end for a few seconds, stops serving and lets go of the data directory. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            data.close();
        }
    }
}
