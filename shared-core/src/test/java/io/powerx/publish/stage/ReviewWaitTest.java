package io.powerx.publish.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.ReadOnlyMarketplace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewWaitTest {
    private final FakeTime time = new FakeTime();
    private Duration nextCheck = Duration.ofSeconds(15);
    private final List<String> changes = new ArrayList<>();

    @AfterEach
    void clear_the_interrupt() {
        Thread.interrupted();
    }

    /** Waits for a review with these successive states, which remains in the last one. */
    private ReviewOutcome await(Duration timeout, String... states) {
        return await(timeout, null, states);
    }

    private ReviewOutcome await(Duration timeout, Review.Decision decision, String... states) {
        return new ReviewWait(marketplace(decision, states), time, time)
                .await("ver_1", timeout, review -> changes.add(review.status()));
    }

    private ReadOnlyMarketplace marketplace(Review.Decision decision, String... states) {
        Iterator<String> next = List.of(states).iterator();
        return new ReadOnlyMarketplace() {
            private String state = "";

            @Override
            public Review review(String versionId) {
                state = next.hasNext() ? next.next() : state;
                return ReviewWaitTest.this.review(state, decision);
            }
        };
    }

    private Review review(String status, Review.Decision decision) {
        return new Review(
                "rev_1",
                "ver_1",
                status,
                "https://market.example/reviews/rev_1",
                time.instant().plus(nextCheck),
                null,
                decision);
    }

    @Test
    void a_wait_ends_with_the_review_and_polls_no_earlier_than_announced() {
        ReviewOutcome outcome = await(Duration.ofHours(1), "queued", "queued", "in_review", "approved");

        assertThat(outcome.requireApproved().status()).isEqualTo("approved");
        assertThat(changes).containsExactly("queued", "in_review", "approved");
        assertThat(time.sleeps()).containsOnly(nextCheck).hasSize(3);
    }

    @Test
    void a_wait_polls_every_20_seconds_if_the_announced_time_is_later() {
        nextCheck = Duration.ofMinutes(4);

        ReviewOutcome outcome = await(Duration.ofHours(1), "queued", "queued", "approved");

        assertThat(outcome.requireApproved().status()).isEqualTo("approved");
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    @Test
    void a_wait_without_a_decision_in_time_reports_the_time_in_words() {
        ReviewOutcome outcome = await(Duration.ofMinutes(5), "queued", "in_review");

        PublishException failure = catchThrowableOfType(PublishException.class, outcome::requireApproved);
        assertThat(failure.code()).isEqualTo(ErrorCode.WAIT_TIMEOUT);
        assertThat(failure).hasMessageContaining("after 5 min it is still in_review");
        assertThat(failure.link()).contains("https://market.example/reviews/rev_1");
        assertThat(outcome.review().status()).isEqualTo("in_review");
        assertThat(outcome.review().nextCheckAt()).isAfter(time.instant());
    }

    @Test
    void a_wait_that_is_interrupted_leaves_the_thread_interrupted() {
        Thread.currentThread().interrupt();

        ReviewOutcome outcome = await(Duration.ofHours(1), "queued");

        assertThat(outcome.failure().code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(outcome.review().status()).isEqualTo("queued");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "needs_changes", "withdrawn"})
    void a_review_without_approval_is_an_error_with_the_reviewers_reasons(String status) {
        Review.Decision decision = new Review.Decision(
                "ann",
                null,
                "please fix the icon",
                List.of(new Review.Issue("icon", "it is blurred"), new Review.Issue(null, "the notes are short")));

        PublishException failure =
                await(Duration.ofHours(1), decision, "queued", status).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.REVIEW_NEGATIVE);
        assertThat(failure.found())
                .isEqualTo("the review ended with " + status
                        + ": please fix the icon; icon: it is blurred; the notes are short");
        assertThat(failure.link()).contains("https://market.example/reviews/rev_1");
    }

    @Test
    void a_review_without_approval_and_reasons_is_an_error() {
        assertThat(await(Duration.ofHours(1), "rejected").failure().found())
                .isEqualTo("the review ended with rejected");
    }
}
