package io.powerx.publish.sandbox.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.api.Backend;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.ProblemException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers, lists, changes and deletes candidates (publish_handler.go). */
final class CandidateRoutes {
    /** The tenant of every token of the sandbox. */
    static final String TENANT = "00000000-0000-4000-8000-00000000700a";

    private static final int MAX_ITEMS = 100;

    private final Backend backend;

    CandidateRoutes(Backend backend) {
        this.backend = backend;
    }

    JsonNode create(HttpExchange exchange) throws IOException, SQLException {
        JsonNode body = json(exchange);
        requireMembers(body);
        String tenant = tenant(body);
        String commit = text(body, "commitHash");
        ObjectNode labels = JsonNodeFactory.instance.objectNode();
        body.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        if (backend.options().core().bodyVersion() > 1 && !labels.has("channel")) {
            labels.put("channel", text(body, "channel"));
        }
        CandidateTable.Submission submission = new CandidateTable.Submission(
                tenant,
                text(body, "pluginId"),
                text(body, "version"),
                text(body, "buildArtifactUri"),
                commit.isEmpty() ? text(body.path("metadata"), "commitHash") : commit,
                text(body, "releaseNotes"),
                Json.write(labels));
        CandidateRow made = backend.database().transaction(tx -> new CandidateTable(tx)
                .upsert(submission, backend.clock().millis()));
        return made.view();
    }

    private void requireMembers(JsonNode body) {
        int version = backend.options().core().bodyVersion();
        List<String> missing = new ArrayList<>();
        if (version == 1) {
            require(body, "tenantId", "TenantID", missing);
            require(body, "commitHash", "CommitHash", missing);
            require(body, "releaseNotes", "ReleaseNotes", missing);
        } else if (version == 2) {
            require(body, "tenantUuid", "TenantUUID", missing);
        }
        require(body, "pluginId", "PluginID", missing);
        require(body, "version", "Version", missing);
        if (version > 1) {
            require(body, "channel", "Channel", missing);
        }
        require(body, "buildArtifactUri", "BuildArtifact", missing);
        if (!missing.isEmpty()) {
            throw CoreRefusal.missing(missing);
        }
    }

    private static void require(JsonNode body, String name, String goName, List<String> missing) {
        if (text(body, name).isEmpty()) {
            missing.add(goName);
        }
    }

    private String tenant(JsonNode body) {
        return switch (backend.options().core().bodyVersion()) {
            case 1 -> text(body, "tenantId");
            case 2 -> text(body, "tenantUuid");
            default -> TENANT;
        };
    }

    JsonNode list(HttpExchange exchange) throws SQLException {
        int page = number(exchange, "page", 1);
        int size = number(exchange, "size", 20);
        if (page < 1 || size < 1 || size > MAX_ITEMS) {
            throw CoreRefusal.of(400, "invalid page", "page must be at least 1, size from 1 to " + MAX_ITEMS);
        }
        CandidateTable.Filter filter = new CandidateTable.Filter(
                query(exchange, "tenant_uuid"),
                query(exchange, "pluginId"),
                query(exchange, "version"),
                query(exchange, "approvalStatus"),
                query(exchange, "gateStatus"));
        CandidateTable.Found found =
                backend.database().transaction(tx -> new CandidateTable(tx).list(filter, page, size));
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode items = data.putArray("items");
        found.rows().forEach(row -> items.add(row.summary()));
        data.putObject("pagination")
                .put("total", found.total())
                .put("page", page)
                .put("page_size", size)
                .put("pages", (found.total() + size - 1) / size);
        return data;
    }

    JsonNode get(HttpExchange exchange) throws SQLException {
        return existing(exchange).view();
    }

    /** Changes a candidate without resetting its gates and approval. */
    JsonNode update(HttpExchange exchange) throws IOException, SQLException {
        JsonNode body = json(exchange);
        CandidateRow row = existing(exchange);
        String uri = text(body, "buildArtifactUri");
        String notes = text(body, "releaseNotes");
        JsonNode labels = body.path("labels");
        if (uri.isEmpty() && notes.isEmpty() && labels.isEmpty()) {
            throw CoreRefusal.of(400, "no fields to update", "");
        }
        CandidateRow changed = backend.database().transaction(tx -> {
            CandidateTable table = new CandidateTable(tx);
            if (!uri.isEmpty()) {
                table.update(row.candidateId(), "artifact_uri", uri);
            }
            if (!notes.isEmpty()) {
                table.update(row.candidateId(), "notes", notes);
            }
            if (!labels.isEmpty()) {
                table.update(row.candidateId(), "labels", Json.write(labels));
            }
            return table.get(row.candidateId()).orElseThrow();
        });
        return changed.view();
    }

    JsonNode delete(HttpExchange exchange) throws SQLException {
        CandidateRow row = existing(exchange);
        backend.database().transaction(tx -> {
            new CandidateTable(tx)
                    .update(row.candidateId(), "deleted_at", backend.clock().millis());
            return true;
        });
        return MissingNode.getInstance();
    }

    private CandidateRow existing(HttpExchange exchange) throws SQLException {
        String id = candidateId(exchange);
        return backend.database()
                .transaction(tx -> new CandidateTable(tx).get(id))
                .orElseThrow(() -> CoreRefusal.unknownId());
    }

    static String candidateId(HttpExchange exchange) {
        try {
            return UUID.fromString(exchange.parameter("candidateId")).toString();
        } catch (IllegalArgumentException e) {
            throw CoreRefusal.of(400, "invalid candidateId", "invalid UUID length");
        }
    }

    static JsonNode json(HttpExchange exchange) throws IOException {
        try {
            return exchange.json();
        } catch (ProblemException e) {
            throw CoreRefusal.of(e.status(), "\u53c2\u6570\u9a8c\u8bc1\u5931\u8d25", e.getMessage());
        }
    }

    static String text(JsonNode tree, String name) {
        return tree.path(name).asText("").strip();
    }

    private static @Nullable String query(HttpExchange exchange, String name) {
        return exchange.query(name).filter(value -> !value.isBlank()).orElse(null);
    }

    private static int number(HttpExchange exchange, String name, int otherwise) {
        String text = exchange.query(name).orElse(Integer.toString(otherwise));
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
    }
}
