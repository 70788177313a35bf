package io.powerx.publish.cli.output;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.message.MessageCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Shows the progress of an upload: a bar on a terminal; otherwise a line every ten percent or every 15 seconds. */
final class ProgressLine {
    private static final int CELLS = 24;
    private static final Duration REDRAW_INTERVAL = Duration.ofMillis(100);
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(15);

    private final Console console;
    private final Clock clock;
    private Instant last = Instant.MIN;
    private long lastTenth = -1;

    ProgressLine(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    /** Shows progress, except for its end, which the line of the stage reports. */
    synchronized void show(PublishEvent.Progress progress) {
        if (progress.total() <= 0 || (!console.redraws() && progress.done() >= progress.total())) {
            return;
        }
        Instant now = clock.instant();
        boolean first = last.equals(Instant.MIN);
        Duration since = first ? Duration.ZERO : Duration.between(last, now);
        if (console.redraws()) {
            if (first || since.compareTo(REDRAW_INTERVAL) >= 0) {
                last = now;
                console.passing("    " + bar(progress) + " " + figures(progress));
            }
            return;
        }
        long tenth = progress.done() * 10 / progress.total();
        if (first) {
            last = now;
            lastTenth = tenth;
        } else if (tenth > lastTenth || since.compareTo(LINE_INTERVAL) >= 0) {
            last = now;
            lastTenth = tenth;
            console.say("    " + figures(progress));
        }
    }

    synchronized void reset() {
        last = Instant.MIN;
        lastTenth = -1;
    }

    private static String bar(PublishEvent.Progress progress) {
        int full = (int) (progress.done() * CELLS / progress.total());
        return "[" + "#".repeat(full) + ".".repeat(CELLS - full) + "]";
    }

    private String figures(PublishEvent.Progress progress) {
        MessageCatalog messages = console.messages();
        StringBuilder line = new StringBuilder();
        line.append(progress.done() * 100 / progress.total()).append(" %, ");
        line.append(messages.text("{0} of {1}", Quantities.size(progress.done()), Quantities.size(progress.total())));
        if (progress.bytesPerSecond() > 0) {
            line.append(", ").append(Quantities.size(progress.bytesPerSecond())).append("/s");
        }
        if (progress.left() != null && progress.left().compareTo(Duration.ofSeconds(1)) >= 0) {
            line.append(messages.text(", {0} left", Quantities.duration(progress.left())));
        }
        return line.toString();
    }
}
