package io.powerx.publish.marketplace;

import io.powerx.publish.http.Operation.Repeat;

/**
 * The routes that a publisher calls: the contract's, then those of PowerX core's registry (routes.go of plugin_release). All of them can
 * be repeated (because of a key, by nature, or after a check), except for the exchange of an identity token, which may be valid only once.
 */
public enum Route {
    REGISTER("registerPublish", "register the version", Repeat.ALWAYS),
    GET_PUBLISH("getPublish", "read the publish's state", Repeat.ALWAYS),
    RENEW("renewUploads", "renew the upload URLs", Repeat.ALWAYS),
    COMPLETE("completeUploads", "complete the upload", Repeat.ALWAYS),
    SUBMIT("submitReview", "submit the version for review", Repeat.ALWAYS),
    GET_REVIEW("getReview", "read the state of the review", Repeat.ALWAYS),
    CHANGE_STATUS("withdraw", "change the version's status", Repeat.ALWAYS),
    LIST_VERSIONS("listVersions", "list the plugin's versions", Repeat.ALWAYS),
    PREFLIGHT("preflight", "check the version before it is registered", Repeat.ALWAYS),
    OIDC_AUDIENCE("oidcAudience", "get the audience of identity tokens", Repeat.ALWAYS),
    OIDC_EXCHANGE("oidcExchange", "exchange the identity token", Repeat.WHEN_UNPROCESSED),

    CORE_LIST("listReleases", "look for the version", Repeat.ALWAYS),
    CORE_CREATE("createRelease", "register the version", Repeat.ALWAYS),
    CORE_GET("getRelease", "read the release candidate", Repeat.ALWAYS),
    CORE_UPDATE("updateRelease", "change the candidate's labels", Repeat.ALWAYS),
    CORE_DELETE("deleteRelease", "delete the release candidate", Repeat.ALWAYS),
    CORE_ARTIFACT("uploadArtifact", "deliver the package", Repeat.ALWAYS),
    CORE_GATES("runGates", "run the quality gates", Repeat.ALWAYS),
    CORE_SIGNING_KEY("registerSigningKey", "register the public key", Repeat.ALWAYS);

    private final String operationId;
    private final String clause;
    private final Repeat repeat;

    Route(String operationId, String clause, Repeat repeat) {
        this.operationId = operationId;
        this.clause = clause;
        this.repeat = repeat;
    }

    String operationId() {
        return operationId;
    }

    String clause() {
        return clause;
    }

    Repeat repeat() {
        return repeat;
    }
}
