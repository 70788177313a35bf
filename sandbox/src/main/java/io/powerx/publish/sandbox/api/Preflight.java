package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.sandbox.Permission;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.validation.RequestValidator;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The operation preflight: reports what a registration would meet, and changes nothing. */
final class Preflight {
    private final Backend backend;
    private final VersionClaim claim;

    Preflight(Backend backend) {
        this.backend = backend;
        this.claim = new VersionClaim(backend);
    }

    HttpResponse answer(HttpExchange exchange) throws IOException, SQLException {
        Access.Caller caller = backend.access()
                .require(exchange, Permission.PLUGIN_PUBLISH, Permission.PLUGIN_READ, Permission.PLUGIN_REVIEW);
        JsonNode request = RequestValidator.json(exchange);
        String pluginId = request.get("pluginId").textValue();
        String channel = request.get("channel").textValue();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("permitted", caller.may(Permission.PLUGIN_PUBLISH) && caller.isFor(pluginId));
        Optional<PublishRecord> newest = backend.database().transaction(tx -> {
            PublishTable table = new PublishTable(tx);
            Optional<PublishRow> approved = newestApproved(table.uploaded(pluginId).stream()
                    .filter(version -> version.channel().equals(channel)));
            body.put("version", stateOfVersion(table, request, approved));
            dependencies(table, request.path("dependencies"), body.putArray("dependencies"));
            return approved.isPresent() ? Optional.of(table.record(approved.get())) : Optional.empty();
        });
        if (newest.isPresent()) {
            body.set("newest", Versions.view(newest.get()));
        }
        body.put("limitBytes", backend.options().maxArtifactBytes());
        body.put("time", backend.now().toString());
        return HttpResponse.json(200, body);
    }

    private String stateOfVersion(PublishTable table, JsonNode request, Optional<PublishRow> newest)
            throws SQLException {
        String version = request.get("version").textValue();
        List<PublishRow> holders = table.reserved(request.get("pluginId").textValue(), version).stream()
                .filter(holder -> !claim.isAbandoned(holder))
                .toList();
        if (!holders.isEmpty()) {
            String digest = request.path("contentDigest").asText();
            return holders.stream().allMatch(holder -> holder.contentKey().equals(keyOf(digest)))
                    ? "same_content"
                    : "taken";
        }
        boolean lower = newest.isPresent()
                && parsed(version)
                        .flatMap(wanted -> parsed(newest.get().version()).map(wanted::compareTo))
                        .filter(order -> order <= 0)
                        .isPresent();
        return lower ? "lower" : "free";
    }

    /** The content digest is that of the integrity lists, from which the content key of a version is derived. */
    private static String keyOf(String contentDigest) {
        return Announcement.contentKey("integrity", contentDigest);
    }

    private static void dependencies(PublishTable table, JsonNode wanted, ArrayNode states) throws SQLException {
        for (JsonNode dependency : wanted) {
            List<PublishRow> versions = table.uploaded(dependency.get("id").textValue());
            Optional<VersionRange> range =
                    VersionRange.parse(dependency.get("range").textValue());
            boolean satisfied = versions.stream()
                    .filter(Preflight::isApproved)
                    .flatMap(version -> parsed(version.version()).stream())
                    .anyMatch(version -> range.isPresent() && range.get().contains(version));
            ObjectNode state = states.addObject();
            state.put("id", dependency.get("id").textValue());
            state.put("state", versions.isEmpty() ? "unknown_plugin" : satisfied ? "satisfied" : "no_version_in_range");
            newestApproved(versions.stream()).ifPresent(newest -> state.put("newest", newest.version()));
        }
    }

    private static Optional<PublishRow> newestApproved(Stream<PublishRow> versions) {
        return versions.filter(Preflight::isApproved)
                .filter(version -> parsed(version.version()).isPresent())
                .max(Comparator.comparing(version -> parsed(version.version()).orElseThrow()));
    }

    private static boolean isApproved(PublishRow version) {
        return version.status().equals("approved");
    }

    private static Optional<SemanticVersion> parsed(String version) {
        return SemanticVersion.parse(version);
    }
}
