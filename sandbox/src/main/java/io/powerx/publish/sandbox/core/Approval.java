package io.powerx.publish.sandbox.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.sandbox.api.Backend;
import io.powerx.publish.sandbox.http.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;

/** Quality gates, and the release plan by which a candidate is approved (gate_runner.go, release_guardrail_handler.go). */
final class Approval {
    /** Core configures this length (plugin_release/service.go), although the message of its gate mentions the default. */
    private static final int MIN_NOTES_LENGTH = 32;

    private static final int MIN_COMMIT_LENGTH = 7;
    private static final double MIN_COVERAGE = 80;

    private final Backend backend;

    Approval(Backend backend) {
        this.backend = backend;
    }

    JsonNode gates(HttpExchange exchange) throws SQLException {
        String id = CandidateRoutes.candidateId(exchange);
        ObjectNode data = backend.database().transaction(tx -> {
            CandidateTable table = new CandidateTable(tx);
            CandidateRow row = table.get(id).orElseThrow(Approval::candidateNotFound);
            ArrayNode violations = violations(row);
            String status = violations.isEmpty() ? "passed" : "failed";
            table.update(id, "gate_status", status);
            table.update(id, "gates_checked_at", backend.clock().millis());
            ObjectNode result =
                    JsonNodeFactory.instance.objectNode().put("candidateId", id).put("status", status);
            if (!violations.isEmpty()) {
                result.set("violations", violations);
            }
            return result;
        });
        return data;
    }

    private static ArrayNode violations(CandidateRow row) {
        ArrayNode violations = JsonNodeFactory.instance.arrayNode();
        if (row.notes().strip().getBytes(StandardCharsets.UTF_8).length < MIN_NOTES_LENGTH) {
            // The words of PowerX core, which names the default of 20 even though 32 is configured.
            add(violations, "DOCS_INCOMPLETE", "release notes must describe change impact (>= 20 chars)", "dev_team");
        }
        if (row.commitHash().strip().length() < MIN_COMMIT_LENGTH) {
            add(violations, "BUILD_METADATA_INVALID", "commit hash must contain at least 7 characters", "ci_pipeline");
        }
        if (row.notes().toLowerCase(Locale.ROOT).contains("todo")) {
            add(violations, "QA_PENDING_TASKS", "release notes indicate unresolved TODO items", "qa_team");
        }
        if (coverage(row) < MIN_COVERAGE) {
            add(
                    violations,
                    "COVERAGE_BELOW_THRESHOLD",
                    "test coverage must be reported via labels or scan score and meet policy",
                    "qa_team");
        }
        return violations;
    }

    private static void add(ArrayNode violations, String code, String message, String owner) {
        violations.addObject().put("Code", code).put("Message", message).put("Owner", owner);
    }

    private static double coverage(CandidateRow row) {
        try {
            return Double.parseDouble(
                    row.labelTree().path("coverage").asText("").strip());
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** Approves a candidate by planning its release. */
    JsonNode plan(HttpExchange exchange) throws IOException, SQLException {
        JsonNode body = CandidateRoutes.json(exchange);
        String id = CandidateRoutes.text(body, "releaseCandidateId");
        backend.database().transaction(tx -> {
            CandidateTable table = new CandidateTable(tx);
            CandidateRow row = table.get(id).orElseThrow(Approval::candidateNotFound);
            if (!row.gateStatus().equals("passed")) {
                throw CoreRefusal.of(412, "plugin_release.pipeline: quality gates not passed", "");
            }
            table.update(id, "approval_status", "approved");
            table.update(id, "approved_at", backend.clock().millis());
            return true;
        });
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("planId", 1)
                .put("releaseCandidateId", id)
                .put("status", "draft");
        return data;
    }

    private static RuntimeException candidateNotFound() {
        return CoreRefusal.unknownId();
    }
}
