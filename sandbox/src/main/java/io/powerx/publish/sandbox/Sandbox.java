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
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.http.Router;
import io.powerx.publish.sandbox.page.RefusalPage;
import io.powerx.publish.sandbox.page.ReviewPages;
import io.powerx.publish.sandbox.store.DataDirectory;
import io.powerx.publish.sandbox.trust.DemoTrust;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A Marketplace on this machine: the HTTP contract, a database, an artifact store and review pages. Several may serve the same data
 * directory at once, in one process or in many; they share everything but the port.
 */
public final class Sandbox implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final DataDirectory data;
    private final DemoTrust trust;
    private final HttpServer server;
    private final ApiGeneration api;

    private Sandbox(DataDirectory data, DemoTrust trust, HttpServer server, ApiGeneration api) {
        this.data = data;
        this.trust = trust;
        this.server = server;
        this.api = api;
    }

    /**
     * Opens the data directory, which is created on first use, and serves until {@link #close}.
     *
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} if the directory cannot be used, {@link ErrorCode#OPTION_INVALID} if the
     *     port is taken or an option makes no sense
     */
    public static Sandbox start(SandboxOptions options) {
        DataDirectory.Opened<DemoTrust> opened = DataDirectory.open(
                options.dataDirectory(), path -> DemoTrust.open(path.resolve("trust"), options.clock()));
        DataDirectory data = opened.data();
        DemoTrust trust = opened.companion();
        try {
            Backend backend = new Backend(options, data, trust);
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
                            LOOPBACK,
                            options.port(),
                            options.requestsPerSecond(),
                            options.faults(),
                            options.listener(),
                            options.clock(),
                            core
                                    ? (problem, request) -> envelope.refusal(problem, request.requestId())
                                    : Sandbox::refusal),
                    router);
            return new Sandbox(data, trust, server, options.api());
        } catch (SQLException e) {
            data.close();
            throw PublishException.of(ErrorCode.STORAGE_FAILED, "start the sandbox", String.valueOf(e.getMessage()))
                    .causedBy(e);
        } catch (PublishException e) {
            data.close();
            throw e;
        }
    }

    private static HttpResponse refusal(ProblemException problem, HttpServer.Rejected request) {
        return request.wantsPage()
                ? RefusalPage.of(problem, request.requestId(), request.path())
                : HttpResponse.problem(problem, request.requestId());
    }

    /** The address of the server and of the review pages, without a slash at the end. */
    public URI baseUri() {
        return server.baseUri();
    }

    /** The address for publishers: {@code PX_MARKETPLACE_API_URL}. */
    public URI apiUri() {
        return api == ApiGeneration.CORE ? URI.create(server.baseUri() + CoreApi.BASE) : server.baseUri();
    }

    /** The address for telemetry: {@code PX_TELEMETRY_ENDPOINT}. */
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

    /** The directory that everything is stored in. */
    public Path dataDirectory() {
        return data.path();
    }

    /** A key in PKCS#8 PEM: ECDSA P-256 whose signatures this sandbox trusts, or Ed25519 if it serves the API of PowerX core. */
    public Path signingKey() {
        return api == ApiGeneration.CORE ? trust.packageKey() : trust.signingKey();
    }

    /** The certificate of {@link #signingKey()}, and its authority's, in PEM. */
    public Path signingCertificate() {
        return trust.signingCertificate();
    }

    /** The authority that signed {@link #signingCertificate()}, in PEM, for verifying packages. */
    public Path trustedAuthority() {
        return trust.authority();
    }

    /** Waits a few seconds for requests in progress, stops the server and closes the data directory. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            data.close();
        }
    }
}
