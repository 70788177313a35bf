package io.jenkins.plugins.powerx.page;

import static io.jenkins.plugins.powerx.page.Publishes.NOW;
import static io.jenkins.plugins.powerx.page.Publishes.failed;
import static io.jenkins.plugins.powerx.page.Publishes.hoursAgo;
import static io.jenkins.plugins.powerx.page.Publishes.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.powerx.release.ReleaseFixtures;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DailyTrendTest {
    @Test
    void publishes_count_on_the_day_on_which_they_began() {
        DailyTrend trend = trend(
                new Publishes()
                        .add("a", "a", "1.0.0", "beta", submitted("queued", hoursAgo(2), hoursAgo(2)))
                        .add("b", "b", "1.0.0", "beta", failed("upload_failed", hoursAgo(3)))
                        .add("c", "c", "1.0.0", "beta", release -> {
                            submitted("queued", hoursAgo(4), null).accept(release);
                            ReleaseFixtures.repeated(release);
                        })
                        .add("d", "d", "1.0.0", "beta", submitted("queued", hoursAgo(20), hoursAgo(20))),
                Map.of());

        assertThat(trend.getNumber()).isEqualTo(30);
        DailyTrend.Day today = trend.getNewestFirst().get(0);
        assertThat(today.getSubmitted()).isEqualTo(1);
        assertThat(today.getRepeated()).isEqualTo(1);
        assertThat(today.getFailed()).isEqualTo(1);
        assertThat(today.getSuccessRateText()).isEqualTo("66.6 %");
        assertThat(trend.getNewestFirst().get(1).getSubmitted()).isEqualTo(1);
        assertThat(trend.getNewestFirst().get(2).getSuccessRate()).isNull();
    }

    @Test
    void the_time_to_the_queue_is_compared_with_ten_minutes() {
        DailyTrend trend = trend(
                new Publishes()
                        .add("a", "a", "1.0.0", "beta", submitted("queued", hoursAgo(2), hoursAgo(2)))
                        .add("b", "b", "1.0.0", "beta", release -> {
                            submitted("queued", hoursAgo(3), hoursAgo(3)).accept(release);
                            ReleaseFixtures.times(
                                    release, hoursAgo(3), hoursAgo(3).plus(Duration.ofMinutes(11)), hoursAgo(2));
                        }),
                Map.of());

        DailyTrend.Day today = trend.getNewestFirst().get(0);
        assertThat(today.getQueued()).isEqualTo(2);
        assertThat(today.getInTime()).isEqualTo(1);
        assertThat(today.getToQueue()).isEqualTo(Duration.ofMinutes(11).toMillis());
        assertThat(trend.getToQueue().goalY()).isBetween(1, 20);
    }

    @Test
    void a_review_counts_on_the_day_of_its_decision() {
        DailyTrend trend = trend(
                new Publishes().add("a", "a", "1.0.0", "beta", submitted("approved", hoursAgo(50), hoursAgo(1))),
                Map.of());

        assertThat(trend.getNewestFirst().get(0).getInReview())
                .isEqualTo(Duration.ofHours(49).minusSeconds(60).toMillis());
        assertThat(trend.getNewestFirst().get(0).getSubmitted()).isZero();
        assertThat(trend.getNewestFirst().get(2).getSubmitted()).isEqualTo(1);
    }

    @Test
    void the_filters_of_the_list_apply() {
        Publishes publishes = new Publishes()
                .add("a", "a", "1.0.0", "beta", submitted("queued", hoursAgo(2), hoursAgo(2)))
                .add("b", "b", "1.0.0", "stable", failed("upload_failed", hoursAgo(3)));

        assertThat(trend(publishes, Map.of("channel", "beta"))
                        .getNewestFirst()
                        .get(0)
                        .getFailed())
                .isZero();
        assertThat(trend(publishes, Map.of("channel", "none")).isBlank()).isTrue();
        assertThat(trend(publishes, Map.of()).isBlank()).isFalse();
    }

    @Test
    void a_column_of_a_small_value_can_still_be_seen() {
        DailyTrend trend =
                trend(new Publishes().add("b", "b", "1.0.0", "stable", failed("upload_failed", hoursAgo(3))), Map.of());

        assertThat(trend.getOutcomes().segments()).singleElement().satisfies(segment -> {
            assertThat(segment.tone()).isEqualTo("error");
            assertThat(segment.height()).isEqualTo(80);
            assertThat(segment.x() + trend.getOutcomes().columnWidth())
                    .isEqualTo(trend.getOutcomes().width());
        });
        assertThat(trend.getSuccess().segments())
                .allSatisfy(segment -> assertThat(segment.height()).isPositive());
    }

    private static DailyTrend trend(Publishes publishes, Map<String, String> parameters) {
        return DailyTrend.of(publishes.rows(), new ReleaseQuery(parameters::get), NOW, ZoneOffset.UTC);
    }
}
