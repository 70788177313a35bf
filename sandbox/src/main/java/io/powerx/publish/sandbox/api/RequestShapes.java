package io.powerx.publish.sandbox.api;

import static io.powerx.publish.sandbox.api.JsonShape.array;
import static io.powerx.publish.sandbox.api.JsonShape.bool;
import static io.powerx.publish.sandbox.api.JsonShape.closedObject;
import static io.powerx.publish.sandbox.api.JsonShape.dateTime;
import static io.powerx.publish.sandbox.api.JsonShape.integer;
import static io.powerx.publish.sandbox.api.JsonShape.number;
import static io.powerx.publish.sandbox.api.JsonShape.object;
import static io.powerx.publish.sandbox.api.JsonShape.oneOf;
import static io.powerx.publish.sandbox.api.JsonShape.optional;
import static io.powerx.publish.sandbox.api.JsonShape.pattern;
import static io.powerx.publish.sandbox.api.JsonShape.required;
import static io.powerx.publish.sandbox.api.JsonShape.text;
import static io.powerx.publish.sandbox.api.JsonShape.uuid;

import java.net.URI;
import org.semver4j.Semver;

/** The request bodies of the contract (components.schemas), with the bounds that keep a server alive. */
final class RequestShapes {
    private static final int LINE = 1_000;
    private static final int TEXT = 1 << 20;

    static final JsonShape CHANNEL = oneOf("stable", "beta");
    private static final JsonShape SHA256 = pattern(64, "[a-f0-9]{64}");
    private static final JsonShape PLUGIN_ID = pattern(200, "[a-z0-9][a-z0-9._-]*");
    private static final JsonShape LINES = array(0, 10_000, text(LINE));

    static final JsonShape ARTIFACT = object(
            required("name", text(255, RequestShapes::isFileName, "has to be a name of visible characters")),
            required("role", oneOf("package", "integrity", "signature", "sbom", "provenance", "report")),
            optional("platform", text(255)),
            optional("mediaType", text(255)),
            required("size", integer(0, Long.MAX_VALUE)),
            required("sha256", SHA256),
            optional("url", text(4096, RequestShapes::isHttpUrl, "has to be an http or https URL")));

    private static final JsonShape SIGNATURE = object(
            required("artifact", text(255)),
            required("format", oneOf("cms-detached", "raw")),
            required("algorithm", text(255)),
            required("value", text(TEXT)),
            optional("certificateChain", array(0, 20, text(64 << 10))));

    private static final JsonShape ROLLOUT = object(
            required("strategy", oneOf("direct", "canary")),
            optional(
                    "batches",
                    array(
                            0,
                            1_000,
                            object(
                                    required("percentage", integer(1, 100)),
                                    optional("startAt", dateTime()),
                                    optional("wait", text(255))))),
            optional("tenants", object(optional("allow", LINES), optional("deny", LINES))),
            optional("autoUpgrade", oneOf("none", "patch", "minor", "all")),
            optional(
                    "rollbackPlan",
                    object(
                            optional("previousVersion", text(255)),
                            optional("trigger", text(TEXT)),
                            optional("steps", array(0, 1_000, text(TEXT))))));

    private static final JsonShape QUALITY = object(
            optional(
                    "tests",
                    object(
                            optional("total", integer()),
                            optional("failed", integer()),
                            optional("skipped", integer()))),
            optional("lineCoverage", number()),
            optional(
                    "precheck",
                    object(
                            optional("errors", integer()),
                            optional("warnings", integer()),
                            optional("suppressed", integer()),
                            optional("skipped", bool()))));

