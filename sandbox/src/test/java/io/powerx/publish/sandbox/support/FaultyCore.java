package io.powerx.publish.sandbox.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.contract.ForwardingProxy;
import io.powerx.publish.sandbox.contract.ForwardingProxy.Delivery;
import io.powerx.publish.sandbox.contract.ForwardingProxy.Message;
import io.powerx.publish.testing.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A sandbox with the API of PowerX core, behind a proxy that records the requests and makes some of them fail. */
public final class FaultyCore implements AutoCloseable, ForwardingProxy.Filter {
    private static final String RELEASES = "/internal/plugins/releases";

    private final Sandbox sandbox;
    private final ForwardingProxy proxy;
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final Map<Message, Fault> pending = new HashMap<>();
    private final List<String> operations = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    public FaultyCore(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.proxy = new ForwardingProxy(sandbox.baseUri(), this);
    }

    /** A failure that the registry reports in its envelope. */
    public static Fault refusal(int status, String message, String error) {
        ObjectNode envelope = new ObjectMapper().createObjectNode().put("code", status);
        return Fault.problem(
                status, envelope.put("message", message).put("error", error).toString());
    }

    /** The address for clients: {@code PX_MARKETPLACE_API_URL}. */
    public URI url() {
        return URI.create(proxy.uri() + sandbox.apiUri().getPath());
    }

    /** Makes the next requests of an operation fail, one for each fault. */
    public synchronized void fail(String operation, Fault... next) {
        faults.computeIfAbsent(operation, name -> new ArrayDeque<>()).addAll(List.of(next));
    }

    /** The operations that were requested, in order. */
    public synchronized List<String> seen() {
        return List.copyOf(operations);
    }

    public long count(String operation) {
        return seen().stream().filter(operation::equals).count();
    }

    /** The body of the n-th request, from 0. */
    public synchronized String body(int number) {
        return bodies.get(number);
    }

    /** The registered candidates of a plugin. */
    public List<JsonNode> candidates(String pluginId) {
        List<JsonNode> candidates = new ArrayList<>();
        direct("GET", RELEASES + "?size=100&pluginId=" + pluginId, "")
                .at("/data/items")
                .forEach(candidates::add);
        return candidates;
    }

    /** Registers a version as another tool would, over what is registered. */
    public void overwrite(String pluginId, String version, Map<String, String> labels) {
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.put("pluginId", pluginId).put("version", version);
        body.put("channel", "stable").put("buildArtifactUri", "ni:///other");
        ObjectNode members = body.putObject("labels");
        labels.forEach(members::put);
        direct("POST", RELEASES, body.toString());
    }

    /** Registers a signing key as an administrator would. */
    public void registerKey(String keyId, String publicKey) {
        ObjectNode body = new ObjectMapper().createObjectNode();
        direct(
                "POST",
                "/plugin-release/signing-keys",
                body.put("key_id", keyId).put("public_key", publicKey).toString());
    }

    private JsonNode direct(String method, String path, String body) {
        Reply reply = ContractClient.raw(
                method,
                sandbox.apiUri() + path,
                body.getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "Authorization",
                        "Bearer " + sandbox.publisherToken().reveal(),
                        "Content-Type",
                        "application/json"));
        if (reply.status() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + reply);
        }
        try {
            return Json.lenient().readTree(reply.text().replace('\u0001', ' '));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized Optional<Message> answer(Message request) {
        String operation = operation(request.method(), request.path());
        operations.add(operation);
        bodies.add(new String(request.body(), StandardCharsets.ISO_8859_1));
        Fault fault = faults.getOrDefault(operation, new ArrayDeque<>()).pollFirst();
        if (fault == null) {
            return Optional.empty();
        }
        if (fault.acts()) {
            pending.put(request, fault);
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        fault.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        byte[] body = fault.body().getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Message(
                request.method(),
                request.path(),
                fault.status(),
                headers,
                body,
                fault.kind() == Fault.Kind.CLOSED ? Delivery.CLOSED : Delivery.COMPLETE));
    }

    @Override
    public synchronized Message reply(Message request, Message reply) {
        Fault fault = pending.remove(request);
        if (fault == null) {
            return reply;
        }
        return switch (fault.kind()) {
            case CLOSED -> reply.with(Delivery.CLOSED);
            case CUT -> reply.with(Delivery.CUT);
            case TRUNCATED ->
                new Message(
                        reply.method(),
                        reply.path(),
                        reply.status(),
                        reply.headers(),
                        Arrays.copyOf(reply.body(), reply.body().length / 2));
            default -> throw new IllegalStateException("The proxy cannot inject " + fault);
        };
    }

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
        return switch (method) {
            case "GET" -> path.endsWith("/releases") ? "listReleases" : "getRelease";
            case "POST" -> "createRelease";
            case "PATCH" -> "updateRelease";
            default -> "deleteRelease";
        };
    }

    /** Closes the proxy, but not the sandbox. */
    @Override
    public void close() {
        proxy.close();
    }
}
