package io.powerx.publish.sandbox.api;

import io.powerx.publish.sandbox.http.Router;

/** The routes of the contract. */
public final class MarketplaceApi {
    private MarketplaceApi() {}

    /** Adds all operations. */
    public static void addTo(Router router, Backend backend) {
        RegisterPublish register = new RegisterPublish(backend);
        RenewUploads uploads = new RenewUploads(backend);
        UploadPart parts = new UploadPart(backend);
        CompleteUploads complete = new CompleteUploads(backend);
        Reviews reviews = new Reviews(backend);
        Versions versions = new Versions(backend);
        Preflight preflight = new Preflight(backend);
        Oidc oidc = new Oidc(backend);
        Telemetry telemetry = new Telemetry(backend);
        String marketplace = "/api/marketplace";
        router.add("POST", marketplace + "/plugins/publish", "registerPublish", register::register)
                .add("GET", marketplace + "/publishes/{publishId}", "getPublish", uploads::get)
                .add("POST", marketplace + "/publishes/{publishId}/uploads", "renewUploads", uploads::renew)
                .add("PUT", "/signed-upload", "uploadPart", parts::put)
                .add("POST", marketplace + "/publishes/{publishId}/complete", "completeUploads", complete::complete)
                .add("POST", marketplace + "/plugins/{versionId}/submit-review", "submitReview", reviews::submit)
                .add("GET", marketplace + "/plugins/{versionId}/review", "getReview", reviews::get)
                .add("PATCH", marketplace + "/plugins/{versionId}/review", "decideReview", reviews::decide)
                .add("PATCH", marketplace + "/plugins/{versionId}/status", "withdraw", versions::changeStatus)
                .add("GET", marketplace + "/plugins/{pluginId}/versions", "listVersions", versions::list)
                .add("POST", marketplace + "/preflight", "preflight", preflight::answer)
                .add("GET", marketplace + "/oidc/audience", "oidcAudience", exchange -> oidc.audience())
                .add("POST", marketplace + "/oidc/token", "oidcExchange", oidc::exchange)
                .add("POST", "/telemetry/plugin/publish", "reportTelemetry", telemetry::report)
                .add("GET", "/metrics", "metrics", telemetry::metrics);
    }
}
