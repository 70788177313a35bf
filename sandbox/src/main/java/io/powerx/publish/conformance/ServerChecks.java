package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Checks trusted publishing, telemetry and the preflight. */
final class ServerChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    "oidc-audience",
                    "Requesting the audience of identity tokens returns 200, or 404 without trusted publishing.",
                    ServerChecks::audience),
            new Check(
                    "oidc-refuses",
                    "A malformed identity token is refused with 401 identity_token_invalid.",
                    ServerChecks::refuses),
            new Check(
                    "telemetry",
                    "A batch of publish events is accepted with 202, without a token, and so is the same batch again.",
                    ServerChecks::telemetry),
            new Check(
                    "preflight-free",
                    "A preflight reports an unused version as free, and registers nothing.",
                    ServerChecks::free),
            new Check(
                    "preflight-taken",
                    "A preflight reports a published version as taken, or as the same content.",
                    ServerChecks::taken),
            new Check(
                    "preflight-dependencies",
                    "A preflight reports a dependency that the server does not have as unknown_plugin.",
                    ServerChecks::dependencies));

    private ServerChecks() {}

    private static ApiResponse askAudience(CheckContext context) {
        return context.client().send("GET", "api/marketplace/oidc/audience", null, null, Map.of());
    }

    private static void audience(CheckContext context) {
        ApiResponse reply = askAudience(context);
        if (reply.status() != 404) {
            Members.text(reply.expect(200).json(), "audience");
        }
    }

    private static void refuses(CheckContext context) {
        CheckSkipped.unless(askAudience(context).status() == 200, "the server does not offer trusted publishing");
        context.client()
                .send(
                        "POST",
                        "api/marketplace/oidc/token",
                        Map.of("identityToken", "not.a.token", "pluginId", context.pluginId()),
                        null,
                        Map.of())
                .refused(401, "identity_token_invalid");
    }

    private static void telemetry(CheckContext context) {
        ObjectNode batch = Json.mapper().createObjectNode();
        batch.put("schemaVersion", "1");
        batch.putObject("source")
                .put("client", "px-publish")
                .put("clientVersion", "conformance")
                .put("frontend", "cli");
        batch.putArray("events")
                .addObject()
                .put("eventId", UUID.randomUUID().toString())
                .put("runId", UUID.randomUUID().toString())
                .put("sequence", 1)
                .put("name", "plugin.publish.started")
                .put(
                        "time",
                        context.target()
                                .timing()
                                .clock()
                                .instant()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .put("pluginId", context.pluginId())
                .put("version", "1.0.0")
                .put("channel", "stable")
                .put("status", "started");
        ApiResponse reply = context.client().send("POST", "telemetry/plugin/publish", batch, null, Map.of());
        CheckSkipped.unless(reply.status() != 404, "telemetry is served elsewhere");
        reply.expect(202);
        ApiResponse again = context.client()
                .send("POST", "telemetry/plugin/publish", batch, null, Map.of())
                .expect(202);
        ContractViolation.unless(
                again.json().path("accepted").asInt(0) == 0, "an event that arrived twice was counted twice");
    }

    private static void free(CheckContext context) {
        JsonNode reply = preflight(context, context.release());
        ContractViolation.unless(Members.flag(reply, "permitted"), "the token may not publish the plugin");
        state(reply, "free");
        context.registered(context.release());
    }

    private static void taken(CheckContext context) {
        SampleRelease release = context.release();
        context.submitted(release);
        state(preflight(context, context.release("1.0.0", "second")), "taken");
        state(preflight(context, release), "same_content");
    }

    private static void dependencies(CheckContext context) {
        String unknown = context.pluginId() + ".missing";
        JsonNode reply = preflight(context, Map.of("dependencies", List.of(Map.of("id", unknown, "range", ">=1.0.0"))));
        JsonNode states = reply.path("dependencies");
        ContractViolation.unless(states.size() == 1, "the reply does not list the dependency once");
        ContractViolation.unless(
                Members.text(states.get(0), "id").equals(unknown), "the reply is about another dependency");
        String state = Members.text(states.get(0), "state");
        ContractViolation.unless(
                state.equals("unknown_plugin"), "the dependency is " + state + " instead of unknown_plugin");
        if (reply.has("time")) {
            Members.time(reply, "time");
        }
    }

    private static JsonNode preflight(CheckContext context, SampleRelease release) {
        return preflight(context, Map.of("contentDigest", release.contentDigest()));
    }

    private static JsonNode preflight(CheckContext context, Map<String, Object> members) {
        Map<String, Object> request = new LinkedHashMap<>(members);
        request.put("pluginId", context.pluginId());
        request.put("version", "1.0.0");
        request.put("channel", "stable");
        ApiResponse reply = context.client().send("POST", "api/marketplace/preflight", request);
        CheckSkipped.unless(reply.status() != 404, "the server does not offer a preflight");
        return reply.expect(200).json();
    }

    private static void state(JsonNode reply, String expected) {
        String state = Members.text(reply, "version");
        ContractViolation.unless(state.equals(expected), "the version is " + state + " instead of " + expected);
    }
}
