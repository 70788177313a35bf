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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records a run, so that it can be written to a file if the run fails: versions, settings, events, and finally the
 * failure with its stack trace. Its size is limited; of a very long run it keeps the beginning and the end. Contains no
 * secrets, so that it can be attached to a public report. Thread-safe.
 */
public final class DebugLog implements PublishListener {
    public static final String FILE_NAME = "publish-debug.log";

    private static final int MAX_LINE = 16 << 10;
    private static final int HEAD = 2 << 20;
    private static final int TAIL = 7 << 20;
    private static final int MAX_PENDING = 256;

    private final Clock clock;
    private final Redactor redactor;
    private final int maxHead;
    private final int maxTail;
    private final StringBuilder head = new StringBuilder();
    private final Deque<String> tail = new ArrayDeque<>();
    private final List<Entry> pending = new ArrayList<>();
    private long tailLength;
    private long omitted;

    /** Something to write, as text only when it is needed: most runs succeed, and building the texts of all events delays a short run. */
    private record Entry(Instant time, Object subject) {}

    public DebugLog(Clock clock, Redactor redactor) {
        this(clock, redactor, HEAD, TAIL);
    }

    /** For tests: limits are in characters. */
    DebugLog(Clock clock, Redactor redactor, int maxHead, int maxTail) {
        this.clock = clock;
        this.redactor = redactor;
        this.maxHead = maxHead;
        this.maxTail = maxTail;
    }

    /** Records an event. Progress is omitted, because it does not help to explain a failure. */
    @Override
    public void on(PublishEvent event) {
        if (!(event instanceof PublishEvent.Progress)) {
            add(event);
        }
    }

    /**
     * Records the request and the environment of the run.
     *
     * @param program name and version, such as {@code px-plugin 1.2.0}
     * @param request the command line or step, as the user wrote it
     * @param settings one line per setting, with its origin
     */
    public void begin(String program, String request, List<String> settings) {
        add(program + ", Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"));
        add(request);
        settings.forEach(this::add);
    }

    /**
     * Writes the log and replaces an existing one.
     *
     * @return the path of the log
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

    /** The recorded lines, followed by the failure and its stack trace, which are never omitted. */
    synchronized String text(Throwable failure) {
        writePending();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        StringBuilder text = new StringBuilder(head);
        if (omitted > 0) {
            text.append("… ").append(omitted).append(" lines omitted …\n");
        }
        tail.forEach(text::append);
        // Early lines may contain secrets that were registered later.
        return redactor.redact(text.append(trace).toString());
    }

    private synchronized void add(Object subject) {
        pending.add(new Entry(clock.instant(), subject));
        if (pending.size() == MAX_PENDING) {
            writePending();
        }
    }

    private void writePending() {
        pending.forEach(entry -> line(entry.time(), entry.subject().toString()));
        pending.clear();
    }

    private void line(Instant time, String text) {
        String redacted = redactor.redact(text);
        String bounded = redacted.length() <= MAX_LINE ? redacted : redacted.substring(0, MAX_LINE) + "…";
        String line = time + " " + bounded.replace("\n", "\n    ") + "\n";
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
