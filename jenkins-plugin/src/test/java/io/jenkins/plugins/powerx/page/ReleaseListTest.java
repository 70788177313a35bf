package io.jenkins.plugins.powerx.page;

import static io.jenkins.plugins.powerx.page.Publishes.NOW;
import static io.jenkins.plugins.powerx.page.Publishes.failed;
import static io.jenkins.plugins.powerx.page.Publishes.hoursAgo;
import static io.jenkins.plugins.powerx.page.Publishes.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReleaseFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseListTest {
    private static final Map<String, String> ALL = Map.of();

    @Test
    void attempts_at_one_version_are_one_row_that_shows_the_success() {
        ReleaseList list = new Publishes()
                .add("note", "com.example.note", "1.0.0", "beta", failed("upload_failed", hoursAgo(5)))
                .add("note", "com.example.note", "1.0.0", "beta", submitted("queued", hoursAgo(4), hoursAgo(4)))
                .add("other", "com.example.note", "1.0.0", "beta", failed("version_conflict", hoursAgo(1)))
                .list(ALL);

        assertThat(list.getRows()).singleElement().satisfies(row -> {
            assertThat(row.getRelease().getStatus()).isEqualTo("queued");
            assertThat(row.getAttempts())
                    .extracting(attempt -> attempt.getRelease().getErrorCode())
                    .containsExactly("version_conflict", null, "upload_failed");
        });
    }

    @Test
    void a_version_that_several_builds_published_has_the_latest_status_that_one_of_them_knows() {
        ReleaseList approved = new Publishes()
                .add("note", "note", "1.0.0", "beta", submitted("approved", hoursAgo(9), hoursAgo(1)))
                .add("again", "note", "1.0.0", "beta", submitted("queued", hoursAgo(2), hoursAgo(2)))
                .list(Map.of());
        ReleaseList published = new Publishes()
                .add("note", "note", "1.0.0", "beta", submitted("rejected", hoursAgo(9), hoursAgo(3)))
                .add("again", "note", "1.0.0", "beta", submitted("queued", hoursAgo(2), hoursAgo(2)))
                .list(Map.of());

        assertThat(approved.getRows().get(0).getRelease().getStatus()).isEqualTo("approved");
        assertThat(approved.getRows().get(0).isLive()).isTrue();
        assertThat(approved.getCounts().getOpen()).isZero();
        assertThat(published.getRows().get(0).getRelease().getStatus()).isEqualTo("queued");
    }

    @Test
    void several_attempts_of_one_build_are_one_build() {
        Publishes publishes = new Publishes();
        publishes.add("note", "note", "1.0.0", "beta", failed("upload_failed", hoursAgo(5)));
        publishes.rows().add(publishes.rows().get(0));
        publishes.add("other", "note", "1.0.0", "beta", failed("upload_failed", hoursAgo(3)));

        VersionRow row = publishes.list(Map.of()).getRows().get(0);

        assertThat(row.getAttempts()).hasSize(3);
        assertThat(row.getBuilds()).extracting(ReleaseRow::getJobName).containsExactly("other", "note");
    }

    @Test
    void a_version_at_two_marketplaces_is_two_rows() {
        ReleaseList list = new Publishes()
                .add("note", "com.example.note", "1.0.0", "beta", submitted("queued", hoursAgo(4), hoursAgo(4)))
                .add("note", "com.example.note", "1.0.0", "beta", release -> {
                    submitted("queued", hoursAgo(4), hoursAgo(4)).accept(release);
                    ReleaseFixtures.endpoint(release, "staging");
                })
                .list(ALL);

        assertThat(list.getRows()).hasSize(2);
        assertThat(list.getEndpoints()).containsExactly("production", "staging");
    }

    @Test
    void failures_that_do_not_know_their_plugin_are_rows_of_their_own() {
        ReleaseList list = new Publishes()
                .add("one", "", "", "beta", failed("token_missing", hoursAgo(2)))
                .add("two", "", "", "beta", failed("token_missing", hoursAgo(1)))
                .list(ALL);

        assertThat(list.getRows()).extracting(VersionRow::getJobName).containsExactly("two", "one");
    }

    @Test
    void the_publisher_is_the_first_one_and_the_time_in_the_queue_counts_from_the_first_publish() {
        ReleaseList list = new Publishes()
                .add(
                        "note",
                        ReleaseFixtures.release(
                                "com.example.note", "1.0.0", "beta", submitted("queued", hoursAgo(30), hoursAgo(30))),
                        "Alex")
                .add(
                        "note",
                        ReleaseFixtures.release("com.example.note", "1.0.0", "beta", release -> {
                            submitted("queued", hoursAgo(2), null).accept(release);
                            ReleaseFixtures.repeated(release);
                        }),
                        "Robin")
                .list(ALL);

        VersionRow row = list.getRows().get(0);
        assertThat(row.getBy()).isEqualTo("Alex");
        assertThat(row.getQueue()).isEqualTo(Duration.ofHours(30).minusSeconds(60));
    }

    @Test
    void the_highest_approved_version_of_each_channel_is_live() {
        ReleaseList list = new Publishes()
                .add("note", "com.example.note", "1.10.0", "beta", submitted("approved", hoursAgo(90), hoursAgo(80)))
                .add("note", "com.example.note", "1.9.1", "beta", submitted("approved", hoursAgo(50), hoursAgo(40)))
                .add("note", "com.example.note", "2.0.0", "beta", submitted("rejected", hoursAgo(30), hoursAgo(20)))
                .add("note", "com.example.note", "1.8.0", "stable", submitted("approved", hoursAgo(95), hoursAgo(94)))
                .list(Map.of("state", "live"));

        assertThat(list.getRows())
                .extracting(row ->
                        row.getRelease().getVersion() + " " + row.getRelease().getChannel())
                .containsExactlyInAnyOrder("1.10.0 beta", "1.8.0 stable");
        assertThat(list.getCounts().getLive()).isEqualTo(Map.of("beta", 1L, "stable", 1L));
    }

    @Test
    void a_review_is_overdue_after_the_announced_duration_or_if_its_status_is_unknown_for_an_hour() {
        ReleaseList list = new Publishes()
                .add("a", "late", "1.0.0", "beta", pending(hoursAgo(5), Duration.ofHours(4), NOW.plusSeconds(60)))
                .add("b", "in-time", "1.0.0", "beta", pending(hoursAgo(3), Duration.ofHours(4), NOW.plusSeconds(60)))
                .add("c", "not-asked", "1.0.0", "beta", pending(hoursAgo(3), null, hoursAgo(2)))
                .add("d", "decided", "1.0.0", "beta", release -> {
                    pending(hoursAgo(9), Duration.ofHours(4), hoursAgo(8)).accept(release);
                    ReleaseFixtures.status(release, "approved");
                })
                .list(Map.of("state", "overdue", "sort", "plugin"));

        assertThat(list.getRows())
                .extracting(row -> row.getRelease().getPluginId())
                .containsExactly("late", "not-asked");
        assertThat(list.getCounts().getOverdue()).isEqualTo(2);
    }

    @Test
    void counts_answer_what_waited_longest_and_what_failed_last_night() {
        ReleaseCounts counts = new Publishes()
                .add("a", "new", "1.0.0", "beta", submitted("queued", hoursAgo(2), hoursAgo(2)))
                .add("b", "old", "1.0.0", "beta", submitted("in_review", hoursAgo(70), hoursAgo(1)))
                .add("c", "failed", "1.0.0", "beta", failed("upload_failed", hoursAgo(7)))
                .add("d", "failed-before", "1.0.0", "beta", failed("upload_failed", hoursAgo(30)))
                .add("e", "rejected", "1.0.0", "beta", submitted("rejected", hoursAgo(9), hoursAgo(8)))
                .add("f", "changes", "1.0.0", "beta", submitted("needs_changes", hoursAgo(9), hoursAgo(8)))
                .list(ALL)
                .getCounts();

        assertThat(counts.getOpen()).isEqualTo(2);
        assertThat(counts.getLongest().getRelease().getPluginId()).isEqualTo("old");
        assertThat(counts.getFailed()).isEqualTo(2);
        assertThat(counts.getFailedRecently()).isEqualTo(1);
        assertThat(counts.getRejected()).isEqualTo(1);
        assertThat(counts.getNeedsChanges()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "q, ALEX, note|form",
        "q, upload_failed, form",
        "q, team/form, form",
        "state, failed, form",
        "state, open, note",
        "channel, stable, form",
        "endpoint, production, note|form",
        "endpoint, elsewhere, ''",
        "folder, team, form",
        "folder, tea, ''",
        "within, 24h, note",
        "within, nonsense, note|form",
        "from, 2026-11-29, note",
        "to, 2026-11-27, form",
        "to, 2026-13-99, note|form",
    })
    void filters(String parameter, String value, String plugins) {
        ReleaseList list = new Publishes()
                .add("note", "note", "1.0.0", "beta", submitted("queued", hoursAgo(2), hoursAgo(2)))
                .add("team/form", "form", "1.0.0", "stable", failed("upload_failed", hoursAgo(48)))
                .list(Map.of(parameter, value));

        assertThat(String.join(
                        "|",
                        list.getRows().stream()
                                .map(row -> row.getRelease().getPluginId())
                                .toList()))
                .isEqualTo(plugins);
    }

    @Test
    void counts_ignore_the_state_filter_and_follow_the_others() {
        Publishes publishes = new Publishes()
                .add("note", "note", "1.0.0", "beta", submitted("queued", hoursAgo(2), hoursAgo(2)))
                .add("form", "form", "1.0.0", "stable", failed("upload_failed", hoursAgo(3)));

        assertThat(publishes.list(Map.of("state", "failed")).getCounts().getOpen())
                .isEqualTo(1);
        assertThat(publishes.list(Map.of("channel", "stable")).getCounts().getOpen())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-version, 1.10.0|1.9.0|1.9.0-rc.1|1.2.0",
        "version, 1.2.0|1.9.0-rc.1|1.9.0|1.10.0",
        "-changed, 1.2.0|1.9.0|1.10.0|1.9.0-rc.1",
        "-queue, 1.9.0-rc.1|1.10.0|1.9.0|1.2.0",
        "nonsense, 1.2.0|1.9.0|1.10.0|1.9.0-rc.1",
    })
    void sorts(String sort, String versions) {
        ReleaseList list = new Publishes()
                .add("note", "note", "1.9.0", "beta", submitted("queued", hoursAgo(2), hoursAgo(2)))
                .add("note", "note", "1.10.0", "beta", submitted("queued", hoursAgo(3), hoursAgo(3)))
                .add("note", "note", "1.9.0-rc.1", "beta", submitted("queued", hoursAgo(4), hoursAgo(4)))
                .add("note", "note", "1.2.0", "beta", submitted("queued", hoursAgo(1), hoursAgo(1)))
                .list(Map.of("sort", sort));

        assertThat(String.join(
                        "|",
                        list.getRows().stream()
                                .map(row -> row.getRelease().getVersion())
                                .toList()))
                .isEqualTo(versions);
    }

    @Test
    void pages_lead_to_the_very_first_release() {
        Publishes publishes = new Publishes();
        for (int number = 0; number < 1_234; number++) {
            publishes.add(
                    "note",
                    "note",
                    "1.0." + number,
                    "beta",
                    submitted("queued", hoursAgo(2_000 - number), hoursAgo(2_000 - number)));
        }
        ReleaseList last = publishes.list(Map.of("page", "25"));

        assertThat(last.getPages()).isEqualTo(25);
        assertThat(last.getTotal()).isEqualTo(1_234);
        assertThat(last.getFirst()).isEqualTo(1_201);
        assertThat(last.getLast()).isEqualTo(1_234);
        List<VersionRow> rows = last.getRows();
        assertThat(rows.get(rows.size() - 1).getRelease().getVersion()).isEqualTo("1.0.0");
        assertThat(publishes.list(Map.of("page", "999")).getPage()).isEqualTo(25);
        assertThat(publishes.list(Map.of("page", "-3")).getPage()).isEqualTo(1);
    }

    @Test
    void an_empty_list_has_one_empty_page() {
        ReleaseList list = new Publishes().list(Map.of("page", "7"));

        assertThat(list.getRows()).isEmpty();
        assertThat(list.getPages()).isEqualTo(1);
        assertThat(list.isBlank()).isTrue();
        assertThat(list.getCounts().getLongest()).isNull();
    }

    private static Consumer<Release> pending(Instant submitted, Duration expected, Instant nextCheck) {
        return release -> {
            submitted("queued", submitted.minusSeconds(60), submitted).accept(release);
            ReleaseFixtures.expected(release, expected, nextCheck);
        };
    }
}
