package io.powerx.publish.conformance;

import io.powerx.publish.secret.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may do what, and what there is not. */
final class AccessChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    "auth-missing",
                    "A request without a token is 401 unauthorized.",
                    bench -> refusesToken(bench, null)),
            new Check(
                    "auth-invalid",
                    "A request with an unknown token is 401 unauthorized.",
                    bench -> refusesToken(bench, Secret.of("conformance-no-such-token"))),
            new Check(
                    "auth-permission",
                    "A token without plugin:publish is 403 missing_permission, which names the permission.",
                    AccessChecks::permission),
            new Check(
                    "plugin-unknown", "The versions of a new plugin are 404 plugin_unknown.", bench -> versions(bench)),
            new Check(
                    "publish-unknown",
                    "An unknown publish is 404 not_found on every route.",
                    AccessChecks::unknownPublish),
            new Check(
                    "version-unknown",
                    "An unknown version is 404 not_found on every route.",
                    AccessChecks::unknownVersion));

    private AccessChecks() {}

    private static void refusesToken(CheckContext bench, @Nullable Secret token) {
        bench.register(bench.release(), token).refused(401, "unauthorized");
        bench.wire()
                .send("GET", "api/marketplace/plugins/" + bench.pluginId() + "/versions", null, token, Map.of())
                .refused(401, "unauthorized");
    }

    private static void permission(CheckContext bench) {
        Secret reader = bench.target().readerToken();
        CheckSkipped.unless(reader != null, "no token without plugin:publish was given");
        ApiResponse answer = bench.register(bench.release(), reader).refused(403, "missing_permission");
        String permission = Members.text(answer.json(), "requiredPermission");
        ContractViolation.unless(permission.equals("plugin:publish"), "requiredPermission is " + permission);
    }

    private static void versions(CheckContext bench) {
        bench.wire()
                .send("GET", "api/marketplace/plugins/" + bench.pluginId() + "/versions?channel=stable", null)
                .refused(404, "plugin_unknown");
    }

    private static void unknownPublish(CheckContext bench) {
        String id = CheckContext.unknownId("pub");
        bench.get(id).refused(404, "not_found");
        bench.renew(id, null).refused(404, "not_found");
        bench.complete(id, bench.release().completion(Map.of())).refused(404, "not_found");
    }

    private static void unknownVersion(CheckContext bench) {
        String path = "api/marketplace/plugins/" + CheckContext.unknownId("ver");
        bench.wire()
                .send("POST", path + "/submit-review", Map.of("publishId", CheckContext.unknownId("pub")))
                .refused(404, "not_found");
        bench.wire().send("GET", path + "/review", null).refused(404, "not_found");
        bench.wire()
                .send("PATCH", path + "/status", Map.of("status", "withdrawn", "reason", "conformance check"))
                .refused(404, "not_found");
    }
}
