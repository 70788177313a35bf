package io.powerx.publish.conformance;

import io.powerx.publish.secret.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks permissions and unknown ids. */
final class AccessChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    "auth-missing",
                    "A request without a token is refused with 401 unauthorized.",
                    context -> refusesToken(context, null)),
            new Check(
                    "auth-invalid",
                    "A request with an unknown token is refused with 401 unauthorized.",
                    context -> refusesToken(context, Secret.of("conformance-no-such-token"))),
            new Check(
                    "auth-permission",
                    "A token without plugin:publish is refused with 403 missing_permission, which states the permission.",
                    AccessChecks::permission),
            new Check(
                    "plugin-unknown",
                    "Listing the versions of a new plugin returns 404 plugin_unknown.",
                    context -> versions(context)),
            new Check(
                    "publish-unknown",
                    "An unknown publish is refused with 404 not_found on every route.",
                    AccessChecks::unknownPublish),
            new Check(
                    "version-unknown",
                    "An unknown version is refused with 404 not_found on every route.",
                    AccessChecks::unknownVersion));

    private AccessChecks() {}

    private static void refusesToken(CheckContext context, @Nullable Secret token) {
        context.register(context.release(), token).refused(401, "unauthorized");
        context.client()
                .send("GET", "api/marketplace/plugins/" + context.pluginId() + "/versions", null, token, Map.of())
                .refused(401, "unauthorized");
    }

    private static void permission(CheckContext context) {
        Secret reader = context.target().readerToken();
        CheckSkipped.unless(reader != null, "no token without plugin:publish is configured");
        ApiResponse reply = context.register(context.release(), reader).refused(403, "missing_permission");
        String permission = Members.text(reply.json(), "requiredPermission");
        ContractViolation.unless(permission.equals("plugin:publish"), "requiredPermission is " + permission);
    }

    private static void versions(CheckContext context) {
        context.client()
                .send("GET", "api/marketplace/plugins/" + context.pluginId() + "/versions?channel=stable", null)
                .refused(404, "plugin_unknown");
    }

    private static void unknownPublish(CheckContext context) {
        String id = CheckContext.unknownId("pub");
        context.get(id).refused(404, "not_found");
        context.renew(id, null).refused(404, "not_found");
        context.complete(id, context.release().completion(Map.of())).refused(404, "not_found");
    }

    private static void unknownVersion(CheckContext context) {
        String path = "api/marketplace/plugins/" + CheckContext.unknownId("ver");
        context.client()
                .send("POST", path + "/submit-review", Map.of("publishId", CheckContext.unknownId("pub")))
                .refused(404, "not_found");
        context.client().send("GET", path + "/review", null).refused(404, "not_found");
        context.client()
                .send("PATCH", path + "/status", Map.of("status", "withdrawn", "reason", "conformance check"))
                .refused(404, "not_found");
    }
}
