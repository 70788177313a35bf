package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Permission;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.Ids;
import io.powerx.publish.sandbox.validation.RequestValidator;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The operation registerPublish. */
final class RegisterPublish {
    private final Backend backend;
    private final VersionClaim claim;

    RegisterPublish(Backend backend) {
        this.backend = backend;
        this.claim = new VersionClaim(backend);
    }

    private record Registered(PublishRecord publish, boolean replayed, List<String> droppedFiles) {}

    HttpResponse register(HttpExchange exchange) throws IOException, SQLException {
        Access.Caller caller = backend.access().require(exchange, Permission.PLUGIN_PUBLISH);
        String key = exchange.header("Idempotency-Key").orElseThrow(() -> ProblemException.of(
                        400, "validation_failed", "The header Idempotency-Key is missing.")
                .error("", "required", "the header Idempotency-Key is missing"));
        JsonNode request = RequestValidator.json(exchange);
        String requestId = request.get("publishRequestId").textValue().toLowerCase(Locale.ROOT);
        if (!requestId.equals(key.strip().toLowerCase(Locale.ROOT))) {
            throw ProblemException.validation(
                    "/publishRequestId", "idempotency_key", "differs from the header Idempotency-Key");
        }
        Announcement announcement = Announcement.of(request, backend.options());
        caller.checkPlugin(announcement.pluginId());

        PublishView view = new PublishView(backend, exchange.base());
        Optional<PublishRow> known = backend.database().transaction(tx -> new PublishTable(tx).byRequestId(requestId));
        if (known.isEmpty()) {
            SignatureBlocks.checkAnnounced(backend, announcement, request.get("signatures"));
        }
        Registered registered = backend.database()
                .transaction(tx -> registerIn(
                        new PublishTable(tx), exchange, caller, requestId, announcement, documentOf(request)));
        backend.blobs().delete(registered.droppedFiles());
        HttpResponse reply = HttpResponse.json(registered.replayed() ? 200 : 201, view.of(registered.publish(), true));
        return registered.replayed() ? reply.with("Idempotency-Replayed", "true") : reply;
    }

    private Registered registerIn(
            PublishTable table,
            HttpExchange exchange,
            Access.Caller caller,
            String requestId,
            Announcement announcement,
            String document)
            throws SQLException {
        Instant now = backend.now();
        // Lock before reading: after waiting for a concurrent run of the same request, this one must see its result.
        table.holders(announcement.pluginId(), announcement.version());
        Optional<PublishRow> known = table.byRequestId(requestId);
        if (known.isPresent()) {
            return new Registered(replay(table, known.get(), announcement, now), true, List.of());
        }
        List<String> dropped = claim.claim(table, exchange.base(), announcement, "");
        PublishRow row = new PublishRow(
                Ids.fresh("pub"),
                Ids.fresh("ver"),
                requestId,
                announcement.pluginId(),
                announcement.version(),
                announcement.channel(),
                announcement.pluginName(),
                announcement.risk(),
                "awaiting_upload",
                announcement.channel() + " " + announcement.version() + " " + announcement.pluginId(),
                announcement.fingerprint(),
                announcement.contentKey(),
                document,
                null,
                caller.name(),
                now,
                now,
                null);
        table.insert(row);
        for (ArtifactRow artifact : announcement.artifacts()) {
            table.insertArtifact(row.publishId(), artifact);
        }
        table.remember(row.publishId(), now.toEpochMilli(), caller.name(), "registered", null);
        return new Registered(table.record(row), false, dropped);
    }

    private static PublishRecord replay(PublishTable table, PublishRow known, Announcement announcement, Instant now)
            throws SQLException {
        boolean same = known.pluginId().equals(announcement.pluginId())
                && known.version().equals(announcement.version())
                && known.channel().equals(announcement.channel())
                && known.fingerprint().equals(announcement.fingerprint());
        if (!same) {
            throw ProblemException.of(
                            422,
                            "idempotency_key_reused",
                            "This publishRequestId was used for " + known.pluginId() + " " + known.version() + " on "
                                    + known.channel() + " with other artifacts. While that publish awaits its upload, "
                                    + "renew it with the new artifacts.")
                    .with("publishId", known.publishId());
        }
        table.touch(known.publishId(), now.toEpochMilli());
        return table.get(known.publishId());
    }

    private static String documentOf(JsonNode request) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("metadata", request.get("metadata"));
        document.set("signatures", request.get("signatures"));
        return Json.write(document);
    }
}
