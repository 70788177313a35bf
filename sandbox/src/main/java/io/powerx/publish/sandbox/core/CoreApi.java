package io.powerx.publish.sandbox.core;

import io.powerx.publish.sandbox.CoreOptions;
import io.powerx.publish.sandbox.api.Backend;
import io.powerx.publish.sandbox.http.Router;

/** The routes of PowerX core's registry (routes.go of plugin_release). */
public final class CoreApi {
    /** The prefix of all routes. */
    public static final String BASE = "/api/v1";

    private CoreApi() {}

    /** Adds all routes. Fault scripts refer to them by their operation names. */
    public static void addTo(Router router, Backend backend) {
        CoreOptions options = backend.options().core();
        Envelope envelope = new Envelope(backend.clock(), options.rawControlCharacters());
        CandidateRoutes releases = new CandidateRoutes(backend, envelope);
        Artifacts artifacts = new Artifacts(backend, envelope);
        Approval approval = new Approval(backend, envelope);
        String registry = BASE + "/internal/plugins/releases";
        String admin = BASE + "/plugin-release";
        router.add("GET", registry, "listReleases", releases::list)
                .add("POST", registry, "createRelease", releases::create)
                .add("GET", registry + "/{candidateId}", "getRelease", releases::get)
                .add("PATCH", registry + "/{candidateId}", "updateRelease", releases::update)
                .add("DELETE", registry + "/{candidateId}", "deleteRelease", releases::delete)
                .add("POST", registry + "/{candidateId}/artifacts", "uploadArtifact", artifacts::upload)
                .add("POST", admin + "/signing-keys", "registerSigningKey", artifacts::registerKey)
                .add("POST", admin + "/candidates/{candidateId}/gates", "runGates", approval::gates)
                .add("POST", admin + "/plans", "createPlan", approval::plan);
    }
}
