package io.powerx.publish.sandbox.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.contract.OpenApiContract;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Forwards requests between a client and a Marketplace, and validates each request and each reply against the contract. Signed URLs
 * lead through it, too. A connection that the Marketplace breaks is broken for the client.
 */
public final class ContractWatch implements AutoCloseable {
    private static final OpenApiContract CONTRACT = OpenApiContract.marketplace();
    private static final int LARGEST = 64 << 20;
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "date", ":status");

    static {
        // Without it every answer waits for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** The client's own, since others repeat by themselves what was broken on purpose. */
    private final OkHttpClient http = HttpClients.create(HttpSettings.DEFAULT);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final URI there;

    private ContractWatch(URI there) throws IOException {
        this.there = there;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::handOn);
        server.start();
    }

    /** Watches over the Marketplace at that address. */
    public static ContractWatch over(URI marketplace) {
        try {
            return new ContractWatch(marketplace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the client finds the Marketplace. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the contract does not allow, of either side. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    private void handOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(lower(name), values.get(0)));
            byte[] body = exchange.getRequestBody().readAllBytes();
            note(method, path, "request", CONTRACT.faultsOfRequest(method, path, headers, body));

            Reply answer = send(method, exchange.getRequestURI(), headers, body);
            Map<String, String> answered = new HashMap<>();
            answer.headers().forEach(header -> answered.put(lower(header.getFirst()), header.getSecond()));
            byte[] content = answer.body().toByteArray();
            note(method, path, "reply", CONTRACT.faultsOfResponse(method, path, answer.status(), answered, content));

            byte[] here = new String(content, StandardCharsets.UTF_8)
                    .replace(there.toString(), uri().toString())
                    .getBytes(StandardCharsets.UTF_8);
            answered.forEach((name, value) -> {
                if (!OWN_HEADERS.contains(name)) {
                    exchange.getResponseHeaders().set(name, value);
                }
            });
            exchange.sendResponseHeaders(answer.status(), here.length == 0 ? -1 : here.length);
            exchange.getResponseBody().write(here);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply send(String method, URI asked, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        Request.Builder request = new Request.Builder()
                .url(there + asked.getRawPath() + query)
                .method(method, method.equals("GET") ? null : RequestBody.create(body, null));
        headers.forEach((name, value) -> {
            if (!OWN_HEADERS.contains(name)) {
                request.header(name, value);
            }
        });
        return HttpCall.send(http.newCall(request.build()), LARGEST);
    }

    private void note(String method, String path, String what, List<String> found) {
        found.forEach(fault -> faults.add(what + " of " + method + " " + path + ": " + fault));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        HttpClients.close(http);
    }
}
