package io.powerx.publish.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.sandbox.SandboxListener;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.HttpServer;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.http.Router;
import io.powerx.publish.sandbox.telemetry.TelemetryStore;
import io.powerx.publish.sandbox.validation.RequestValidator;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Receives telemetry by the contract's operation reportTelemetry and serves {@code /metrics} to Prometheus, {@code /healthz} and
 * {@code /readyz}.
 */
public final class Collector implements AutoCloseable {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final long HOUR_MINUTES = 60;

    private final PooledDatabase database;
    private final Intake intake;
    private final ScheduledExecutorService retention;
    private final HttpServer server;

    private Collector(PooledDatabase database, Intake intake, ScheduledExecutorService retention, HttpServer server) {
        this.database = database;
        this.intake = intake;
        this.retention = retention;
        this.server = server;
    }

    /**
     * Opens the database and serves until {@link #close}.
     *
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} if the database cannot be opened, {@link ErrorCode#OPTION_INVALID} if the
     *     address cannot be bound, or is reachable from other machines and no token is set
     */
    public static Collector start(CollectorOptions options) {
        if (options.token() == null && !isLoopback(options.host())) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "serve at " + options.host(),
                    "other machines can reach this address, and there is no --auth-token-file");
        }
        PooledDatabase database = PooledDatabase.open(options.database());
        try {
            TelemetryStore store = TelemetryStore.open(database, options.clock());
            Intake intake = Intake.start(store);
            Routes routes = new Routes(database, store, intake, options.token());
            HttpServer server = HttpServer.start(
                    new HttpServer.Settings(
                            options.host(),
                            options.port(),
                            0,
                            FaultScript.NONE,
                            SandboxListener.NONE,
                            options.clock(),
                            (problem, request) -> HttpResponse.problem(problem, request.requestId())),
                    routes.router());
            return new Collector(database, intake, retention(store, options), server);
        } catch (SQLException e) {
            database.close();
            throw PublishException.of(
                            ErrorCode.STORAGE_FAILED,
                            "prepare the database in " + options.database().place(),
                            String.valueOf(e.getMessage()))
                    .causedBy(e);
        } catch (PublishException e) {
            database.close();
            throw e;
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static ScheduledExecutorService retention(TelemetryStore store, CollectorOptions options) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "collector-retention");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(() -> deleteOld(store, options), 0, HOUR_MINUTES, TimeUnit.MINUTES);
        return executor;
    }

    /** What cannot be deleted now is deleted an hour later; readiness reports a database that is down. */
    private static boolean deleteOld(TelemetryStore store, CollectorOptions options) {
        try {
            return store.deleteOlderThan(options.retention()) >= 0;
        } catch (SQLException e) {
            return false;
        }
    }

    /** The address of the server, without a slash at the end. */
    public URI baseUri() {
        return server.baseUri();
    }

    /** The address for senders: {@code PX_TELEMETRY_ENDPOINT}. */
    public URI telemetryUri() {
        return URI.create(server.baseUri() + "/telemetry/plugin/publish");
    }

    /** Waits a few seconds for requests in progress, stops the server and closes the database. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            retention.shutdownNow();
            intake.close();
            database.close();
        }
    }

    private record Routes(
            PooledDatabase database,
            TelemetryStore store,
            Intake intake,
            @Nullable Secret token) {
        Router router() {
            return new Router()
                    .add("POST", "/telemetry/plugin/publish", "reportTelemetry", this::report)
                    .add("GET", "/metrics", "metrics", this::metrics)
                    .add("GET", "/healthz", "health", exchange -> text("ok\n"))
                    .add("GET", "/readyz", "readiness", exchange -> ready());
        }

        private HttpResponse report(HttpExchange exchange) throws IOException, InterruptedException {
            authenticate(exchange);
            JsonNode batch = exchange.json();
            TelemetryStore.checkSize(batch);
            RequestValidator.validated(exchange, batch);
            TelemetryStore.Answer answer = intake.accept(TelemetryStore.Batch.of(batch, token != null));
            return HttpResponse.json(202, answer.json());
        }

        private HttpResponse metrics(HttpExchange exchange) {
            authenticate(exchange);
            try {
                return HttpResponse.text(METRICS_TYPE, store.metrics());
            } catch (SQLException e) {
                throw noDatabase();
            }
        }

        private HttpResponse ready() {
            try {
                database.transaction(tx -> tx.list("SELECT 1", row -> row.getInt(1)));
                return text("ready\n");
            } catch (SQLException e) {
                throw noDatabase();
            }
        }

        private static ProblemException noDatabase() {
            return ProblemException.of(503, "maintenance", "The database does not answer.");
        }

        private static HttpResponse text(String text) {
            return HttpResponse.text("text/plain; charset=utf-8", text);
        }

        private void authenticate(HttpExchange exchange) {
            if (token == null) {
                return;
            }
            String presented = exchange.header("Authorization").orElse("");
            if (!presented.regionMatches(true, 0, "Bearer ", 0, 7)
                    || !MessageDigest.isEqual(bytes(presented.substring(7).strip()), bytes(token.reveal()))) {
                throw ProblemException.of(401, "unauthorized", "The bearer token is missing or wrong.")
                        .header("WWW-Authenticate", "Bearer");
            }
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
