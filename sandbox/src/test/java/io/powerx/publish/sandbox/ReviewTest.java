package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewTest extends SandboxTest {
    private static final String PLUGIN = "com.powerx.note";

    private Sandbox sandbox;
    private ContractClient client;
    private ContractClient reviewer;

    @BeforeEach
    void startOne() {
        sandbox = start(options -> options.versionsPerPage(2));
        client = publisher(sandbox);
        reviewer = reviewer(sandbox);
    }

    private String queued(String version) {
        return client.publish(SamplePublish.simple(PLUGIN, version))
                .get("versionId")
                .asText();
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void a_review_is_decided_once() {
        String versionId = queued("1.0.0");

        assertThat(reviewer.decide(versionId, "rejected", "No.").get("status")).isEqualTo("rejected");
        assertThat(reviewer.decide(versionId, "rejected", "No.").status()).isEqualTo(200);
        assertRefused(reviewer.decide(versionId, "approved", "Yes."), 409, "state_refused");
        assertThat(client.review(versionId).json().at("/decision/by").asText()).isEqualTo("reviewer");
    }

    @Test
    void only_a_reviewer_decides() {
        String versionId = queued("1.0.0");

        Reply refused = client.decide(versionId, "approved", "Myself.");

        assertRefused(refused, 403, "missing_permission");
        assertThat(refused.get("requiredPermission")).isEqualTo("plugin:review");
    }

    @Test
    void a_review_is_paused_and_resumed() {
        String versionId = queued("1.0.0");

        assertThat(client.status(versionId, "review_paused").get("status")).isEqualTo("review_paused");
        assertThat(client.status(versionId, "review_paused").status()).isEqualTo(200);
        assertThat(client.review(versionId).get("status")).isEqualTo("paused");
        assertRefused(reviewer.decide(versionId, "approved", ""), 409, "state_refused");
        assertThat(client.status(versionId, "queued").get("status")).isEqualTo("queued");
        assertThat(reviewer.decide(versionId, "approved", "").get("status")).isEqualTo("approved");
        assertRefused(client.status(versionId, "review_paused"), 409, "state_refused");
        assertRefused(client.status(versionId, "queued"), 409, "state_refused");
    }

    @Test
    void a_version_can_be_withdrawn_in_every_state_and_stays_withdrawn() {
        String versionId = queued("1.0.0");

        assertThat(client.status(versionId, "withdrawn").get("status")).isEqualTo("withdrawn");
        assertThat(client.status(versionId, "withdrawn").status()).isEqualTo(200);
        assertThat(client.review(versionId).get("status")).isEqualTo("withdrawn");
        assertRefused(client.status(versionId, "queued"), 409, "state_refused");
        assertRefused(reviewer.decide(versionId, "approved", ""), 409, "state_refused");
    }

    @Test
    void a_decided_review_needs_no_further_queries() {
        String versionId = queued("1.0.0");
        clock.advance(Duration.ofMinutes(30));
        assertThat(client.review(versionId).get("nextCheckAt")).isEqualTo("2026-03-01T12:45:00Z");

        reviewer.decide(versionId, "needs_changes", "Please.");

        assertThat(client.review(versionId).get("nextCheckAt")).isEqualTo("2026-03-01T12:30:00Z");
    }

    @Test
    void a_version_that_was_never_submitted_has_no_review() {
        Reply registered = client.register(SamplePublish.simple(PLUGIN, "1.0.0").request());

        assertRefused(client.review(registered.get("versionId")), 404, "not_found");
        assertRefused(reviewer.decide(registered.get("versionId"), "approved", ""), 404, "not_found");
        assertRefused(client.review("ver_unknown"), 404, "not_found");
    }

    @Test
    void a_submission_for_another_publish_is_refused() {
        String versionId = queued("1.0.0");

        assertRefused(client.submit(versionId, "pub_other"), 400, "validation_failed");
    }

    @Test
    void a_submission_includes_notes_approvers_and_evidence() {
        SamplePublish sample = SamplePublish.simple(PLUGIN, "1.0.0");
        Reply registered = client.register(sample.request());
        client.complete(registered.get("publishId"), client.upload(registered.json(), sample));
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("publishId", registered.get("publishId"))
                .put("notes", "hurry");
        body.putObject("fastTrack")
                .put("reason", "hotfix")
                .putArray("approvers")
                .add("ann");
        body.putArray("evidence")
                .addObject()
                .put("kind", "tests")
                .put("artifact", "a")
                .put("sha256", "0".repeat(64));

        assertThat(client.submit(registered.get("versionId"), body).status()).isEqualTo(202);
        body.putArray("evidence").addObject().put("kind", "rumour");
        assertRefused(client.submit(registered.get("versionId"), body), 400, "validation_failed");
    }

    @Test
    void versions_come_newest_first_in_pages_and_by_channel() {
        for (int i = 0; i < 5; i++) {
            queued("1.0." + i);
            clock.advance(Duration.ofSeconds(1));
        }
        client.publish(SamplePublish.simple(PLUGIN, "2.0.0-beta.1").channel("beta"));
        client.register(SamplePublish.simple(PLUGIN, "3.0.0").request());

        assertThat(pages("")).containsExactly("2.0.0-beta.1", "1.0.4", "1.0.3", "1.0.2", "1.0.1", "1.0.0");
        assertThat(pages("?channel=stable")).containsExactly("1.0.4", "1.0.3", "1.0.2", "1.0.1", "1.0.0");
        assertThat(pages("?channel=beta")).containsExactly("2.0.0-beta.1");
        assertRefused(client.versions(PLUGIN, "?channel=nightly"), 400, "validation_failed");
        assertRefused(client.versions(PLUGIN, "?cursor=made-up"), 400, "validation_failed");
    }

    private List<String> pages(String query) {
        List<String> versions = new ArrayList<>();
        String cursor = "";
        do {
            String separator = query.isEmpty() ? "?" : "&";
            JsonNode page = client.versions(PLUGIN, query + (cursor.isEmpty() ? "" : separator + "cursor=" + cursor))
                    .json();
            page.get("items").forEach(item -> versions.add(item.get("version").asText()));
            assertThat(page.get("items").size()).isLessThanOrEqualTo(2);
            cursor = page.path("nextCursor").asText("");
            cursor = page.path("nextCursor").isNull() ? "" : cursor;
        } while (!cursor.isEmpty());
        return versions;
    }

    @Test
    void a_plugin_without_a_complete_version_is_unknown() {
        assertRefused(client.versions(PLUGIN, ""), 404, "plugin_unknown");
        client.register(SamplePublish.simple(PLUGIN, "1.0.0").request());
        assertRefused(client.versions(PLUGIN, ""), 404, "plugin_unknown");
    }

    @Test
    void versions_include_permissions_and_the_time_of_their_publication() {
        queued("1.0.0");

        JsonNode version = client.versions(PLUGIN, "").json().at("/items/0");

        assertThat(version.get("permissions").toString()).isEqualTo("[\"note.read\",\"note.write\"]");
        assertThat(version.get("publishedAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
    }
}
