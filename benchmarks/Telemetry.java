import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Parts of benchmarks/telemetry.sh: {@code intake URL SECONDS SENDERS} sends batches of 100 events, {@code fill DIR EVENTS} adds events to
 * the database of a collector that is not running, {@code get URL TIMES} requests a page, {@code accept} replies to every request, and
 * {@code hang} to none.
 */
public final class Telemetry {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int BATCH = 100;
    private static final int PLUGINS = 500;

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "intake" -> intake(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            case "fill" -> fill(Path.of(arguments[1]), Long.parseLong(arguments[2]));
            case "get" -> get(arguments[1], Integer.parseInt(arguments[2]));
            case "accept" -> accept();
            default -> hang();
        }
    }

    /** Prints the events that were accepted per second. */
    private static void intake(String url, int seconds, int senders) throws Exception {
        AtomicLong accepted = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + Duration.ofSeconds(seconds).toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        for (int i = 0; i < senders; i++) {
            threads.submit(() -> {
                while (System.nanoTime() < end) {
                    HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(batch()))
                            .build();
                    int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                    (status == 202 ? accepted : refused).addAndGet(BATCH);
                }
                return null;
            });
        }
        threads.shutdown();
        while (!threads.isTerminated()) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        double elapsed = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%.0f events/s accepted, %d accepted, %d refused%n", accepted.get() / elapsed, accepted.get(), refused.get());
    }

    /** The first and the last event of 50 runs, as publishes send them. */
    private static String batch() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < BATCH / 2; i++) {
            String run = UUID.randomUUID().toString();
            String plugin = "com.example.plugin" + (int) (Math.random() * PLUGINS);
            String common =
                    "\"runId\":\"%s\",\"time\":\"%s\",\"pluginId\":\"%s\",\"version\":\"1.2.3\",\"channel\":\"stable\""
                            .formatted(run, Instant.now(), plugin);
            events.add("{\"eventId\":\"%s\",\"sequence\":1,\"name\":\"plugin.publish.started\",\"status\":\"started\",\"elapsedMs\":0,%s}"
                    .formatted(UUID.randomUUID(), common));
            events.add(("{\"eventId\":\"%s\",\"sequence\":2,\"name\":\"plugin.publish.succeeded\",\"status\":\"queued\",\"elapsedMs\":31000,%s,"
                            + "\"precheck\":{\"errors\":[],\"warnings\":[\"PX-F010\"],\"suppressed\":[]},\"phase\":\"receipt\","
                            + "\"metrics\":{\"plugin.publish.duration_ms\":31000,\"plugin.publish.precheck.failure_rate\":0.0,"
                            + "\"plugin.publish.retry.count\":1,\"plugin.publish.bundle.size_bytes\":4000000}}")
                    .formatted(UUID.randomUUID(), common));
        }
        return "{\"schemaVersion\":\"1\",\"source\":{\"client\":\"px-publish\",\"clientVersion\":\"1\",\"frontend\":\"cli\",\"dropped\":0},\"events\":["
                + String.join(",", events) + "]}";
    }

    /** Rows as the collector writes them, except that the texts of the events are short and their ids ascend, which fills faster. */
    private static void fill(Path folder, long events) throws Exception {
        try (Connection database = DriverManager.getConnection(
                        "jdbc:h2:file:" + folder.toAbsolutePath().resolve("collector") + ";CACHE_SIZE=1000000", "sa", "");
                Statement statement = database.createStatement()) {
            long step = 500_000;
            for (long from = 1; from <= events; from += step) {
                statement.executeUpdate(
                        "INSERT INTO telemetry_event (event_id, run_id, sequence, name, happened_at, plugin_id, version, channel, "
                                + "dropped, source, event, received_at) SELECT '00000000-0000-4000-8000-' || LPAD(x, 12, '0'), 'fill-' || (x / 2), MOD(x, 2) + 1, "
                                + "'plugin.publish.succeeded', x, 'com.example.plugin' || MOD(x, " + PLUGINS + "), '1.2.3', 'stable', 0, "
                                + "'{\"client\":\"px-publish\",\"frontend\":\"cli\"}', '{\"status\":\"queued\"}', "
                                + System.currentTimeMillis() + " FROM SYSTEM_RANGE("
                                + from + ", " + Math.min(events, from + step - 1) + ") AS r(x)");
            }
        }
    }

    /** Prints median and maximum in milliseconds. */
    private static void get(String url, int times) throws Exception {
        double[] millis = new double[times];
        int size = 0;
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            HttpResponse<byte[]> reply = HTTP.send(
                    HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
            millis[i] = (System.nanoTime() - begin) / 1e6;
            size = reply.body().length;
            if (reply.statusCode() != 200) {
                throw new IOException("status " + reply.statusCode());
            }
        }
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                "first %.0f ms, median %.0f ms, maximum %.0f ms of %d, %d bytes%n",
                first, millis[times / 2], millis[times - 1], times, size);
    }

    private static void accept() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean telemetry = exchange.getRequestURI().getPath().contains("telemetry");
            byte[] reply = telemetry ? "{\"accepted\":1}".getBytes() : new byte[0];
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(telemetry ? 202 : 200, reply.length == 0 ? -1 : reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void hang() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress())) {
            System.out.println("http://127.0.0.1:" + silent.getLocalPort());
            LockSupport.park();
        }
    }
}
