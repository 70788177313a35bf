package io.powerx.publish.sandbox.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.Permission;
import io.powerx.publish.sandbox.api.Backend;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.http.Router;
import java.sql.SQLException;

/** The routes of PowerX core's registry (routes.go of plugin_release). */
public final class CoreApi {
    /** The prefix of all routes. */
    public static final String BASE = "/api/v1";

    private final Router router;
    private final Backend backend;
    private final Envelope envelope;

    private CoreApi(Router router, Backend backend) {
        this.router = router;
        this.backend = backend;
        this.envelope = new Envelope(backend.clock(), backend.options().core().rawControlCharacters());
    }

    /** Handles the requests of a route, and returns the data of the envelope. */
    @FunctionalInterface
    private interface Handler {
        JsonNode answer(HttpExchange exchange) throws Exception;
    }

    /** Adds all routes. Fault scripts refer to them by their operation names. */
    public static void addTo(Router router, Backend backend) {
        new CoreApi(router, backend).addAll();
    }

    private void addAll() {
        CandidateRoutes releases = new CandidateRoutes(backend);
        Artifacts artifacts = new Artifacts(backend);
        Approval approval = new Approval(backend);
        String registry = BASE + "/internal/plugins/releases";
        String admin = BASE + "/plugin-release";
        add(200, "GET", registry, "listReleases", releases::list);
        add(201, "POST", registry, "createRelease", releases::create);
        add(200, "GET", registry + "/{candidateId}", "getRelease", releases::get);
        add(200, "PATCH", registry + "/{candidateId}", "updateRelease", releases::update);
        add(204, "DELETE", registry + "/{candidateId}", "deleteRelease", releases::delete);
        add(201, "POST", registry + "/{candidateId}/artifacts", "uploadArtifact", artifacts::upload);
        add(201, "POST", admin + "/signing-keys", "registerSigningKey", artifacts::registerKey);
        add(202, "POST", admin + "/candidates/{candidateId}/gates", "runGates", approval::gates);
        add(201, "POST", admin + "/plans", "createPlan", approval::plan);
    }

    private void add(int status, String method, String template, String operation, Handler handler) {
        router.add(method, template, operation, exchange -> {
            requireAdmin(exchange);
            JsonNode data = handler.answer(exchange);
            return status == 204 ? HttpResponse.empty(status) : envelope.success(status, data, exchange.requestId());
        });
    }

    /** Core permits everything to administrators; in the sandbox these are tokens that may publish or review. */
    private void requireAdmin(HttpExchange exchange) throws SQLException {
        try {
            backend.access().require(exchange, Permission.PLUGIN_PUBLISH, Permission.PLUGIN_REVIEW);
        } catch (ProblemException e) {
            throw CoreRefusal.of(e.status(), e.status() == 401 ? "unauthorized" : "admin only", e.getMessage());
        }
    }
}
