package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.config.Channel;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.Secret;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gives a check an unused plugin id and the steps of a publish. */
final class CheckContext {
    private static final String PUBLISH = "api/marketplace/plugins/publish";

    private final ConformanceTarget target;
    private final ApiClient client;
    private final SampleReleases releases;
    private final Observations observations;
    private final Set<String> versionIds = ConcurrentHashMap.newKeySet();
    private final String pluginId;

    CheckContext(ConformanceTarget target, ApiClient client, SampleReleases releases, Observations observations) {
        this.target = target;
        this.client = client;
        this.releases = releases;
        this.observations = observations;
        this.pluginId = releases.newPluginId();
    }

    ConformanceTarget target() {
        return target;
    }

    ApiClient client() {
        return client;
    }

    Observations observations() {
        return observations;
    }

    String pluginId() {
        return pluginId;
    }

    SampleRelease release() {
        return release("1.0.0", "first");
    }

    SampleRelease release(String version, String content) {
        return releases.release(pluginId, version, Channel.STABLE, content);
    }

    ApiResponse register(SampleRelease release) {
        return register(release, target.token());
    }

    ApiResponse register(SampleRelease release, @Nullable Secret token) {
        ApiResponse reply =
                client.send("POST", PUBLISH, release.request(), token, Map.of("Idempotency-Key", release.key()));
        String versionId = Members.textOrEmpty(reply.json(), "versionId");
        if (!versionId.isEmpty()) {
            versionIds.add(versionId);
        }
        return reply;
    }

    /** Registers the first release, which must succeed. */
    SamplePublish registered() {
        return registered(release());
    }

    /** Registers a release, which must succeed. */
    SamplePublish registered(SampleRelease release) {
        return SamplePublish.of(this, release, register(release).expect(201));
    }

    ApiResponse get(String publishId) {
        return client.send("GET", "api/marketplace/publishes/" + publishId, null);
    }

    ApiResponse renew(String publishId, @Nullable SampleRelease release) {
        ObjectNode body = Json.mapper().createObjectNode();
        if (release != null) {
            body.set("artifacts", release.artifacts());
        }
        return client.send("POST", "api/marketplace/publishes/" + publishId + "/uploads", body);
    }

    ApiResponse complete(String publishId, Object body) {
        return client.send("POST", "api/marketplace/publishes/" + publishId + "/complete", body);
    }

    /** Registers, uploads and completes the first release, all of which must succeed. */
    SamplePublish uploaded() {
        return registered().completed();
    }

    /** Publishes the first release up to its submission, which must succeed. */
    SamplePublish submitted() {
        return submitted(release());
    }

    /** Publishes a release up to its submission, which must succeed. */
    SamplePublish submitted(SampleRelease release) {
        SamplePublish publish = registered(release).completed();
        publish.submit().expect(202);
        return publish;
    }

    static String unknownId(String prefix) {
        return prefix + "_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Withdraws what the check published, if the server allows it; its result is not checked. */
    void tidy() {
        for (String versionId : versionIds) {
            try {
                client.send(
                        "PATCH",
                        "api/marketplace/plugins/" + versionId + "/status",
                        Map.of("status", "withdrawn", "reason", "end of a conformance check"));
            } catch (ContractViolation notWithdrawn) {
                return;
            }
        }
    }
}
