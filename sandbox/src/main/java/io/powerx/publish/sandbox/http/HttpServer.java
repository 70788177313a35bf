package io.powerx.publish.sandbox.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.sandbox.SandboxListener;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The sandbox's HTTP server. */
public final class HttpServer implements AutoCloseable {
    private static final int MAX_THREADS = 200;
    private static final long IDLE_MILLIS = 60_000;
    private static final long STOP_MILLIS = 3_000;

    private final Server server;
    private final URI baseUri;

    private HttpServer(Server server, URI baseUri) {
        this.server = server;
        this.baseUri = baseUri;
    }

    /**
     * The settings of the server.
     *
     * @param host the address to bind
     * @param port 0 to select a free one
     * @param requestsPerSecond 0 for no limit
     * @param refusals creates the replies to rejected requests
     */
    public record Settings(
            String host,
            int port,
            int requestsPerSecond,
            FaultScript faults,
            SandboxListener listener,
            Clock clock,
            Refusals refusals) {}

    /** Creates replies to rejected requests: in the format of the API, or as pages for browsers. */
    @FunctionalInterface
    public interface Refusals {
        HttpResponse answer(ProblemException problem, Rejected request);
    }

    /**
     * A rejected request.
     *
     * @param path canonical
     * @param wantsPage whether the client accepts HTML, as browsers do when they open an address
     */
    public record Rejected(String requestId, String path, boolean wantsPage) {}

    /**
     * Binds the address and starts the server.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if the address cannot be bound
     */
    public static HttpServer start(Settings settings, Router router) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("sandbox-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setInputBufferSize(64 << 10);
        http.setRequestHeaderSize(16 << 10);
        // A slash in a path parameter is sent as %2F; the router decodes each segment separately.
        http.setUriCompliance(UriCompliance.from("RFC3986,AMBIGUOUS_PATH_SEPARATOR,AMBIGUOUS_PATH_ENCODING"));
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(256);
        server.addConnector(connector);
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler(new TransportErrors());

        HostRule hosts = new HostRule(settings.host());
        Dispatcher dispatcher = new Dispatcher(router, hosts, settings);
        server.setHandler(new org.eclipse.jetty.server.handler.GracefulHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                dispatcher.handle(request, response, callback);
                return true;
            }
        }));
        try {
            connector.open();
            URI base = URI.create("http://" + hosts.printable() + ":" + connector.getLocalPort());
            hosts.serving(base);
            server.start();
            return new HttpServer(server, base);
        } catch (Exception e) {
            connector.close();
            throw PublishException.of(
                            ErrorCode.OPTION_INVALID,
                            "serve at " + settings.host() + ":" + settings.port(),
                            "the address cannot be bound: " + e.getMessage())
                    .advice("Stop the program that uses the port, or choose another port with {port}.")
                    .causedBy(e);
        }
    }

    public URI baseUri() {
        return baseUri;
    }

    /** Stops accepting requests, waits a few seconds for those in progress, and stops the server. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw PublishException.of(ErrorCode.INTERNAL_ERROR, "stop the sandbox", "the server did not stop")
                    .causedBy(e);
        }
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
