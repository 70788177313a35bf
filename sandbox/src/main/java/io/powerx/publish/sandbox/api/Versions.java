package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Permission;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.Tx;
import io.powerx.publish.sandbox.validation.RequestValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations listVersions and withdraw. */
public final class Versions {
    private final Backend backend;

    public Versions(Backend backend) {
        this.backend = backend;
    }

    /** The last version of the previous page. */
    private record Cursor(long uploadedAt, String publishId) {
        String encoded() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((uploadedAt + ":" + publishId).getBytes(StandardCharsets.UTF_8));
        }

        static Cursor decode(String text) {
            try {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                int colon = plain.indexOf(':');
                return new Cursor(Long.parseLong(plain.substring(0, Math.max(0, colon))), plain.substring(colon + 1));
            } catch (IllegalArgumentException e) {
                throw ProblemException.of(400, "validation_failed", "The cursor is invalid.");
            }
        }
    }

    /** Lists versions whose upload is complete and verified. */
    HttpResponse list(HttpExchange exchange) throws IOException, SQLException {
        backend.access().require(exchange, Permission.PLUGIN_PUBLISH, Permission.PLUGIN_READ, Permission.PLUGIN_REVIEW);
        String pluginId = exchange.parameter("pluginId");
        String channel = exchange.query("channel").orElse(null);
        if (channel != null && !channel.equals("stable") && !channel.equals("beta")) {
            throw ProblemException.of(400, "validation_failed", "The channel must be stable or beta.");
        }
        Cursor cursor = exchange.query("cursor").map(Cursor::decode).orElse(new Cursor(Long.MAX_VALUE, ""));
        int length = backend.options().versionsPerPage();
        List<PublishRecord> found =
                backend.database().transaction(tx -> page(tx, pluginId, channel, cursor, length + 1));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("items");
        for (PublishRecord version : found.subList(0, Math.min(length, found.size()))) {
            items.add(view(version));
        }
        body.put(
                "nextCursor",
                found.size() > length ? cursorAfter(found.get(length - 1)).encoded() : null);
        return HttpResponse.json(200, body);
    }

    private static Cursor cursorAfter(PublishRecord version) {
        return new Cursor(
                version.row().uploadedAt() == null
                        ? 0
                        : version.row().uploadedAt().toEpochMilli(),
                version.row().publishId());
    }

    private static List<PublishRecord> page(Tx tx, String pluginId, @Nullable String channel, Cursor cursor, int length)
            throws SQLException {
        boolean known = tx.one(
                        "SELECT 1 FROM publish WHERE plugin_id = ? AND uploaded_at IS NOT NULL LIMIT 1",
                        row -> row.getInt(1),
                        pluginId)
                .isPresent();
        if (!known) {
            throw ProblemException.of(404, "plugin_unknown", "No version of this plugin has been published.");
        }
        PublishTable table = new PublishTable(tx);
        List<PublishRecord> versions = new ArrayList<>();
        for (PublishRow row : tx.select(
                PublishRow.class,
                "publish WHERE plugin_id = ? AND uploaded_at IS NOT NULL"
                        + " AND (CAST(? AS VARCHAR) IS NULL OR channel = ?)"
                        + " AND (uploaded_at < ? OR (uploaded_at = ? AND publish_id < ?))"
                        + " ORDER BY uploaded_at DESC, publish_id DESC LIMIT ?",
                pluginId,
                channel,
                channel,
                cursor.uploadedAt(),
                cursor.uploadedAt(),
                cursor.publishId(),
                length)) {
            versions.add(table.record(row));
        }
        return versions;
    }

    HttpResponse changeStatus(HttpExchange exchange) throws IOException, SQLException {
        Access.Caller caller = backend.access().require(exchange, Permission.PLUGIN_PUBLISH);
        JsonNode request = RequestValidator.json(exchange);
        PublishRecord changed = changeStatus(
                exchange.parameter("versionId"),
                request.get("status").textValue(),
                request.path("reason").textValue(),
                Optional.of(caller),
                caller.name());
        return HttpResponse.json(200, view(changed));
    }

    /** Like the operation, for a reviewer who uses the pages. */
    public PublishRecord changeStatus(String versionId, String wanted, @Nullable String reason, String by)
            throws SQLException {
        return changeStatus(versionId, wanted, reason, Optional.empty(), by);
    }

    private PublishRecord changeStatus(
            String versionId, String wanted, @Nullable String reason, Optional<Access.Caller> caller, String by)
            throws SQLException {
        List<String> dropped = new ArrayList<>();
        PublishRecord changed = backend.database().transaction(tx -> {
            dropped.clear();
            PublishTable table = new PublishTable(tx);
            PublishRecord publish = table.lockVersion(versionId);
            caller.ifPresent(who -> who.checkPlugin(publish.row().pluginId()));
            String before = statusOf(publish);
            if (before.equals(wanted)) {
                return publish;
            }
            if (wanted.equals("withdrawn")) {
                if (publish.row().awaitsUpload()) {
                    publish.parts().forEach(part -> dropped.add(part.file()));
                    table.withdrawUpload(publish.row().publishId());
                } else {
                    table.setStatus(publish.row().publishId(), "withdrawn");
                    table.setReviewStatus(versionId, "withdrawn");
                }
            } else {
                moveReview(table, publish, before, wanted);
            }
            table.remember(publish.row().publishId(), backend.now().toEpochMilli(), by, wanted, reason);
            return table.get(publish.row().publishId());
        });
        backend.blobs().delete(dropped);
        return changed;
    }

    private static void moveReview(PublishTable table, PublishRecord publish, String before, String wanted)
            throws SQLException {
        boolean pausing = wanted.equals("review_paused") && before.equals("queued");
        boolean resuming = wanted.equals("queued") && before.equals("review_paused");
        if (!pausing && !resuming) {
            throw Reviews.refused("A version that is " + before + " cannot become " + wanted + ".")
                    .with("publishId", publish.row().publishId());
        }
        table.setReviewStatus(publish.row().versionId(), pausing ? "paused" : "queued");
    }

    /** The status of a version: that of its publish, unless its review is paused. */
    public static String statusOf(PublishRecord publish) {
        boolean paused = publish.review() != null && publish.review().status().equals("paused");
        return paused ? "review_paused" : publish.row().status();
    }

    static ObjectNode view(PublishRecord publish) throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("versionId", publish.row().versionId());
        body.put("version", publish.row().version());
        body.put("channel", publish.row().channel());
        body.put("status", statusOf(publish));
        if (publish.row().uploadedAt() != null) {
            body.put("publishedAt", publish.row().uploadedAt().toString());
        }
        JsonNode metadata = Json.mapper().readTree(publish.row().request()).path("metadata");
        body.set("permissions", metadata.path("permissions"));
        return body;
    }
}
