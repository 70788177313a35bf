package io.powerx.publish.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.api.ArtifactRow;
import io.powerx.publish.sandbox.api.PublishRecord;
import io.powerx.publish.sandbox.api.PublishTable.HistoryEntry;
import io.powerx.publish.sandbox.api.PublishView;
import io.powerx.publish.sandbox.api.Telemetry;
import io.powerx.publish.sandbox.api.TelemetryCoverage;
import io.powerx.publish.sandbox.api.Versions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The page of a version, with everything that a reviewer needs for a decision. */
final class VersionPage {
    private final PublishRecord publish;
    private final List<HistoryEntry> history;
    private final List<Telemetry.Event> events;
    private final JsonNode metadata;
    private final JsonNode checks;

    VersionPage(PublishRecord publish, List<HistoryEntry> history, List<Telemetry.Event> events) throws IOException {
        this.publish = publish;
        this.history = history;
        this.events = events;
        this.metadata = Json.mapper().readTree(publish.row().request()).path("metadata");
        this.checks = Json.mapper()
                .readTree(publish.row().checks() == null ? "{}" : publish.row().checks());
    }

    /** @param csrf the token for the forms; empty if the reader may not decide */
    Html write(String csrf) {
        Html html = Layout.begin(
                metadata.path("name").asText() + " " + publish.row().version());
        html.open("p");
        Layout.status(html, Versions.statusOf(publish));
        html.text(" " + publish.row().pluginId() + ", channel " + publish.row().channel());
        html.close();
        facts(html);
        listing(html, "Permissions", metadata.path("permissions"));
        dependencies(html);
        risk(html);
        rollout(html);
        artifacts(html);
        signatures(html);
        notes(html);
        decision(html, csrf);
        history(html);
        telemetry(html);
        return html;
    }

    private void facts(Html html) {
        JsonNode quality = metadata.path("quality");
        JsonNode build = metadata.path("build");
        html.open("dl");
        fact(html, "Plugin", publish.row().pluginId());
        fact(html, "Host range", metadata.path("hostRange").asText("not said"));
        fact(html, "Publish", publish.row().publishId());
        fact(html, "Version id", publish.row().versionId());
        fact(
                html,
                "Registered",
                Layout.time(publish.row().createdAt()) + " by " + publish.row().registeredBy());
        fact(html, "Uploaded", Layout.time(publish.row().uploadedAt()));
        if (quality.has("tests")) {
            JsonNode tests = quality.path("tests");
            fact(
                    html,
                    "Tests",
                    tests.path("total").asText("?") + " run, "
                            + tests.path("failed").asText("?") + " failed, "
                            + tests.path("skipped").asText("?") + " skipped");
        }
        if (quality.has("lineCoverage")) {
            fact(html, "Line coverage", quality.path("lineCoverage").asText() + " %");
        }
        if (quality.has("precheck")) {
            JsonNode precheck = quality.path("precheck");
            fact(
                    html,
                    "Precheck",
                    precheck.path("skipped").asBoolean()
                            ? "skipped"
                            : precheck.path("errors").asText("?") + " errors, "
                                    + precheck.path("warnings").asText("?") + " warnings, "
                                    + precheck.path("suppressed").asText("?") + " suppressed");
        }
        build.properties()
                .forEach(entry ->
                        fact(html, "Build " + entry.getKey(), entry.getValue().asText()));
        html.close();
    }

    private static void fact(Html html, String name, String value) {
        html.leaf("dt", name).leaf("dd", value);
    }

    private static void listing(Html html, String title, JsonNode values) {
        html.leaf("h2", title);
        if (values.isEmpty()) {
            html.leaf("p", "None.");
            return;
        }
        html.open("ul");
        values.forEach(value -> html.leaf("li", value.asText()));
        html.close();
    }

    private void dependencies(Html html) {
        html.leaf("h2", "Dependencies");
        if (metadata.path("dependencies").isEmpty()) {
            html.leaf("p", "None.");
            return;
        }
        html.open("ul");
        for (JsonNode dependency : metadata.path("dependencies")) {
            html.leaf(
                    "li",
                    dependency.path("id").asText() + " "
                            + dependency.path("range").asText()
                            + (dependency.path("optional").asBoolean() ? " (optional)" : ""));
        }
        html.close();
    }

    private void risk(Html html) {
        html.leaf("h2", "Risk");
        html.leaf("p", metadata.path("risk").path("level").asText());
        html.open("ul");
        for (JsonNode reason : metadata.path("risk").path("reasons")) {
            html.leaf(
                    "li",
                    reason.path("code").asText() + " " + reason.path("detail").asText());
        }
        html.close();
    }

