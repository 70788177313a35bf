package io.powerx.publish.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** PowerX core's registry in memory, as its handlers are written, with a script of faults. */
public final class CoreServer implements AutoCloseable {
    public static final String TOKEN = "canary-token-77aa01";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Deque<Fault>> script = new ConcurrentHashMap<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> candidates = new LinkedHashMap<>();
    private final Set<String> keys = new HashSet<>();

    private CoreServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public static CoreServer start() {
        try {
            return new CoreServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1");
    }

    /** The next requests of that operation meet these faults, one each. */
    public CoreServer fail(String operation, Fault... faults) {
        script.computeIfAbsent(operation, name -> new ArrayDeque<>()).addAll(List.of(faults));
        return this;
    }

    /** The operations that were asked for, in order. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    public long count(String operation) {
        return seen.stream().filter(operation::equals).count();
    }

    /** What the n-th request (from 0) carried. */
    public String body(int number) {
        return bodies.get(number);
    }

    public synchronized List<ObjectNode> candidates() {
        return List.copyOf(candidates.values());
    }

    /** Somebody else registers the version over whatever is there. */
    public synchronized ObjectNode overwrite(String pluginId, String version) {
        ObjectNode body = json.createObjectNode().put("pluginId", pluginId).put("version", version);
        body.putObject("labels").put("px.contentDigest", "f".repeat(64)).put("px.publishRequestId", "somebody-else");
        return create(body);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            String operation = operation(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            seen.add(operation);
            bodies.add(body);
            Fault fault = next(operation);
            if (fault != null && !fault.acts()) {
                if (fault.kind() == Fault.Kind.ANSWER) {
                    fault.headers().forEach(exchange.getResponseHeaders()::set);
                    send(exchange, fault.status(), fault.body().getBytes(StandardCharsets.UTF_8));
                }
                return;
            }
            Answer answer =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                            ? act(operation, exchange.getRequestURI(), body)
                            : error(401, "unauthorized", "");
            byte[] bytes = answer.body() == null ? new byte[0] : json.writeValueAsBytes(answer.body());
            if (fault == null) {
                send(exchange, answer.status(), bytes);
            } else if (fault.kind() == Fault.Kind.CUT) {
                exchange.sendResponseHeaders(answer.status(), Math.max(2, bytes.length));
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
            } else if (fault.kind() == Fault.Kind.TRUNCATED) {
                send(exchange, answer.status(), Arrays.copyOf(bytes, bytes.length / 2));
            }
        }
    }

    private record Answer(int status, ObjectNode body) {}

    private static String operation(String method, String path) {
        if (path.endsWith("/signing-keys")) {
            return "registerSigningKey";
        }
        if (path.endsWith("/gates")) {
            return "runGates";
        }
        if (path.endsWith("/artifacts")) {
            return "uploadArtifact";
        }
        boolean all = path.endsWith("/releases");
        return switch (method) {
            case "GET" -> all ? "listReleases" : "getRelease";
            case "POST" -> "createRelease";
            case "PATCH" -> "updateRelease";
            default -> "deleteRelease";
        };
    }

    private synchronized Answer act(String operation, URI uri, String body) throws IOException {
        String[] path = uri.getPath().split("/", -1);
        return switch (operation) {
            case "listReleases" -> list(String.valueOf(uri.getQuery()));
            case "createRelease" -> success(201, create((ObjectNode) json.readTree(body)));
            case "registerSigningKey" ->
                registerKey(json.readTree(body).path("key_id").asText());
            default -> {
                ObjectNode candidate = candidates.get(path[operation.equals("runGates") ? 5 : 6]);
                yield candidate == null
                        ? error(500, "pipeline operation failed", "record not found")
                        : about(operation, candidate, body);
            }
        };
    }

    private Answer about(String operation, ObjectNode candidate, String body) throws IOException {
        String id = candidate.path("candidateId").asText();
        return switch (operation) {
            case "updateRelease" -> {
                candidate.set("labels", json.readTree(body).path("labels"));
                yield success(200, withoutPackages(candidate));
            }
            case "deleteRelease" -> {
                candidates.remove(id);
                yield new Answer(204, null);
            }
            case "uploadArtifact" -> {
                candidate.put(
                        "offlinePackageCount",
                        candidate.path("offlinePackageCount").asInt() + 1);
                yield success(
                        201,
                        json.createObjectNode()
                                .put("package_uuid", UUID.randomUUID().toString()));
            }
            case "runGates" -> {
                candidate.put("gateStatus", "passed");
                yield success(
                        202, json.createObjectNode().put("candidateId", id).put("status", "passed"));
            }
            default -> success(200, withoutPackages(candidate));
        };
    }

    private ObjectNode withoutPackages(ObjectNode candidate) {
        ObjectNode view = candidate.deepCopy();
        view.remove(List.of("offlinePackageCount", "offlinePackageStatus"));
        return view;
    }

    private ObjectNode create(ObjectNode body) {
        String pluginId = body.path("pluginId").asText();
        String version = body.path("version").asText();
        ObjectNode held = candidates.values().stream()
                .filter(candidate -> candidate.path("pluginId").asText().equals(pluginId)
                        && candidate.path("version").asText().equals(version))
                .findFirst()
                .orElseGet(() -> json.createObjectNode()
                        .put("candidateId", UUID.randomUUID().toString())
                        .put("offlinePackageCount", 0));
        held.put("pluginId", pluginId)
                .put("version", version)
                .put("releaseNotes", body.path("releaseNotes").asText())
                .put("commitHash", body.path("commitHash").asText())
                .put("gateStatus", "pending")
                .put("approvalStatus", "submitted");
        held.set("labels", body.path("labels"));
        candidates.put(held.path("candidateId").asText(), held);
        return withoutPackages(held);
    }

    private Answer list(String query) {
        ObjectNode data = json.createObjectNode();
        var items = data.putArray("items");
        List<ObjectNode> newestFirst = new ArrayList<>(candidates.values());
        java.util.Collections.reverse(newestFirst);
        newestFirst.stream()
                .filter(candidate -> !query.contains("version=")
                        || candidate.path("version").asText().startsWith(query.replaceAll(".*version=([^&]*).*", "$1")))
                .forEach(items::add);
        data.putObject("pagination").put("total", items.size()).put("page", 1).put("pages", 1);
        return success(200, data);
    }

    private Answer registerKey(String keyId) {
        return keys.add(keyId)
                ? success(201, json.createObjectNode().put("key_id", keyId).put("enabled", true))
                : error(500, "signing key operation failed", "duplicate key value violates unique constraint");
    }

    private Answer success(int status, JsonNode data) {
        ObjectNode body = json.createObjectNode().put("code", status).put("message", "success");
        body.set("data", data);
        return new Answer(status, body);
    }

    private Answer error(int status, String message, String error) {
        return new Answer(
                status,
                json.createObjectNode()
                        .put("code", status)
                        .put("message", message)
                        .put("error", error));
    }

    /** A fault in core's envelope. */
    public static Fault refusal(int status, String message, String error) {
        return Fault.problem(
                status, "{\"code\":" + status + ",\"message\":\"" + message + "\",\"error\":\"" + error + "\"}");
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private Fault next(String operation) {
        Deque<Fault> faults = script.get(operation);
        if (faults == null) {
            return null;
        }
        synchronized (faults) {
            return faults.pollFirst();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
