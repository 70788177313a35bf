package io.powerx.publish.marketplace.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.marketplace.InvalidReplyException;
import io.powerx.publish.marketplace.ReplyReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release candidate as PowerX core's registry tells of it (release_guardrail_handler.go, publish_handler.go).
 *
 * @param tenant empty where it is not told
 * @param gateStatus pending, failed or passed
 * @param approvalStatus draft, submitted, approved or rejected
 * @param packages how many packages were delivered for it; {@link #UNTOLD} in answers that do not say
 * @param packageStatus of the latest one; empty where there is none
 */
record Candidate(
        String id,
        String tenant,
        String pluginId,
        String version,
        String commit,
        String notes,
        String gateStatus,
        String approvalStatus,
        @Nullable Instant approvedAt,
        Map<String, String> labels,
        long packages,
        String packageStatus) {
    static final long UNTOLD = -1;

    /** What the registry itself reads in labels. */
    static final String CHANNEL = "channel";

    static final String COVERAGE = "coverage";

    /** What tells one publish from another, on any machine and without a journal. Labels are all that the registry gives back. */
    static final String REQUEST_ID = "px.publishRequestId";

    static final String CONTENT_DIGEST = "px.contentDigest";
    static final String INTEGRITY_NAME = "px.integrity";
    static final String PACKAGE_NAME = "px.package";
    static final String PACKAGE_SHA256 = "px.packageSha256";
    static final String SIGNING_KEY = "px.signingKey";
    static final String WITHDRAWN_BECAUSE = "px.withdrawnBecause";

    private static final int LONGEST = 200;
    private static final int MOST_LABELS = 1000;

    static Candidate of(JsonNode tree) {
        String tenant = ReplyReader.text(tree, "tenantUuid");
        JsonNode packages = tree.path("offlinePackageCount");
        return new Candidate(
                ReplyReader.id(tree, "candidateId"),
                tenant == null ? text(tree, "tenantId") : tenant,
                ReplyReader.required(tree, "pluginId", LONGEST),
                ReplyReader.required(tree, "version", LONGEST),
                text(tree, "commitHash"),
                text(tree, "releaseNotes"),
                text(tree, "gateStatus"),
                text(tree, "approvalStatus"),
                ReplyReader.instant(tree, "approvedAt"),
                labels(tree.path("labels")),
                packages.canConvertToLong() && packages.isIntegralNumber() ? packages.longValue() : UNTOLD,
                text(tree, "offlinePackageStatus"));
    }

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    private static String text(JsonNode tree, String name) {
        String text = ReplyReader.text(tree, name);
        return text == null ? "" : text;
    }

    private static Map<String, String> labels(JsonNode tree) {
        if (tree.size() > MOST_LABELS) {
            throw new InvalidReplyException("has more than " + MOST_LABELS + " labels");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> label : tree.properties()) {
            labels.put(label.getKey(), label.getValue().asText());
        }
        return Map.copyOf(labels);
    }
}
