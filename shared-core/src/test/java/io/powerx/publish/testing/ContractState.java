package io.powerx.publish.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@link ContractServer} knows: publishes by request id, parts by place, one review entry a version. Everything under one lock. */
public final class ContractState {
    /** @param argument the id in the path */
    record Target(String operation, String argument, String rest) {}

    record Answer(int status, Map<String, String> headers, JsonNode body) {}

    private static final List<Map.Entry<String, Pattern>> ROUTES = List.of(
            Map.entry("registerPublish", Pattern.compile("POST /api/marketplace/plugins/(publish)")),
            Map.entry("getPublish", Pattern.compile("GET /api/marketplace/publishes/([^/]+)")),
            Map.entry("renewUploads", Pattern.compile("POST /api/marketplace/publishes/([^/]+)/uploads")),
            Map.entry("completeUploads", Pattern.compile("POST /api/marketplace/publishes/([^/]+)/complete")),
            Map.entry("submitReview", Pattern.compile("POST /api/marketplace/plugins/([^/]+)/submit-review")),
            Map.entry("getReview", Pattern.compile("GET /api/marketplace/plugins/([^/]+)/review")),
            Map.entry("withdraw", Pattern.compile("PATCH /api/marketplace/plugins/([^/]+)/status")),
            Map.entry("listVersions", Pattern.compile("GET /api/marketplace/plugins/([^/]+)/versions")),
            Map.entry("oidcAudience", Pattern.compile("GET /api/marketplace/oidc/(audience)")),
            Map.entry("oidcExchange", Pattern.compile("POST /api/marketplace/oidc/(token)")),
            Map.entry("uploadPart", Pattern.compile("PUT /store/([^/]+)/(.+)")));

    private static final class Held {
        final String publishId;
        final String versionId;
        final JsonNode request;
        JsonNode artifacts;
        String status = "awaiting_upload";
        String reviewQueueId;
        final Map<String, TreeMap<Integer, byte[]>> parts = new LinkedHashMap<>();

        Held(String publishId, String versionId, JsonNode request) {
            this.publishId = publishId;
            this.versionId = versionId;
            this.request = request;
            this.artifacts = request.path("artifacts");
        }
    }

    private final ObjectMapper json;
    private final Clock clock;
    private final String base;
    private final Map<String, Held> byRequest = new LinkedHashMap<>();
    private final Map<String, Held> byPublish = new LinkedHashMap<>();
    private final Map<String, byte[]> assembled = new LinkedHashMap<>();
    private int serial = 1;

    private long partSize = 8 << 20;
    private Duration urlLife = Duration.ofHours(1);
    private String checksumHeader = "x-amz-checksum-sha256";
    private boolean reportsChecksums = true;
    private boolean urlsForReceived;
    private int urlsAtATime = Integer.MAX_VALUE;
    private int generation;

    ContractState(ObjectMapper json, Clock clock, String base) {
        this.json = json;
        this.clock = clock;
        this.base = base;
    }

    public synchronized ContractState partSize(long bytes) {
        partSize = bytes;
        return this;
    }

    public synchronized ContractState urlLife(Duration life) {
        urlLife = life;
        return this;
    }

    /** @param name null to take no checksums */
    public synchronized ContractState checksumHeader(String name) {
        checksumHeader = name;
        return this;
    }

    public synchronized ContractState reportsChecksums(boolean reports) {
        reportsChecksums = reports;
        return this;
    }

    /** Received parts have URLs too, so that they can be replaced. */
    public synchronized ContractState urlsForReceived(boolean given) {
        urlsForReceived = given;
        return this;
    }

    /** URLs given for one artifact at a time; the others come with a renewal. */
    public synchronized ContractState urlsAtATime(int most) {
        urlsAtATime = most;
        return this;
    }

    /** Every URL given so far is refused from now on. */
    public synchronized void expireUrls() {
        generation++;
    }

    /** The store loses a part. */
    public synchronized void forget(String artifact, int part) {
        byPublish.values().forEach(held -> held.parts
                .getOrDefault(artifact, new TreeMap<>())
                .remove(part));
    }

    public synchronized int publishes() {
        return byPublish.size();
    }

    public synchronized long reviewEntries() {
        return byPublish.values().stream()
                .filter(held -> held.reviewQueueId != null)
                .count();
    }

    /** The whole artifact, once complete. */
    public synchronized byte[] assembled(String artifact) {
        return assembled.get(artifact);
    }

