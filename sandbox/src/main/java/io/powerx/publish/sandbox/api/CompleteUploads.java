package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Permission;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.validation.RequestValidator;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The operation completeUploads. */
final class CompleteUploads {
    private static final int ATTEMPTS = 3;

    private final Backend backend;
    private final DirectStoreFetch directStore;
    private final ContentCheck contentCheck;
    // A client that timed out and retries waits for its first request, so the work is not done twice.
    private final Map<String, ReentrantLock> underWay = new ConcurrentHashMap<>();

    CompleteUploads(Backend backend) {
        this.backend = backend;
        this.directStore = new DirectStoreFetch(backend);
        this.contentCheck = new ContentCheck(backend);
    }

    HttpResponse complete(HttpExchange exchange) throws IOException, SQLException {
        Access.Caller caller = backend.access().require(exchange, Permission.PLUGIN_PUBLISH);
        JsonNode request = RequestValidator.json(exchange);
        String publishId = exchange.parameter("publishId");
        caller.checkPlugin(read(publishId).row().pluginId());
        ReentrantLock turn = underWay.computeIfAbsent(publishId, id -> new ReentrantLock());
        turn.lock();
        try {
            PublishRecord publish = completed(publishId, request, caller.name());
            return HttpResponse.json(200, new PublishView(backend, exchange.base()).of(publish, false));
        } finally {
            turn.unlock();
            if (!turn.hasQueuedThreads()) {
                underWay.remove(publishId, turn);
            }
        }
    }

    private PublishRecord read(String publishId) throws SQLException {
        return backend.database().transaction(tx -> new PublishTable(tx).get(publishId));
    }

    private PublishRecord completed(String publishId, JsonNode request, String caller)
            throws IOException, SQLException {
        for (int attempt = 1; ; attempt++) {
            PublishRecord publish = read(publishId);
            checkClaims(publish, request);
            if (publish.isUploaded()) {
                return publish;
            }
            if (!publish.row().awaitsUpload()) {
                throw ProblemException.of(
                                409,
                                "not_awaiting_upload",
                                "The publish is " + publish.row().status() + " and accepts no more uploads.")
                        .with("publishId", publishId);
            }
            directStore.fetch(publish);
            PublishRecord whole = read(publishId);
            checkParts(whole, request);
            try {
                String checks = Json.write(contentCheck.check(whole));
                backend.blobs().force(whole.parts().stream().map(PartRow::file).toList());
                if (settle(whole, checks, caller)) {
                    return read(publishId);
                }
            } catch (NoSuchFileException e) {
                // A late PUT replaced a part while it was being read.
                checkParts(read(publishId), request);
            }
            if (attempt == ATTEMPTS) {
                throw ProblemException.of(
                        409,
                        "parts_missing",
                        "The parts keep changing; complete the publish after every PUT has ended.");
            }
        }
    }

    /** Sets the state to uploaded, unless the parts have changed since they were checked. */
    private boolean settle(PublishRecord checked, String checks, String caller) throws SQLException {
        String publishId = checked.row().publishId();
        return backend.database().transaction(tx -> {
            PublishTable table = new PublishTable(tx);
            PublishRecord now = table.lock(publishId);
            if (now.isUploaded()) {
                return true;
            }
            boolean same = now.row().awaitsUpload()
                    && now.parts().equals(checked.parts())
                    && now.artifacts().equals(checked.artifacts());
            if (same) {
                table.setUploaded(publishId, checks, backend.now().toEpochMilli());
                table.remember(publishId, backend.now().toEpochMilli(), caller, "uploaded", null);
            }
            return same;
        });
    }

    /** Compares what the client claims to have sent with what was announced. */
    private static void checkClaims(PublishRecord publish, JsonNode request) {
        JsonNode claims = request.get("artifacts");
        for (int i = 0; i < claims.size(); i++) {
            JsonNode claim = claims.get(i);
            String pointer = "/artifacts/" + i;
            String name = claim.get("name").textValue();
            ArtifactRow artifact = publish.artifact(name)
                    .orElseThrow(() -> ProblemException.validation(
                            pointer + "/name", "unknown", "is not an artifact of this publish"));
            if (!artifact.sha256().equals(claim.get("sha256").textValue())) {
                throw ContentCheck.mismatch(
                        name, pointer + "/sha256", "was announced with the SHA-256 " + artifact.sha256());
            }
            for (JsonNode part : claim.get("parts")) {
                long number = part.get("number").longValue();
                if (number < 1 || number > artifact.partCount()) {
                    throw ProblemException.validation(
                            pointer + "/parts", "unknown", name + " has the parts 1 to " + artifact.partCount());
                }
            }
        }
    }

    private void checkParts(PublishRecord publish, JsonNode request) {
        SortedSet<Integer> missing = new TreeSet<>();
        ProblemException problem =
                ProblemException.of(409, "parts_missing", "Parts are missing: renew the uploads and send them.");
        for (ArtifactRow artifact : publish.artifacts()) {
            SortedSet<Integer> absent = absent(publish, artifact, request);
            missing.addAll(absent);
            absent.stream()
                    .limit(RequestValidator.MAX_FAULTS)
                    .forEach(number ->
                            problem.error("", "part_missing", artifact.name() + ": part " + number + " is missing"));
        }
        if (!missing.isEmpty()) {
            throw problem.with("missingParts", List.copyOf(missing))
                    .with("publishId", publish.row().publishId());
        }
    }

    /** The parts that are missing, or whose entity tag differs from the one that the client received. */
    private SortedSet<Integer> absent(PublishRecord publish, ArtifactRow artifact, JsonNode request) {
        SortedSet<Integer> absent = new TreeSet<>();
        for (int number = 1; number <= artifact.partCount(); number++) {
            absent.add(number);
        }
        for (PartRow part : publish.partsOf(artifact)) {
            if (backend.blobs().holds(part.file(), part.size())) {
                absent.remove(part.number());
            }
        }
        for (JsonNode claim : request.get("artifacts")) {
            if (artifact.isUploaded() && claim.get("name").textValue().equals(artifact.name())) {
                for (JsonNode sent : claim.get("parts")) {
                    publish.partsOf(artifact).stream()
                            .filter(part -> part.number() == sent.get("number").intValue())
                            .filter(part -> !unquoted(part.etag())
                                    .equals(unquoted(sent.get("etag").textValue())))
                            .forEach(part -> absent.add(part.number()));
                }
            }
        }
        return absent;
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }
}
