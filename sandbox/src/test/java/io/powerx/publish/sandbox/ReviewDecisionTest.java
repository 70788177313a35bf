package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.sandbox.support.ConsoleBrowser;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions on the pages of the console. */
class ReviewDecisionTest extends SandboxTest {
    private static final String PLUGIN = "com.powerx.note";
    private static final String FAMILY = "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    private ContractClient client;
    private ConsoleBrowser browser;
    private String versionId;

    @BeforeEach
    void submitOne() {
        Sandbox sandbox = start();
        client = publisher(sandbox);
        browser = new ConsoleBrowser(sandbox.baseUri());
        versionId = queued("1.0.0");
    }

    private String queued(String version) {
        return client.publish(SamplePublish.simple(PLUGIN, version))
                .get("versionId")
                .asText();
    }

    private String status() {
        return client.review(versionId).get("status");
    }

    private String notes() {
        return client.review(versionId).json().at("/decision/notes").asText();
    }

    private String page() {
        return browser.open("/versions/" + versionId).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "needs_changes"})
    void a_decision_without_a_reason_is_refused_and_shows_the_form_again(String decision) {
        for (String missing : new String[] {"", " \r\n\t "}) {
            Reply refused = browser.decide(versionId, decision, missing);

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text())
                    .contains("Write down the reason", "aria-invalid=\"true\"", "value=\"" + decision + "\"");
            assertThat(status()).isEqualTo("queued");
        }

        assertThat(browser.decide(versionId, decision, "It crashes.").status()).isEqualTo(303);
        assertThat(status()).isEqualTo(decision);
        assertThat(notes()).isEqualTo("It crashes.");
    }

    @Test
    void a_form_without_its_token_is_refused_with_a_page() {
        browser.open("/versions/" + versionId);

        Reply decision = browser.sendRaw("/versions/" + versionId + "/decision", "decision=approved");
        assertThat(decision.status()).isEqualTo(403);
        assertThat(decision.header("content-type")).startsWith("text/html");
        assertThat(decision.text()).contains("Reload the page", "/versions/" + versionId);
        assertThat(status()).isEqualTo("queued");

        browser.decide(versionId, "approved", "");
        assertThat(browser.sendRaw("/versions/" + versionId + "/undo", "").status())
                .isEqualTo(403);
        assertThat(status()).isEqualTo("approved");
    }

    @Test
    void the_text_of_a_decision_that_came_too_late_or_after_the_session_is_shown() {
        browser.open("/versions/" + versionId);
        String path = "/versions/" + versionId + "/decision";

        Reply ended = browser.sendRaw(path, "csrf=old&decision=rejected&notes=First+line%0D%0A%3Cb%3Esecond");
        browser.decide(versionId, "approved", "Fine.");
        Reply late = browser.send(path, Map.of("decision", "rejected", "notes", "An hour of reading."));

        assertThat(ended.status()).isEqualTo(403);
        assertThat(ended.text()).contains("What you wrote was not stored:", "First line\n&lt;b&gt;second");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("What you wrote was not stored:", "An hour of reading.");
        assertThat(browser.undo("ver_unknown").text()).doesNotContain("What you wrote");
        assertThat(notes()).isEqualTo("Fine.");
    }

    @Test
    void a_version_that_is_already_decided_keeps_its_decision() {
        browser.decide(versionId, "approved", "Fine.");

        Reply late =
                browser.send("/versions/" + versionId + "/decision", Map.of("decision", "rejected", "notes", "No."));
        Reply other = browser.send(
                "/versions/" + versionId + "/decision", Map.of("decision", "approved", "notes", "Really fine."));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.header("content-type")).startsWith("text/html");
        assertThat(late.text()).contains("That is no longer possible", "The review is approved", "Back to the version");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains("Yours was not stored");
        assertThat(status()).isEqualTo("approved");
        assertThat(notes()).isEqualTo("Fine.");
    }

    @Test
    void a_form_that_is_sent_twice_decides_once() {
        browser.decide(versionId, "approved", "Fine.");

        Reply again =
                browser.send("/versions/" + versionId + "/decision", Map.of("decision", "approved", "notes", "Fine."));

        assertThat(again.status()).isEqualTo(303);
        assertThat(page().split("<strong>Approved</strong> by reviewer", -1)).hasSize(3);
    }

    @Test
    void a_decision_is_undone_within_a_minute_and_the_version_keeps_its_place_in_the_queue() {
        clock.advance(Duration.ofMinutes(5));
        String younger = queued("1.1.0");
        browser.decide(versionId, "rejected", "By mistake.");
        clock.advance(Duration.ofSeconds(59));
        assertThat(page()).contains("Undo, until 12:06:00 UTC", "By mistake.");

        assertThat(browser.undo(versionId).status()).isEqualTo(303);

        assertThat(status()).isEqualTo("queued");
        assertThat(client.review(versionId).json().has("decision")).isFalse();
        assertThat(page()).contains("Decision undone", "By mistake.", "Approve").doesNotContain("Undo, until");
        String queue = browser.open("/").text();
        assertThat(queue.indexOf(versionId)).isPositive().isLessThan(queue.indexOf(younger));
        assertThat(browser.decide(versionId, "approved", "").status()).isEqualTo(303);
    }

    @Test
    void a_decision_cannot_be_undone_after_a_minute() {
        browser.decide(versionId, "approved", "");
        clock.advance(Duration.ofMinutes(1));

        Reply late = browser.undo(versionId);

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("more than a minute ago");
        assertThat(status()).isEqualTo("approved");
        assertThat(page()).contains("<strong>Approved</strong>").doesNotContain("Undo, until");
    }

    @Test
    void there_must_be_a_decision_to_undo() {
        browser.open("/versions/" + versionId);
        assertThat(browser.undo(versionId).status()).isEqualTo(409);
        browser.decide(versionId, "approved", "");
        client.status(versionId, "withdrawn");

        assertThat(browser.undo(versionId).status()).isEqualTo(409);

        assertThat(status()).isEqualTo("withdrawn");
        assertThat(browser.undo("ver_unknown").status()).isEqualTo(404);
    }

    @Test
    void line_breaks_and_joiners_of_a_note_survive_and_direction_marks_do_not() {
        browser.decide(versionId, "rejected", "One\r\ntwo\rthree " + FAMILY + " \u202Eevil");

        assertThat(page()).contains("One\ntwo\nthree " + FAMILY + " \uFFFDevil");
        assertThat(notes()).isEqualTo("One\ntwo\rthree " + FAMILY + " \u202Eevil");
    }

    @Test
    void a_note_may_have_20000_characters_of_any_script() {
        String longest = "\u5BA1".repeat(20_000);

        Reply tooLong = browser.decide(versionId, "rejected", longest + "!");
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.text()).contains("20001 characters", longest);

        assertThat(browser.decide(versionId, "rejected", longest).status()).isEqualTo(303);
        assertThat(notes()).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes=%ff%fe", "notes=%zz", "decision=perhaps", "decision=", ""})
    void a_malformed_form_is_refused(String body) {
        browser.open("/versions/" + versionId);

        Reply refused = browser.sendRaw("/versions/" + versionId + "/decision", "csrf=" + browser.csrf() + "&" + body);

        assertThat(refused.status()).isIn(400, 422);
        assertThat(status()).isEqualTo("queued");
    }

    @Test
    void the_confirmation_is_also_a_separate_page() {
        Reply page = browser.open("/versions/" + versionId + "/decision?decision=rejected");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Reject Note 1.0.0?", "1.0.0 cannot be published again", "required");
        assertThat(browser.open("/versions/" + versionId + "/decision?decision=maybe")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_decided_version_links_to_the_one_that_waits_longest() {
        clock.advance(Duration.ofMinutes(1));
        String second = queued("1.1.0");
        clock.advance(Duration.ofMinutes(1));
        queued("1.2.0");
        browser.decide(versionId, "approved", "");

        assertThat(page()).contains("<a href=\"/versions/" + second + "\" class=\"button\">Next in the queue</a>");
    }

    @Test
    void a_paused_review_can_only_be_resumed() {
        assertThat(browser.decide(versionId, "review_paused", "").status()).isEqualTo(303);

        assertThat(page()).contains("Resume the review").doesNotContain("popovertarget=\"decide-approved\"");
        assertThat(browser.decide(versionId, "approved", "").status()).isEqualTo(409);
        assertThat(browser.decide(versionId, "queued", "").status()).isEqualTo(303);
        assertThat(status()).isEqualTo("queued");
    }
}
