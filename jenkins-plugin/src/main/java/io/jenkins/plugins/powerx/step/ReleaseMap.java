package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.receipt.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that the step returns: only types of the JDK, which sandboxed scripts may read. */
final class ReleaseMap {
    private ReleaseMap() {}

    /** @param target one of several targets; null if there is only one */
    static Map<String, Object> of(Receipt receipt, @CheckForNull String target) {
        Map<String, Object> map = start(target);
        map.put("publishId", receipt.publishId());
        map.put("versionId", receipt.versionId());
        map.put("reviewQueueId", receipt.reviewQueueId());
        map.put("nextCheckAt", text(receipt.nextCheckAt()));
        map.put("status", receipt.status());
        map.put("pluginId", receipt.plugin().id());
        map.put("version", receipt.plugin().version());
        map.put("channel", receipt.channel().wireName());
        map.put("contentDigest", receipt.contentDigest());
        map.put("reviewUrl", receipt.reviewUrl());
        map.put("submittedAt", text(receipt.submittedAt()));
        map.put("alreadyPublished", receipt.alreadyPublished());
        map.put("retries", receipt.retries());
        map.put("dryRun", false);
        List<Object> artifacts = new ArrayList<>();
        for (Artifact artifact : receipt.artifacts()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", artifact.name());
            entry.put("role", artifact.role().wireName());
            entry.put("platform", artifact.platform());
            entry.put("size", artifact.size());
            entry.put("sha256", artifact.sha256());
            artifacts.add(entry);
        }
        map.put("artifacts", artifacts);
        return map;
    }

    static Map<String, Object> dryRun(PublishOptions options, @CheckForNull String target) {
        Map<String, Object> map = start(target);
        map.put("status", "planned");
        map.put("channel", options.channel().wireName());
        map.put("dryRun", true);
        return map;
    }

    static Map<String, Object> reviewed(Map<String, Object> submitted, Review review) {
        Map<String, Object> map = new LinkedHashMap<>(submitted);
        map.put("status", review.status());
        map.put("nextCheckAt", text(review.nextCheckAt()));
        return map;
    }

    /** The values of the first release, and the list of all releases as {@code releases}. */
    static Map<String, Object> joined(List<Map<String, Object>> releases) {
        Map<String, Object> map = new LinkedHashMap<>(releases.get(0));
        map.put("releases", new ArrayList<>(releases));
        return map;
    }

    private static Map<String, Object> start(@CheckForNull String target) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (target != null) {
            map.put("target", target);
        }
        return map;
    }

    @CheckForNull
    private static String text(@CheckForNull Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
