package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.Permission;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.validation.RequestValidator;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations getPublish and renewUploads. */
final class RenewUploads {
    private final Backend backend;
    private final VersionClaim claim;

    RenewUploads(Backend backend) {
        this.backend = backend;
        this.claim = new VersionClaim(backend);
    }

    private record Renewed(PublishRecord publish, List<String> droppedFiles) {}

    HttpResponse get(HttpExchange exchange) throws SQLException {
        Access.Caller caller = backend.access()
                .require(exchange, Permission.PLUGIN_PUBLISH, Permission.PLUGIN_READ, Permission.PLUGIN_REVIEW);
        PublishRecord publish =
                backend.database().transaction(tx -> new PublishTable(tx).get(exchange.parameter("publishId")));
        caller.checkPlugin(publish.row().pluginId());
        boolean mayWrite = caller.may(Permission.PLUGIN_PUBLISH);
        return HttpResponse.json(200, new PublishView(backend, exchange.base()).of(publish, mayWrite));
    }

    HttpResponse renew(HttpExchange exchange) throws IOException, SQLException {
        Access.Caller caller = backend.access().require(exchange, Permission.PLUGIN_PUBLISH);
        JsonNode request = exchange.optionalJson().orElse(null);
        List<ArtifactRow> announced = List.of();
        if (request != null) {
            RequestValidator.validated(exchange, request);
            announced = Announcement.artifacts(request.path("artifacts"), backend.options());
        }
        List<ArtifactRow> wanted = announced;
        Renewed renewed = backend.database().transaction(tx -> renewIn(new PublishTable(tx), exchange, caller, wanted));
        backend.blobs().delete(renewed.droppedFiles());
        return HttpResponse.json(200, new PublishView(backend, exchange.base()).of(renewed.publish(), true));
    }

    private Renewed renewIn(
            PublishTable table, HttpExchange exchange, Access.Caller caller, List<ArtifactRow> announced)
            throws SQLException {
        String publishId = exchange.parameter("publishId");
        PublishRow before = table.get(publishId).row();
        caller.checkPlugin(before.pluginId());
        // Registrations lock in the same order: first the version number, then the publish.
        table.holders(before.pluginId(), before.version());
        PublishRecord publish = table.lock(publishId);
        if (!publish.row().awaitsUpload()) {
            throw ProblemException.of(
                            409,
                            "not_awaiting_upload",
                            "The publish is " + publish.row().status() + "; there is nothing left to upload.")
                    .with("publishId", publishId);
        }
        List<String> dropped = new ArrayList<>();
        Map<String, ArtifactRow> artifacts = new LinkedHashMap<>();
        publish.artifacts().forEach(artifact -> artifacts.put(artifact.name(), artifact));
        for (ArtifactRow artifact : announced) {
            ArtifactRow known = artifacts.get(artifact.name());
            int ordinal = known == null ? artifacts.size() : known.ordinal();
            ArtifactRow renewed = artifact.at(ordinal);
            if (known == null || changes(known, renewed)) {
                dropped.addAll(table.replaceArtifact(publish, renewed));
            }
            artifacts.put(renewed.name(), renewed);
        }
        if (!announced.isEmpty()) {
            Announcement now = Announcement.of(before, List.copyOf(artifacts.values()));
            dropped.addAll(claim.claim(table, exchange.base(), now, publishId));
            table.announce(publishId, now.fingerprint(), now.contentKey());
        }
        table.touch(publishId, backend.now().toEpochMilli());
        return new Renewed(table.get(publishId), dropped);
    }

    /** Whether received parts of the artifact have become useless. */
    private static boolean changes(ArtifactRow known, ArtifactRow renewed) {
        return !known.sha256().equals(renewed.sha256())
                || known.size() != renewed.size()
                || known.isUploaded() != renewed.isUploaded()
                || known.partSize() != renewed.partSize();
    }
}
