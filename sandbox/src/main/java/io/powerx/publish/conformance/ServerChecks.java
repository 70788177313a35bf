package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Trusted publishing and telemetry. */
final class ServerChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    "oidc-audience",
                    "The audience of identity tokens is 200, or 404 without trusted publishing.",
                    ServerChecks::audience),
            new Check(
                    "oidc-refuses", "A malformed identity token is 401 identity_token_invalid.", ServerChecks::refuses),
            new Check("telemetry", "A batch of publish events is 202, without a token.", ServerChecks::telemetry));

    private ServerChecks() {}

    private static ApiResponse askAudience(CheckContext bench) {
        return bench.wire().send("GET", "api/marketplace/oidc/audience", null, null, Map.of());
    }

    private static void audience(CheckContext bench) {
        ApiResponse answer = askAudience(bench);
        if (answer.status() != 404) {
            Members.text(answer.expect(200).json(), "audience");
        }
    }

    private static void refuses(CheckContext bench) {
        CheckSkipped.unless(askAudience(bench).status() == 200, "the server offers no trusted publishing");
        bench.wire()
                .send(
                        "POST",
                        "api/marketplace/oidc/token",
                        Map.of("identityToken", "not.a.token", "pluginId", bench.pluginId()),
                        null,
                        Map.of())
                .refused(401, "identity_token_invalid");
    }

    private static void telemetry(CheckContext bench) {
        ObjectNode batch = Json.mapper().createObjectNode();
        batch.put("schemaVersion", "1");
        batch.putObject("source")
                .put("client", "px-publish")
                .put("clientVersion", "conformance")
                .put("frontend", "cli");
        batch.putArray("events")
                .addObject()
                .put("eventId", UUID.randomUUID().toString())
                .put("sequence", 1)
                .put("name", "plugin.publish.started")
                .put(
                        "time",
                        bench.target()
                                .timing()
                                .clock()
                                .instant()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .put("pluginId", bench.pluginId())
                .put("version", "1.0.0")
                .put("channel", "stable")
                .put("status", "started");
        ApiResponse answer = bench.wire().send("POST", "telemetry/plugin/publish", batch, null, Map.of());
        CheckSkipped.unless(answer.status() != 404, "telemetry is served elsewhere");
        answer.expect(202);
    }
}
