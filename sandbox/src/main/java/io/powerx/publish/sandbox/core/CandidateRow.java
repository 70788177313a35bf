package io.powerx.publish.sandbox.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A release candidate (release_candidate.go).
 *
 * @param labels JSON
 * @param packages the number of delivered packages
 */
record CandidateRow(
        String candidateId,
        String tenant,
        String pluginId,
        String version,
        String artifactUri,
        String commitHash,
        String notes,
        String gateStatus,
        String approvalStatus,
        String labels,
        long submittedAt,
        @Nullable Long gatesCheckedAt,
        @Nullable Long approvedAt,
        long packages) {
    /** The candidate as its own route returns it: without metadata and packages. */
    ObjectNode view() {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("candidateId", candidateId)
                .put("tenantId", tenant)
                .put("pluginId", pluginId)
                .put("version", version)
                .put("buildArtifactUri", artifactUri)
                .put("commitHash", commitHash)
                .put("releaseNotes", notes)
                .put("gateStatus", gateStatus)
                .put("approvalStatus", approvalStatus);
        put(view, "submittedAt", submittedAt);
        put(view, "gatesCheckedAt", gatesCheckedAt);
        put(view, "approvedAt", approvedAt);
        view.set("labels", labelTree());
        return view;
    }

    /** The candidate as lists return it. */
    ObjectNode summary() {
        return view().put("planStatus", approvedAt == null ? "" : "draft")
                .put("offlinePackageStatus", packages == 0 ? "" : "submitted")
                .put("offlinePackageCount", packages);
    }

    JsonNode labelTree() {
        try {
            return Json.mapper().readTree(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Labels are stored as JSON", e);
        }
    }

    private static void put(ObjectNode view, String name, @Nullable Long millis) {
        if (millis != null) {
            view.put(
                    name,
                    Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }
}