    Target target(String method, String rawPath) {
        String line = method + " " + rawPath;
        for (Map.Entry<String, Pattern> route : ROUTES) {
            Matcher matcher = route.getValue().matcher(line);
            if (matcher.matches()) {
                return new Target(
                        route.getKey(),
                        URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8),
                        matcher.groupCount() > 1 ? matcher.group(2) : "");
            }
        }
        return new Target("unknown", "", "");
    }

    synchronized Answer act(Target target, Headers headers, URI uri, byte[] body) throws IOException {
        return switch (target.operation()) {
            case "registerPublish" -> register(json.readTree(body));
            case "getPublish" -> of(target, held -> ok(publish(held)));
            case "renewUploads" -> of(target, held -> renew(held, body));
            case "completeUploads" -> of(target, held -> complete(held));
            case "submitReview" -> ofVersion(target, this::submit);
            case "getReview" -> ofVersion(target, held -> ok(review(held)));
            case "withdraw" -> ofVersion(target, held -> withdraw(held, body));
            case "listVersions" -> versions(target.argument());
            case "oidcAudience" -> ok(json.createObjectNode().put("audience", "powerx-marketplace"));
            case "oidcExchange" -> exchange(body);
            case "uploadPart" -> store(target, headers, uri, body);
            default -> problem(404, "not_found");
        };
    }

    private interface Act {
        Answer on(Held held) throws IOException;
    }

    private Answer of(Target target, Act act) throws IOException {
        Held held = byPublish.get(target.argument());
        return held == null ? problem(404, "not_found") : act.on(held);
    }

    private Answer ofVersion(Target target, Act act) throws IOException {
        for (Held held : byPublish.values()) {
            if (held.versionId.equals(target.argument())) {
                return act.on(held);
            }
        }
        return problem(404, "not_found");
    }

    private Answer register(JsonNode request) {
        String key = request.path("publishRequestId").asText();
        Held held = byRequest.get(key);
        if (held != null) {
            if (!identity(held.artifacts).equals(identity(request.path("artifacts")))) {
                ObjectNode problem = problemBody(422, "idempotency_key_reused");
                problem.put("publishId", held.publishId);
                return new Answer(422, Map.of("Content-Type", "application/problem+json"), problem);
            }
            return new Answer(
                    200, Map.of("Content-Type", "application/json", "Idempotency-Replayed", "true"), publish(held));
        }
        JsonNode meta = request.path("metadata");
        for (Held other : byPublish.values()) {
            JsonNode taken = other.request.path("metadata");
            if (taken.path("pluginId").equals(meta.path("pluginId"))
                    && taken.path("version").equals(meta.path("version"))) {
                ObjectNode problem = problemBody(409, "version_conflict");
                problem.put("publishId", other.publishId);
                return new Answer(409, Map.of("Content-Type", "application/problem+json"), problem);
            }
        }
        held = new Held("pub-" + serial, "ver-" + serial, request);
        serial++;
        byRequest.put(key, held);
        byPublish.put(held.publishId, held);
        return new Answer(201, Map.of("Content-Type", "application/json"), publish(held));
    }

    private static List<String> identity(JsonNode artifacts) {
        List<String> identity = new ArrayList<>();
        artifacts.forEach(one -> identity.add(one.path("name").asText()
                + one.path("size").asLong()
                + one.path("sha256").asText()));
        return identity;
    }

    private Answer renew(Held held, byte[] body) throws IOException {
        if (!held.status.equals("awaiting_upload")) {
            return problem(409, "not_awaiting_upload");
        }
        JsonNode artifacts = body.length == 0 ? null : json.readTree(body).path("artifacts");
        if (artifacts != null && artifacts.isArray() && !artifacts.isEmpty()) {
            if (!identity(held.artifacts).equals(identity(artifacts))) {
                held.parts.clear();
            }
            held.artifacts = artifacts;
        }
        return ok(publish(held));
    }

    private Answer complete(Held held) {
        if (!held.status.equals("awaiting_upload")) {
            return ok(publish(held));
        }
        List<Integer> missing = new ArrayList<>();
        Map<String, byte[]> whole = new LinkedHashMap<>();
        for (JsonNode artifact : held.artifacts) {
            String name = artifact.path("name").asText();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int number = 1; number <= count(artifact); number++) {
                byte[] part = held.parts.getOrDefault(name, new TreeMap<>()).get(number);
                if (part == null) {
                    missing.add(number);
                } else {
                    bytes.writeBytes(part);
                }
            }
            whole.put(name, bytes.toByteArray());
            if (missing.isEmpty()
                    && !sha256(bytes.toByteArray())
                            .equals(artifact.path("sha256").asText())) {
                return problem(422, "checksum_mismatch");
            }
        }
        if (!missing.isEmpty()) {
            ObjectNode problem = problemBody(409, "parts_missing");
            missing.forEach(problem.putArray("missingParts")::add);
            return new Answer(409, Map.of("Content-Type", "application/problem+json"), problem);
        }
        assembled.putAll(whole);
        held.status = "uploaded";
        return ok(publish(held));
    }

    private Answer submit(Held held) {
        if (held.status.equals("awaiting_upload")) {
            return problem(409, "not_uploaded");
        }
        if (held.reviewQueueId == null) {
            held.reviewQueueId = "rq-" + serial++;
            held.status = "queued";
        }
        return new Answer(202, Map.of("Content-Type", "application/json"), review(held));
    }

    private Answer withdraw(Held held, byte[] body) throws IOException {
        held.status = json.readTree(body).path("status").asText();
        return ok(version(held));
    }

    private Answer versions(String pluginId) {
        ArrayNode items = json.createArrayNode();
        byPublish.values().stream()
                .filter(held ->
                        held.request.path("metadata").path("pluginId").asText().equals(pluginId))
                .forEach(held -> items.insert(0, version(held)));
        return items.isEmpty()
                ? problem(404, "plugin_unknown")
                : ok(json.createObjectNode().set("items", items));
    }

    private Answer exchange(byte[] body) throws IOException {
        String token = json.readTree(body).path("identityToken").asText();
        return token.contains("untrusted")
                ? problem(403, "publisher_not_trusted")
                : ok(json.createObjectNode()
                        .put("accessToken", ContractServer.TOKEN)
                        .put("expiresIn", 900));
    }

    private Answer store(Target target, Headers headers, URI uri, byte[] body) {
        Held held = byPublish.get(target.argument());
        Matcher place = Pattern.compile("([^/]+)/(\\d+)").matcher(target.rest());
        Matcher signed = Pattern.compile("sig=canary-(\\d+)&expires=(\\d+)").matcher(String.valueOf(uri.getRawQuery()));
        if (held == null || !place.matches() || !signed.matches()) {
            return new Answer(403, Map.of(), null);
        }
        boolean expired = Long.parseLong(signed.group(2)) <= clock.instant().getEpochSecond()
                || Integer.parseInt(signed.group(1)) < generation;
        if (expired) {
            return new Answer(403, Map.of(), null);
        }
        if (checksumHeader != null) {
            String announced = headers.getFirst(checksumHeader);
            String actual = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256(body)));
            if (!actual.equals(announced)) {
                return new Answer(400, Map.of(), null);
            }
        }
        String name = URLDecoder.decode(place.group(1), StandardCharsets.UTF_8);
        held.parts.computeIfAbsent(name, key -> new TreeMap<>()).put(Integer.parseInt(place.group(2)), body);
        return new Answer(200, Map.of("ETag", etag(body)), null);
    }

    private static String etag(byte[] part) {
        return "\"" + sha256(part).substring(0, 32) + "\"";
    }

    private long count(JsonNode artifact) {
        long size = artifact.path("size").asLong();
        return size <= partSize ? 1 : (size + partSize - 1) / partSize;
    }

    private ObjectNode publish(Held held) {
        ObjectNode tree = json.createObjectNode();
        tree.put("publishId", held.publishId).put("versionId", held.versionId).put("status", held.status);
        tree.put("reviewQueueId", held.reviewQueueId);
        ArrayNode uploads = tree.putArray("uploads");
        boolean awaiting = held.status.equals("awaiting_upload");
        for (JsonNode artifact : held.artifacts) {
            uploads.add(upload(held, artifact, awaiting));
        }
        return tree;
    }

    private ObjectNode upload(Held held, JsonNode artifact, boolean awaiting) {
        String name = artifact.path("name").asText();
        long count = count(artifact);
        ObjectNode upload = json.createObjectNode();
        upload.put("artifact", name).put("sha256", artifact.path("sha256").asText());
        upload.put("mode", count == 1 ? "single" : "multipart");
        if (count > 1) {
            upload.put("partSize", partSize);
        }
        if (checksumHeader != null) {
            upload.put("checksumHeader", checksumHeader);
        }
        Instant expires = clock.instant().plus(urlLife);
        upload.put("expiresAt", expires.toString());
        ArrayNode parts = upload.putArray("parts");
        int given = 0;
        for (int number = 1; number <= count; number++) {
            byte[] stored = held.parts.getOrDefault(name, new TreeMap<>()).get(number);
            ObjectNode part = parts.addObject().put("number", number).put("received", stored != null);
            if (stored != null) {
                part.put("etag", etag(stored));
                if (reportsChecksums) {
                    part.put("sha256", sha256(stored));
                }
            }
            if ((stored == null || urlsForReceived) && awaiting && given++ < urlsAtATime) {
                part.put(
                        "url",
                        base + "/store/" + held.publishId + "/" + name + "/" + number + "?sig=canary-" + generation
                                + "&expires=" + expires.getEpochSecond());
                part.putObject("headers").put("x-store-class", "standard");
            }
        }
        return upload;
    }

    private ObjectNode review(Held held) {
        ObjectNode tree = json.createObjectNode();
        tree.put("reviewQueueId", held.reviewQueueId).put("versionId", held.versionId);
        tree.put("status", held.status).put("reviewUrl", base + "/reviews/" + held.reviewQueueId);
        return tree.put("nextCheckAt", clock.instant().plusSeconds(600).toString());
    }

    private ObjectNode version(Held held) {
        JsonNode meta = held.request.path("metadata");
        return json.createObjectNode()
                .put("versionId", held.versionId)
                .put("version", meta.path("version").asText())
                .put("channel", meta.path("channel").asText())
                .put("status", held.status);
    }

    private Answer ok(JsonNode body) {
        return new Answer(200, Map.of("Content-Type", "application/json"), body);
    }

    Answer problem(int status, String code) {
        return new Answer(status, Map.of("Content-Type", "application/problem+json"), problemBody(status, code));
    }

    private ObjectNode problemBody(int status, String code) {
        return json.createObjectNode()
                .put("type", "https://powerx.example/problems/" + code)
                .put("title", "Refused")
                .put("status", status)
                .put("code", code);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
