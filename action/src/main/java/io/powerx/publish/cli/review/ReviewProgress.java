package io.powerx.publish.cli.review;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.http.Sleeper;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.stage.ReviewOutcome;
import io.powerx.publish.stage.ReviewWait;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Waits for a review and shows each change of its status, and on a terminal how long it has waited. */
public final class ReviewProgress {
    private static final int MAX_LENGTH = 2_000;
    private static final String PHASE = "review";
    private static final String WAITING = "review is {0}, waiting for {1}";
    private static final Duration TICK = Duration.ofSeconds(1);

    /** How often a log without a terminal shows that the command still waits. */
    private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(10);

    private final Console console;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Instant begin;
    private Instant shown;
    private String status = "";

    private ReviewProgress(Invocation invocation) {
        this.console = invocation.console();
        this.clock = invocation.timing().clock();
        this.sleeper = invocation.timing().sleeper();
        this.begin = clock.instant();
        this.shown = begin;
    }

    /** @param what the plugin and its version, or another name of the version */
    public static ReviewOutcome await(
            Invocation invocation, Marketplace marketplace, String what, String versionId, Duration timeout) {
        Console console = invocation.console();
        console.note(
                Level.INFO,
                "Waiting at most {0} for the review of {1}",
                Quantities.duration(timeout),
                ForeignText.oneLine(what, MAX_LENGTH));
        ReviewProgress progress = new ReviewProgress(invocation);
        return new ReviewWait(marketplace, progress.clock, progress::sleep)
                .await(versionId, timeout, progress::changed);
    }

    /** The failure for the receipt; null if there is none. */
    static Receipt.@Nullable Failure failure(Invocation invocation, ReviewOutcome outcome) {
        return outcome.failure() == null ? null : Receipt.Failure.of(outcome.failure(), PHASE, invocation.vocabulary());
    }

    private void changed(Review review) {
        status = ForeignText.oneLine(review.status(), MAX_LENGTH);
        console.note(Level.INFO, "review is {0}", status);
        shown = clock.instant();
    }

    /** Sleeps in short intervals, after each of which it shows that the command is still waiting. */
    private void sleep(Duration duration) throws InterruptedException {
        Duration left = duration;
        while (left.compareTo(Duration.ZERO) > 0) {
            Duration piece = left.compareTo(TICK) < 0 ? left : TICK;
            sleeper.sleep(piece);
            left = left.minus(piece);
            show(left);
        }
    }

    private void show(Duration left) {
        Instant now = clock.instant();
        MessageCatalog messages = console.messages();
        String waiting = Quantities.duration(
                Duration.ofSeconds(Duration.between(begin, now).toSeconds()));
        console.passing("  … " + messages.text(WAITING, status, waiting)
                + messages.text("; next check in {0} s", Math.max(1, left.toSeconds())));
        if (!console.redraws() && Duration.between(shown, now).compareTo(SIGN_OF_LIFE) >= 0) {
            shown = now;
            console.note(Level.INFO, WAITING, status, waiting);
        }
    }
}