    private static final JsonShape METADATA = object(
            required("pluginId", PLUGIN_ID),
            required("name", text(LINE)),
            required("version", text(128, Semver::isValid, "has to be a SemVer 2.0 version such as 1.2.3")),
            required("channel", CHANNEL),
            optional("hostRange", text(LINE)),
            required("permissions", LINES),
            required(
                    "dependencies",
                    array(
                            0,
                            1_000,
                            object(
                                    required("id", text(LINE)),
                                    required("range", text(LINE)),
                                    optional("optional", bool())))),
            optional(
                    "releaseNotes",
                    object(
                            optional("format", oneOf("markdown")),
                            optional("text", text(TEXT)),
                            optional("generated", bool()))),
            required(
                    "risk",
                    object(
                            required("level", oneOf("low", "medium", "high", "critical")),
                            optional(
                                    "reasons",
                                    array(
                                            0,
                                            1_000,
                                            object(optional("code", text(LINE)), optional("detail", text(TEXT))))))),
            required("rollout", ROLLOUT),
            optional("quality", QUALITY),
            optional(
                    "build",
                    object(
                            optional("commit", text(LINE)),
                            optional("repository", text(4096)),
                            optional("builder", text(LINE)),
                            optional("buildUrl", text(4096)),
                            optional("timestamp", dateTime()))));

    static final JsonShape PUBLISH_REQUEST = object(
            required("publishRequestId", uuid()),
            required("metadata", METADATA),
            required("artifacts", array(1, 500, ARTIFACT)),
            required("signatures", array(0, 100, SIGNATURE)));

    static final JsonShape RENEW_REQUEST = object(optional("artifacts", array(0, 500, ARTIFACT)));

    static final JsonShape COMPLETE_REQUEST = object(required(
            "artifacts",
            array(
                    0,
                    500,
                    object(
                            required("name", text(255)),
                            required("sha256", SHA256),
                            required(
                                    "parts",
                                    array(
                                            0,
                                            10_000,
                                            object(required("number", integer()), required("etag", text(255)))))))));

    static final JsonShape REVIEW_REQUEST = object(
            required("publishId", text(255)),
            optional("notes", text(TEXT)),
            optional("fastTrack", object(optional("approvers", LINES), optional("reason", text(TEXT)))),
            optional(
                    "evidence",
                    array(
                            0,
                            1_000,
                            object(
                                    optional("kind", oneOf("tests", "coverage", "precheck", "sbom", "provenance")),
                                    optional("artifact", text(255)),
                                    optional("sha256", SHA256)))));

    static final JsonShape DECISION =
            object(required("decision", oneOf("approved", "rejected", "needs_changes")), optional("notes", text(TEXT)));

    static final JsonShape STATUS_CHANGE =
            object(required("status", oneOf("withdrawn", "review_paused", "queued")), optional("reason", text(TEXT)));

    static final JsonShape OIDC_EXCHANGE =
            object(required("identityToken", text(64 << 10)), required("pluginId", text(200)));

    static final JsonShape TELEMETRY_EVENT = closedObject(
            required("eventId", uuid()),
            required("sequence", integer()),
            required("name", oneOf("plugin.publish.started", "plugin.publish.succeeded", "plugin.publish.failed")),
            required("time", dateTime()),
            required("pluginId", text(255)),
            required("version", text(255)),
            required("channel", CHANNEL),
            optional("publishId", text(255)),
            optional("requestId", text(255)),
            required("status", text(255)),
            optional("elapsedMs", integer()),
            optional("phase", text(255)),
            optional("errorCode", text(255)),
            optional(
                    "errorCategory",
                    oneOf(
                            "usage",
                            "precheck",
                            "packaging",
                            "signing",
                            "auth",
                            "conflict",
                            "network",
                            "rejected",
                            "internal")),
            optional(
                    "metrics",
                    closedObject(
                            optional("plugin.publish.duration_ms", integer()),
                            optional("plugin.publish.precheck.failure_rate", number()),
                            optional("plugin.publish.retry.count", integer()),
                            optional("plugin.publish.bundle.size_bytes", integer()))));

    /** More than 100 events are not a broken document but a large one; the route answers that with 413 before it looks here. */
    static final JsonShape TELEMETRY_BATCH = closedObject(
            required("schemaVersion", oneOf("1")),
            required(
                    "source",
                    closedObject(
                            required("client", text(255)),
                            required("clientVersion", text(255)),
                            required("frontend", oneOf("cli", "jenkins", "github-action")),
                            optional("os", text(255)),
                            optional("arch", text(255)),
                            optional("javaVersion", text(255)))),
            required("events", array(0, 100, TELEMETRY_EVENT)));

    private RequestShapes() {}

    private static boolean isFileName(String name) {
        return !name.isBlank() && name.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean isHttpUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