    private void rollout(Html html) {
        JsonNode rollout = metadata.path("rollout");
        html.leaf("h2", "Rollout");
        html.open("dl");
        fact(html, "Strategy", rollout.path("strategy").asText());
        fact(html, "Automatic upgrade", rollout.path("autoUpgrade").asText("not said"));
        List<String> batches = new ArrayList<>();
        for (JsonNode batch : rollout.path("batches")) {
            batches.add(batch.path("percentage").asText() + " %"
                    + (batch.has("startAt") ? " from " + batch.path("startAt").asText() : "")
                    + (batch.has("wait") ? " after " + batch.path("wait").asText() : ""));
        }
        fact(html, "Batches", batches.isEmpty() ? "none" : String.join(", ", batches));
        fact(html, "Only for tenants", joined(rollout.path("tenants").path("allow")));
        fact(html, "Not for tenants", joined(rollout.path("tenants").path("deny")));
        fact(
                html,
                "Roll back to",
                rollout.path("rollbackPlan").path("previousVersion").asText("not said"));
        fact(
                html,
                "Roll back when",
                rollout.path("rollbackPlan").path("trigger").asText("not said"));
        fact(html, "Roll back by", joined(rollout.path("rollbackPlan").path("steps")));
        html.close();
    }

    private static String joined(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts.isEmpty() ? "none named" : String.join(", ", texts);
    }

    private void artifacts(Html html) {
        html.leaf("h2", "Artifacts").open("table");
        Layout.headings(html, "Name", "Role", "Platform", "Size", "SHA-256");
        html.open("tbody");
        for (ArtifactRow artifact : publish.artifacts()) {
            html.open("tr").open("td");
            if (publish.isUploaded()) {
                html.link(PublishView.downloadPath(publish, artifact), artifact.name());
            } else {
                html.text(artifact.name());
            }
            html.close();
            html.leaf("td", artifact.role());
            html.leaf("td", artifact.platform());
            html.leaf("td", Layout.bytes(artifact.size()));
            html.open("td").leaf("code", artifact.sha256()).close(2);
        }
        html.close(2);
    }

    private void signatures(Html html) {
        html.leaf("h2", "Signatures");
        if (!publish.isUploaded()) {
            html.leaf("p", "They are verified once the upload is complete.");
            return;
        }
        if (checks.path("signatures").isEmpty()) {
            html.leaf("p", "This version is not signed.", "class", "warning");
        }
        for (JsonNode signature : checks.path("signatures")) {
            html.leaf(
                    "p",
                    "Verified: " + signature.path("format").asText() + " "
                            + signature.path("algorithm").asText() + " over "
                            + signature.path("artifact").asText());
            html.open("ol");
            for (JsonNode certificate : signature.path("chain")) {
                html.leaf(
                        "li",
                        certificate.path("subject").asText() + ", serial number "
                                + certificate.path("serialNumber").asText() + ", valid until "
                                + certificate.path("notAfter").asText());
            }
            html.close();
        }
        for (JsonNode content : checks.path("packages")) {
            String words =
                    switch (content.path("outcome").asText()) {
                        case "matches" -> "contains exactly the files of its integrity list.";
                        case "no_list" -> "has no integrity list.";
                        default -> "is not an archive that the sandbox can read.";
                    };
            html.leaf("p", content.path("artifact").asText() + " " + words);
        }
    }

    private void notes(Html html) {
        html.leaf("h2", "Release notes");
        html.leaf("pre", metadata.path("releaseNotes").path("text").asText("There are none."));
    }

    private void decision(Html html, String csrf) {
        if (publish.review() == null || !publish.row().status().equals("queued") || csrf.isEmpty()) {
            return;
        }
        html.leaf("h2", "Decision");
        html.open(
                "form", "method", "post", "action", "/versions/" + publish.row().versionId() + "/decision");
        html.open("input", "type", "hidden", "name", CsrfGuard.FIELD, "value", csrf);
        html.open("p").leaf("label", "Notes for the publisher", "for", "notes");
        html.leaf("textarea", "", "id", "notes", "name", "notes", "rows", "4", "maxlength", "20000")
                .close();
        html.open("p", "class", "buttons");
        if (Versions.statusOf(publish).equals("review_paused")) {
            button(html, "queued", "Resume the review");
        } else {
            button(html, "approved", "Approve");
            button(html, "needs_changes", "Ask for changes");
            button(html, "rejected", "Reject");
            button(html, "review_paused", "Pause the review");
        }
        html.close(2);
    }

    private static void button(Html html, String decision, String words) {
        html.leaf("button", words, "type", "submit", "name", "decision", "value", decision);
    }

    private void history(Html html) {
        html.leaf("h2", "History").open("ul");
        for (HistoryEntry entry : history) {
            html.leaf(
                    "li",
                    Layout.time(entry.happenedAt()) + ": " + entry.act().replace('_', ' ') + " by " + entry.actor()
                            + (entry.reason() == null ? "" : ": " + entry.reason()));
        }
        html.close();
    }

    private void telemetry(Html html) {
        html.leaf("h2", "Telemetry");
        Set<String> runs = events.stream()
                .filter(event -> publish.row().version().equals(event.version()))
                .filter(event -> publish.row().channel().equals(event.channel()))
                .map(Telemetry.Event::runId)
                .collect(Collectors.toSet());
        Layout.coverage(
                html,
                TelemetryCoverage.of(events.stream()
                        .filter(event -> runs.contains(event.runId()))
                        .map(Telemetry.Event::withoutDropped)
                        .toList()));
    }
}
