package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageTest extends SandboxTest {
    private static final String EVIL =
            "\"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;{{7*7}}\u202Etxt";

    private Sandbox sandbox;
    private ContractClient client;

    @BeforeEach
    void startOne() {
        sandbox = start();
        client = publisher(sandbox);
    }

    private Reply page(String path) {
        return ContractClient.raw("GET", sandbox.baseUri() + path, new byte[0], Map.of());
    }

    private Reply form(String path, String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return ContractClient.raw("POST", sandbox.baseUri() + path, body.getBytes(StandardCharsets.UTF_8), all);
    }

    private static String token(Reply page) {
        Matcher matcher = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page.text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String cookie(Reply page) {
        return page.header("set-cookie").split(";")[0];
    }

    @Test
    void the_queue_lists_waiting_versions_with_links_to_their_pages() {
        JsonNode published = client.publish(SamplePublish.packaged("com.powerx.note", "1.0.0"));

        assertThat(page("/").text())
                .contains(
                        "Review queue",
                        "com.powerx.note",
                        "/versions/" + published.get("versionId").asText());
        assertThat(page("/versions/" + published.get("versionId").asText()).text())
                .contains("note.read", "Approve", "Better notes.", "not signed", "contains exactly the files");
    }

    @Test
    void pages_allow_no_script_and_no_framing() {
        Reply reply = page("/");

        assertThat(reply.header("content-security-policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe", "script-src");
        assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(reply.text()).doesNotContain("<script", "style=", "onclick");
        assertThat(page("/static/sandbox.css").header("content-type")).startsWith("text/css");
    }

    @Test
    void markup_from_a_plugin_is_shown_as_text() {
        SamplePublish sample = new SamplePublish("com.powerx.note", "1.0.0", "stable");
        ObjectNode metadata = sample.metadata();
        metadata.put("name", EVIL).put("hostRange", EVIL);
        metadata.putArray("permissions").add(EVIL);
        metadata.putArray("dependencies").addObject().put("id", EVIL).put("range", EVIL);
        metadata.putObject("releaseNotes").put("text", EVIL);
        metadata.putObject("risk")
                .put("level", "high")
                .putArray("reasons")
                .addObject()
                .put("code", EVIL)
                .put("detail", EVIL);
        ObjectNode rollout = metadata.putObject("rollout").put("strategy", "canary");
        rollout.putArray("batches").addObject().put("percentage", 5).put("wait", EVIL);
        rollout.putObject("tenants").putArray("allow").add(EVIL);
        rollout.putObject("rollbackPlan")
                .put("previousVersion", EVIL)
                .put("trigger", EVIL)
                .putArray("steps")
                .add(EVIL);
        metadata.putObject("build")
                .put("commit", EVIL)
                .put("repository", EVIL)
                .put("builder", EVIL)
                .put("buildUrl", "javascript:alert(1)");
        sample.artifact("note-1.0.0.pxp", "package", new byte[] {1});
        ((ObjectNode) sample.artifacts().get(0)).put("platform", EVIL).put("mediaType", EVIL);
        JsonNode published = client.publish(sample);
        String versionId = published.get("versionId").asText();
        reviewer(sandbox).decide(versionId, "needs_changes", EVIL);
        client.send(
                "PATCH",
                "/api/marketplace/plugins/" + versionId + "/status",
                JsonNodeFactory.instance.objectNode().put("status", "withdrawn").put("reason", EVIL));

        for (String path : new String[] {"/", "/versions/" + versionId}) {
            String html = page(path).text();
            assertThat(html).doesNotContain("<script", "<img", "onerror=alert(1)>", "href=\"javascript:", "\u202E");
        }
        assertThat(page("/versions/" + versionId).text()).contains("&lt;script&gt;");
        Reply download = page(published
                .at("/uploads/0/downloadUrl")
                .asText()
                .substring(sandbox.baseUri().toString().length()));
        assertThat(download.status()).isEqualTo(200);
        assertThat(download.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(download.header("content-disposition"))
                .startsWith("attachment")
                .doesNotContain("<");
    }

    @Test
    void a_decision_on_the_page_is_recorded() {
        String versionId = client.publish(SamplePublish.simple("com.powerx.note", "1.0.0"))
                .get("versionId")
                .asText();
        Reply page = page("/versions/" + versionId);
        assertThat(page.header("set-cookie")).contains("HttpOnly", "SameSite=Strict");
        Map<String, String> session = Map.of("Cookie", cookie(page));
        String path = "/versions/" + versionId + "/decision";

        assertThat(form(path, "decision=review_paused&csrf=" + token(page), session)
                        .status())
                .isEqualTo(303);
        assertThat(client.review(versionId).get("status")).isEqualTo("paused");
        assertThat(form(path, "decision=queued&csrf=" + token(page), session).status())
                .isEqualTo(303);
        Reply decided = form(
                path,
                "decision=approved&notes=" + URLEncoder.encode("Schön & gut", StandardCharsets.UTF_8) + "&csrf="
                        + token(page),
                session);

        assertThat(decided.status()).isEqualTo(303);
        assertThat(decided.header("location")).isEqualTo(sandbox.baseUri() + "/versions/" + versionId);
        assertThat(client.review(versionId).get("status")).isEqualTo("approved");
        assertThat(client.review(versionId).json().at("/decision/notes").asText())
                .isEqualTo("Schön & gut");
    }

    @Test
    void a_forged_form_is_refused_and_the_genuine_one_accepted() {
        String versionId = client.publish(SamplePublish.simple("com.powerx.note", "1.0.0"))
                .get("versionId")
                .asText();
        Reply mine = page("/versions/" + versionId);
        Reply theirs = page("/versions/" + versionId);
        String path = "/versions/" + versionId + "/decision";

        assertThat(form(path, "decision=approved", Map.of("Cookie", cookie(mine)))
                        .status())
                .isEqualTo(403);
        assertThat(form(path, "decision=approved&csrf=" + token(mine), Map.of()).status())
                .isEqualTo(403);
        assertThat(form(path, "decision=approved&csrf=" + token(theirs), Map.of("Cookie", cookie(mine)))
                        .status())
                .isEqualTo(403);
        Map<String, String> foreign = Map.of("Cookie", cookie(mine), "Origin", "https://evil.example");
        assertThat(form(path, "decision=approved&csrf=" + token(mine), foreign).status())
                .isEqualTo(403);
        assertThat(client.review(versionId).get("status")).isEqualTo("queued");

        Map<String, String> genuine = Map.of("Cookie", cookie(mine));
        assertThat(form(path, "decision=approved&csrf=" + token(mine), genuine).status())
                .isEqualTo(303);
        assertThat(client.review(versionId).get("status")).isEqualTo("approved");
    }
}
