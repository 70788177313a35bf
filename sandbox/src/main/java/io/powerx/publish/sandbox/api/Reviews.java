package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Permission;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.Ids;
import io.powerx.publish.sandbox.validation.RequestValidator;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The operations submitReview, getReview and decideReview. */
public final class Reviews {
    /** How long reviews are expected to take. */
    public static final Duration EXPECTED = Duration.ofHours(4);

    /** How long a decision can be undone. */
    public static final Duration UNDO = Duration.ofMinutes(1);

    private final Backend backend;

    public Reviews(Backend backend) {
        this.backend = backend;
    }

    HttpResponse submit(HttpExchange exchange) throws IOException, SQLException {
        Access.Caller caller = backend.access().require(exchange, Permission.PLUGIN_PUBLISH);
        JsonNode request = RequestValidator.json(exchange);
        String versionId = exchange.parameter("versionId");
        PublishRecord submitted = backend.database().transaction(tx -> {
            PublishTable table = new PublishTable(tx);
            PublishRecord publish = table.lockVersion(versionId);
            caller.checkPlugin(publish.row().pluginId());
            if (!publish.row().publishId().equals(request.get("publishId").textValue())) {
                throw ProblemException.validation("/publishId", "unknown", "is not the publish of this version");
            }
            return publish.review() == null ? enqueue(table, publish, request, caller.name()) : publish;
        });
        return HttpResponse.json(202, view(submitted, exchange.base()));
    }

    private PublishRecord enqueue(PublishTable table, PublishRecord publish, JsonNode request, String by)
            throws SQLException {
        String publishId = publish.row().publishId();
        if (publish.row().awaitsUpload()) {
            throw ProblemException.of(409, "not_uploaded", "The upload is not complete; complete it first.")
                    .with("publishId", publishId);
        }
        if (!publish.row().status().equals("uploaded")) {
            throw refused("The version is " + publish.row().status() + ".").with("publishId", publishId);
        }
        Instant now = backend.now();
        table.insertReview(new ReviewRow(
                Ids.fresh("rq"), publish.row().versionId(), "queued", Json.write(request), now, null, null, null));
        table.setStatus(publishId, "queued");
        table.remember(publishId, now.toEpochMilli(), by, "submitted", null);
        return table.get(publishId);
    }

    HttpResponse get(HttpExchange exchange) throws SQLException {
        Access.Caller caller = backend.access()
                .require(exchange, Permission.PLUGIN_PUBLISH, Permission.PLUGIN_READ, Permission.PLUGIN_REVIEW);
        PublishRecord publish =
                backend.database().transaction(tx -> new PublishTable(tx).ofVersion(exchange.parameter("versionId")));
        caller.checkPlugin(publish.row().pluginId());
        return HttpResponse.json(200, view(publish, exchange.base()));
    }

    HttpResponse decide(HttpExchange exchange) throws IOException, SQLException {
        Access.Caller caller = backend.access().require(exchange, Permission.PLUGIN_REVIEW);
        JsonNode request = RequestValidator.json(exchange);
        PublishRecord decided = decide(
                exchange.parameter("versionId"),
                request.get("decision").textValue(),
                request.path("notes").textValue(),
                caller.name());
        return HttpResponse.json(200, view(decided, exchange.base()));
    }

    /**
     * Decides a pending review. Repeating the same decision has no effect.
     *
     * @param decision approved, rejected or needs_changes
     * @throws ProblemException 404 without such a review, 409 if it is not pending
     */
    public PublishRecord decide(String versionId, String decision, @Nullable String notes, String by)
            throws SQLException {
        return backend.database().transaction(tx -> {
            PublishTable table = new PublishTable(tx);
            PublishRecord publish = table.lockVersion(versionId);
            ReviewRow review = reviewOf(publish);
            if (review.status().equals(decision)) {
                return publish;
            }
            if (!review.isPending()) {
                throw refused("The review is " + review.status() + " and can no longer be decided.");
            }
            long now = backend.now().toEpochMilli();
            table.decide(versionId, decision, by, now, notes);
            table.setStatus(publish.row().publishId(), decision);
            table.remember(publish.row().publishId(), now, by, decision, notes);
            return table.get(publish.row().publishId());
        });
    }

    /**
     * Puts a version that was just decided back into the queue, at its place.
     *
     * @throws ProblemException 404 without such a review, 409 if there is no decision, or it is older than {@link #UNDO}
     */
    public PublishRecord undo(String versionId, String by) throws SQLException {
        return backend.database().transaction(tx -> {
            PublishTable table = new PublishTable(tx);
            PublishRecord publish = table.lockVersion(versionId);
            ReviewRow review = reviewOf(publish);
            if (!review.isDecided()) {
                throw refused("The review is " + review.status() + "; there is no decision to undo.");
            }
            if (!mayUndo(review)) {
                throw refused("The decision was made more than a minute ago and can no longer be undone.");
            }
            table.reopen(versionId);
            table.setStatus(publish.row().publishId(), "queued");
            table.remember(publish.row().publishId(), backend.now().toEpochMilli(), by, "decision_undone", null);
            return table.get(publish.row().publishId());
        });
    }

    /** Whether there is a decision that can still be undone. */
    public boolean mayUndo(ReviewRow review) {
        Instant decided = review.decidedAt();
        return review.isDecided() && decided != null && backend.now().isBefore(decided.plus(UNDO));
    }

    private static ReviewRow reviewOf(PublishRecord publish) {
        ReviewRow review = publish.review();
        if (review == null) {
            throw ProblemException.notFound("The version has not been submitted for review.")
                    .with("publishId", publish.row().publishId());
        }
        return review;
    }

    static ProblemException refused(String detail) {
        return ProblemException.of(409, "state_refused", detail);
    }

    private ObjectNode view(PublishRecord publish, URI base) {
        ReviewRow review = reviewOf(publish);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("reviewQueueId", review.queueId());
        body.put("versionId", review.versionId());
        body.put("status", review.status());
        if (backend.options().linksPages()) {
            body.put("reviewUrl", PublishView.versionUrl(base, review.versionId()));
        }
        boolean open = review.isPending() || review.status().equals("paused");
        Instant now = backend.now();
        body.put("nextCheckAt", (open ? now.plus(backend.options().nextCheck()) : now).toString());
        body.put("expectedReviewDuration", EXPECTED.toString());
        if (review.decidedAt() != null) {
            ObjectNode decision = body.putObject("decision");
            decision.put("by", review.decidedBy());
            decision.put("at", review.decidedAt().toString());
            if (review.notes() != null) {
                decision.put("notes", review.notes());
            }
        }
        return body;
    }
}
