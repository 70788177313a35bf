package io.powerx.publish.marketplace.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.marketplace.InvalidReplyException;
import io.powerx.publish.marketplace.ReplyReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release candidate of PowerX core's registry (release_guardrail_handler.go, publish_handler.go).
 *
 * @param tenant empty if unknown
 * @param gateStatus pending, failed or passed
 * @param approvalStatus draft, submitted, approved or rejected
 * @param packages number of delivered packages; {@link #UNKNOWN} in replies without it
 * @param packageStatus of the latest package; empty if there is none
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
    static final long UNKNOWN = -1;

    /** Labels that the registry itself evaluates. */
    static final String CHANNEL = "channel";

    static final String COVERAGE = "coverage";

    /** Labels that identify a publish on any machine, without a journal. Of what a client sends, the registry returns only labels. */
    static final String REQUEST_ID = "px.publishRequestId";

    static final String CONTENT_DIGEST = "px.contentDigest";
    static final String INTEGRITY_NAME = "px.integrity";
    static final String PACKAGE_NAME = "px.package";
    static final String PACKAGE_SHA256 = "px.packageSha256";
    static final String SIGNING_KEY = "px.signingKey";

    /** The number of packages when corrected content replaced the candidate's: these are not the current package. */
    static final String EARLIER_PACKAGES = "px.earlierPackages";

    static final String WITHDRAWN_BECAUSE = "px.withdrawnBecause";

    private static final int MAX_LENGTH = 200;
    private static final int MAX_LABELS = 1000;

    static Candidate of(JsonNode tree) {
        String tenant = ReplyReader.text(tree, "tenantUuid");
        JsonNode packages = tree.path("offlinePackageCount");
        return new Candidate(
                ReplyReader.id(tree, "candidateId"),
                tenant == null ? text(tree, "tenantId") : tenant,
                ReplyReader.required(tree, "pluginId", MAX_LENGTH),
                ReplyReader.required(tree, "version", MAX_LENGTH),
                text(tree, "commitHash"),
                text(tree, "releaseNotes"),
                text(tree, "gateStatus"),
                text(tree, "approvalStatus"),
                ReplyReader.instant(tree, "approvedAt"),
                labels(tree.path("labels")),
                packages.canConvertToLong() && packages.isIntegralNumber() ? packages.longValue() : UNKNOWN,
                text(tree, "offlinePackageStatus"));
    }

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    /** Whether the registry has the package of the candidate's current content. */
    boolean isDelivered() {
        return packages > earlierPackages();
    }

    /** Whether the registry is known not to have that package. */
    boolean lacksPackage() {
        return packages != UNKNOWN && !isDelivered();
    }

    private long earlierPackages() {
        String label = label(EARLIER_PACKAGES);
        return label.matches("[0-9]{1,9}") ? Long.parseLong(label) : 0;
    }

    private static String text(JsonNode tree, String name) {
        String text = ReplyReader.text(tree, name);
        return text == null ? "" : text;
    }

    private static Map<String, String> labels(JsonNode tree) {
        if (tree.size() > MAX_LABELS) {
            throw new InvalidReplyException("has more than " + MAX_LABELS + " labels");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> label : tree.properties()) {
            labels.put(label.getKey(), label.getValue().asText());
        }
        return Map.copyOf(labels);
    }
}
