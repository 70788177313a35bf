package io.powerx.publish.cli;

import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.ClientVersion;
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
 * Remembers what happened, and writes it to publish-debug.log if the command fails. Bounded: where a run is very long, its middle is
 * forgotten. Holds no secret, so that it can be attached to a public report.
 */
final class DebugLog implements PublishListener {
    static final String FILE_NAME = "publish-debug.log";
    private static final int LINE = 16 << 10;
    private static final long HEAD = 2 << 20;
    private static final long TAIL = 7 << 20;

    private final Clock clock;
    private final Redactor redactor;
    private final StringBuilder head = new StringBuilder();
    private final Deque<String> tail = new ArrayDeque<>();
    private long tailLength;
    private long forgotten;

    DebugLog(Clock clock, Redactor redactor) {
        this.clock = clock;
        this.redactor = redactor;
    }

    @Override
    public void on(PublishEvent event) {
        if (!(event instanceof PublishEvent.Progress)) {
            line(event.toString());
        }
    }

    /** What was asked for, where, and with which settings. */
    void begin(List<String> arguments, ResolvedConfig config, Path workingDirectory) {
        line("px-plugin " + ClientVersion.current() + ", Java " + System.getProperty("java.version") + " ("
                + System.getProperty("java.vendor") + "), " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        line("arguments " + arguments + " in " + workingDirectory);
        config.explain().stream()
                .filter(explained -> explained.value() != null)
                .forEach(explained ->
                        line(explained.setting().id() + " = " + explained.value() + " (" + explained.origin() + ")"));
    }

    /**
     * Writes what is remembered, in place of an older log.
     *
     * @return the file
     */
    Path write(Path folder, Throwable failure) throws IOException {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        Path file = folder.resolve(FILE_NAME);
        Path temporary = Files.createTempFile(folder, ".publish-debug", ".tmp");
        try {
            Files.writeString(temporary, redactor.redact(text() + trace), StandardCharsets.UTF_8);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return file;
    }

    private synchronized void line(String text) {
        String bounded = text.length() <= LINE ? text : text.substring(0, LINE) + "…";
        String line = clock.instant() + " " + redactor.redact(bounded).replace("\n", "\n    ") + "\n";
        if (head.length() < HEAD) {
            head.append(line);
            return;
        }
        tail.addLast(line);
        tailLength += line.length();
        while (tailLength > TAIL) {
            tailLength -= tail.removeFirst().length();
            forgotten++;
        }
    }

    private synchronized String text() {
        StringBuilder text = new StringBuilder(head);
        if (forgotten > 0) {
            text.append("… ").append(forgotten).append(" lines left out …\n");
        }
        tail.forEach(text::append);
        return text.toString();
    }
}
