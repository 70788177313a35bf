package io.jenkins.plugins.powerx.step;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.secret.Redactor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Everything that a publish tells, for the case that it fails. Bounded; what does not fit is not written. */
final class DebugLog implements PublishListener, AutoCloseable {
    static final String NAME = "publish-debug.log";

    private static final Logger LOGGER = Logger.getLogger(DebugLog.class.getName());
    private static final int LIMIT = 4 << 20;

    private final BufferedWriter writer;
    private final Redactor redactor;
    private final Clock clock;
    private int written;

    private DebugLog(BufferedWriter writer, Redactor redactor, Clock clock) {
        this.writer = writer;
        this.redactor = redactor;
        this.clock = clock;
    }

    /** Goes on with the log of an earlier run of the same build, if there is one. */
    static DebugLog open(Path folder, Redactor redactor, Clock clock) throws IOException {
        Files.createDirectories(folder);
        return new DebugLog(
                Files.newBufferedWriter(
                        folder.resolve(NAME),
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND),
                redactor,
                clock);
    }

    @Override
    public void on(PublishEvent event) {
        line(event.toString());
    }

    /** The failure with its stack trace, which the build's log does not show. */
    void failure(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        line(trace.toString());
    }

    private synchronized void line(String text) {
        String line = clock.instant() + " " + redactor.redact(text) + "\n";
        written += line.length();
        if (written > LIMIT) {
            return;
        }
        try {
            writer.write(line);
            writer.flush();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "Could not write the debug log", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
