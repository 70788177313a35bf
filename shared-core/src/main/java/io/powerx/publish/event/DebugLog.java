package io.powerx.publish.event;

import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Records what happens during a run, to be written to a file if it fails: versions, settings, events and finally the failure with its
 * stack trace. Bounded: of a very long run it keeps the beginning and the end. Contains no secrets, so that it can be attached to a
 * public report. Safe for use by many threads.
 */
public final class DebugLog implements PublishListener {
    public static final String FILE_NAME = "publish-debug.log";

    private static final int MAX_LINE = 16 << 10;
    private static final int HEAD = 2 << 20;
    private static final int TAIL = 7 << 20;

    private final Clock clock;
    private final Redactor redactor;
    private final int maxHead;
    private final int maxTail;
    private final StringBuilder head = new StringBuilder();
    private final Deque<String> tail = new ArrayDeque<>();
    private long tailLength;
    private long omitted;

    public DebugLog(Clock clock, Redactor redactor) {
        this(clock, redactor, HEAD, TAIL);
    }

    /** With limits in characters, for tests. */
    DebugLog(Clock clock, Redactor redactor, int maxHead, int maxTail) {
        this.clock = clock;
        this.redactor = redactor;
        this.maxHead = maxHead;
        this.maxTail = maxTail;
    }

    /** Records an event; progress is left out, because it says nothing about a failure. */
    @Override
    public void on(PublishEvent event) {
        if (!(event instanceof PublishEvent.Progress)) {
            line(event.toString());
        }
    }

    /**
     * Records what the run was asked to do and where it runs.
     *
     * @param program with its version: {@code px-plugin 1.2.0}
     * @param request what it was asked to do, as the user wrote it
     * @param settings one line for each, with its origin
     */
    public void begin(String program, String request, List<String> settings) {
        line(program + ", Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"));
        line(request);
        settings.forEach(this::line);
    }

    /**
     * Writes the log in place of an older one.
     *
     * @return the file
     */
    public Path write(Path folder, Throwable failure) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        Path temporary = Files.createTempFile(folder, ".publish-debug", ".tmp");
        try {
            Files.writeString(temporary, text(failure), StandardCharsets.UTF_8);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return file;
    }

    /** What was recorded, and the failure with its stack trace at the end, whatever had to be omitted. */
    synchronized String text(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        StringBuilder text = new StringBuilder(head);
        if (omitted > 0) {
            text.append("… ").append(omitted).append(" lines omitted …\n");
        }
        tail.forEach(text::append);
        // Lines recorded early may contain secrets that became known later.
        return redactor.redact(text.append(trace).toString());
    }

    private synchronized void line(String text) {
        String redacted = redactor.redact(text);
        String bounded = redacted.length() <= MAX_LINE ? redacted : redacted.substring(0, MAX_LINE) + "…";
        String line = clock.instant() + " " + bounded.replace("\n", "\n    ") + "\n";
        if (tail.isEmpty() && head.length() + line.length() <= maxHead) {
            head.append(line);
            return;
        }
        tail.addLast(line);
        tailLength += line.length();
        while (tailLength > maxTail) {
            tailLength -= tail.removeFirst().length();
            omitted++;
        }
    }
}
