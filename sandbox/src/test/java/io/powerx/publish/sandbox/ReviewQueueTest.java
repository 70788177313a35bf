package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.sandbox.support.ConsoleBrowser;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue, the page of a plugin, and the telemetry. */
class ReviewQueueTest extends SandboxTest {
    private static final Pattern TITLE = Pattern.compile("<p class=\"title\"><a href=\"/versions/[^\"]+\">([^<]+)</a>");

    private Sandbox sandbox;
    private ContractClient client;
    private ConsoleBrowser browser;

    @BeforeEach
    void startOne() {
        sandbox = start();
        client = publisher(sandbox);
        browser = new ConsoleBrowser(sandbox.baseUri());
    }

    private String submit(String id, String name, String version, String channel, String risk) {
        SamplePublish sample = SamplePublish.simple(id, version).channel(channel);
        ObjectNode metadata = sample.metadata();
        metadata.put("name", name);
        metadata.putObject("risk").put("level", risk);
        return client.publish(sample).get("versionId").asText();
    }

    private List<String> titles(String path) {
        return TITLE.matcher(browser.open(path).text())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private void submitThree() {
        submit("com.powerx.note", "Note", "1.0.0", "stable", "low");
        clock.advance(Duration.ofHours(2));
        submit("com.powerx.crm", "CRM Contacts", "2.0.0", "beta", "high");
        clock.advance(Duration.ofHours(3));
        submit("com.powerx.note", "Note", "1.1.0", "stable", "medium");
    }

    @Test
    void an_empty_queue_is_described() {
        assertThat(browser.open("/").text()).contains("No version is waiting for review.", "Nothing here.");
    }

    @Test
    void the_longest_wait_comes_first_and_a_late_review_is_marked() {
        submitThree();

        assertThat(titles("/")).containsExactly("Note 1.0.0", "CRM Contacts 2.0.0", "Note 1.1.0");
        assertThat(browser.open("/").text())
                .contains("3 versions are waiting.", "5 h, longer than 4 h", ">3 h<", "less than a minute");
    }

    @Test
    void versions_are_found_by_words_of_name_id_and_version() {
        submitThree();

        assertThat(titles("/?q=crm+CONTACTS")).containsExactly("CRM Contacts 2.0.0");
        assertThat(titles("/?q=note+1.1")).containsExactly("Note 1.1.0");
        assertThat(titles("/?q=powerx.note")).containsExactly("Note 1.0.0", "Note 1.1.0");
        assertThat(titles("/?q=%25")).isEmpty();
        assertThat(titles("/?q=n_te")).isEmpty();
        assertThat(browser.open("/?q=%22%3E%3Cscript%3E").text())
                .contains("No version matches the filter.", "value=\"&quot;&gt;&lt;script&gt;\"")
                .doesNotContain("<script");
    }

    @Test
    void versions_are_filtered_by_channel_risk_and_state_and_unknown_values_select_everything() {
        submitThree();
        String decided = submit("com.powerx.pdf", "PDF", "1.0.0", "stable", "high");
        browser.decide(decided, "rejected", "Not <b>yet</b>.");

        assertThat(titles("/?channel=beta")).containsExactly("CRM Contacts 2.0.0");
        assertThat(titles("/?risk=medium")).containsExactly("Note 1.1.0");
        assertThat(titles("/?risk=high&channel=stable")).isEmpty();
        assertThat(titles("/?state=rejected")).containsExactly("PDF 1.0.0");
        assertThat(browser.open("/?state=rejected").text()).contains("Not &lt;b&gt;yet&lt;/b&gt;.");
        assertThat(titles("/?state=all")).hasSize(4);
        assertThat(titles("/?state=x&channel=y&risk=z&page=-1")).hasSize(3);
    }

    @Test
    void the_versions_of_a_plugin_can_be_grouped() {
        submitThree();

        String html = browser.open("/?group=plugin").text();

        assertThat(TITLE.matcher(html).results().map(match -> match.group(1)))
                .containsExactly("1.0.0", "1.1.0", "2.0.0");
        assertThat(html).contains("<a href=\"/plugins/com.powerx.note\">Note</a> <span class=\"count\">2</span>");
    }

    @Test
    void a_long_queue_has_pages() {
        for (int i = 10; i < 37; i++) {
            submit("com.powerx.note", "Note", "1.0." + i, "stable", "low");
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(titles("/")).hasSize(25).startsWith("Note 1.0.10");
        assertThat(titles("/?page=2")).containsExactly("Note 1.0.35", "Note 1.0.36");
        assertThat(browser.open("/?page=2").text()).contains("Page 2 of 2", "<a href=\"/\" rel=\"prev\">");
        // A link that is older than the last decisions.
        assertThat(titles("/?page=3")).containsExactly("Note 1.0.35", "Note 1.0.36");
        assertThat(browser.open("/?page=9999999").text()).contains("Page 2 of 2");
        assertThat(browser.open("/?state=approved&page=99").text())
                .contains("Nothing here.")
                .doesNotContain("Page 99");
        assertThat(browser.open("/plugins/com.powerx.note?page=99").text())
                .contains("Page 2 of 2")
                .contains("1.0.");
    }

    @Test
    void the_page_of_a_plugin_shows_what_each_channel_offers_and_all_versions() {
        submitThree();
        String first = client.versions("com.powerx.note", "")
                .json()
                .at("/items/1/versionId")
                .asText();
        browser.decide(first, "approved", "Fine.");

        String html = browser.open("/plugins/com.powerx.note").text();

        assertThat(html)
                .contains(
                        "On stable",
                        "<p class=\"big\"><a href=\"/versions/" + first + "\">1.0.0</a>",
                        "No version has been approved.",
                        "2 versions",
                        "Fine.");
        assertThat(titles("/plugins/com.powerx.note")).containsExactly("1.1.0", "1.0.0");
        assertThat(browser.open("/plugins/com.powerx.unknown").status()).isEqualTo(404);
    }

    @Test
    void telemetry_has_its_own_page() {
        assertThat(browser.open("/").text()).contains("href=\"/telemetry\"").doesNotContain("No telemetry");
        assertThat(browser.open("/telemetry").text()).contains("No telemetry has been received.", "/metrics");
    }

    @Test
    void errors_are_pages_for_browsers_and_problems_for_programs() {
        for (String path : List.of("/versions/ver_x", "/plugins/x", "/no/such/path", "/api/marketplace/publishes/x")) {
            Reply page = browser.open(path);
            assertThat(page.status()).as(path).isIn(401, 404);
            assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.header("content-security-policy")).contains("default-src 'none'");
            assertThat(page.text())
                    .contains("<h1>", page.header("x-request-id"))
                    .doesNotContain("{\"");

            Reply problem = ContractClient.raw("GET", sandbox.baseUri() + path, new byte[0], java.util.Map.of());
            assertThat(problem.header("content-type")).isEqualTo("application/problem+json");
        }
        assertThat(browser.open("/versions/x/undo").status()).isEqualTo(405);
    }

    @Test
    void versions_of_an_older_sandbox_are_found_by_name() throws Exception {
        submitThree();
        sandbox.close();
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("sandbox"), "sandbox", "");
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE publish DROP COLUMN plugin_name");
            statement.execute("ALTER TABLE publish DROP COLUMN risk");
            statement.execute("DELETE FROM schema_version WHERE version > 3");
        }

        browser = new ConsoleBrowser(start().baseUri());

        assertThat(titles("/?q=contacts&risk=high")).containsExactly("CRM Contacts 2.0.0");
    }
}
