package io.powerx.publish.upload;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A package as a request body that is read while it is sent, once per attempt. The digest is computed on the way, and the last bytes are
 * sent only if it is correct: otherwise {@code writeTo} throws an IOException whose cause is a {@link
 * PublishException}. One attempt at a time.
 */
public final class StreamBody extends RequestBody {
    private static final MediaType BYTES = MediaType.get("application/octet-stream");
    private static final int BUFFER = 64 << 10;
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(200);

    private final Artifact artifact;
    private final Source source;
    private final Consumer<PublishEvent> progress;
    private final Clock clock;
    private final ProgressMeter meter;

    /** The source of the bytes. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /** @param progress called with the progress a few times a second */
    public StreamBody(Artifact artifact, Source source, Consumer<PublishEvent> progress, Clock clock) {
        this.artifact = artifact;
        this.source = source;
        this.progress = progress;
        this.clock = clock;
        this.meter = new ProgressMeter(artifact.size(), clock);
    }

    @Override
    public MediaType contentType() {
        return BYTES;
    }

    @Override
    public long contentLength() {
        return artifact.size();
    }

    /** All bytes sent, repeats included. */
    public long sent() {
        return meter.moved();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        ProgressMeter.Attempt attempt = meter.attempt();
        boolean whole = false;
        try (InputStream in = opened()) {
            write(in, sink, attempt);
            whole = true;
        } catch (PublishException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (!whole) {
                attempt.lost();
            }
        }
    }

    private InputStream opened() {
        try {
            return source.open();
        } catch (IOException e) {
            throw fault("it cannot be opened", e);
        }
    }

    /** Sends the last piece only after the digest was checked. */
    private void write(InputStream in, BufferedSink sink, ProgressMeter.Attempt attempt) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        long left = artifact.size();
        Instant reported = clock.instant();
        while (left > 0) {
            int count = read(in, buffer, (int) Math.min(buffer.length, left));
            digest.update(buffer, 0, count);
            left -= count;
            if (left == 0) {
                check(in, Sha256.hex(digest));
            }
            sink.write(buffer, 0, count);
            attempt.sent(count);
            Instant now = clock.instant();
            if (now.isAfter(reported.plus(BETWEEN_EVENTS))) {
                progress.accept(meter.readSent(artifact.size() - left));
                reported = now;
            }
        }
    }

    private int read(InputStream in, byte[] buffer, int wanted) {
        try {
            int count = in.readNBytes(buffer, 0, wanted);
            if (count < wanted) {
                throw fault("it is shorter than when it was packed", null);
            }
            return count;
        } catch (IOException e) {
            throw fault("it can no longer be read", e);
        }
    }

    private void check(InputStream in, String sha256) throws IOException {
        if (!sha256.equals(artifact.sha256()) || in.read() >= 0) {
            throw fault("its content has changed since it was packed", null);
        }
    }

    private PublishException fault(String found, @Nullable Throwable cause) {
        return PublishException.of(ErrorCode.FILE_CHANGED, "send " + artifact.name(), found)
                .causedBy(cause);
    }
}
