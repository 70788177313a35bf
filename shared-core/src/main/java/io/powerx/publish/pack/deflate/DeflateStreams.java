package io.powerx.publish.pack.deflate;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.pack.Parallel;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Compresses with DEFLATE (RFC 1951) on all cores: chunks of a stream are compressed separately, each with the window before it, and joined
 * in order. The same content and level result in the same bytes on every machine, with any number of cores. Memory is limited to a few chunks
 * per core.
 */
public final class DeflateStreams implements Closeable {
    /** Identifies the bytes that this encoder writes; a change that leads to other bytes increases it. */
    public static final int ENCODER_VERSION = 4;

    private final CompressionLevel level;
    private final ExecutorService threads;
    private final int maxPending;
    private final Deque<ChunkEncoder> encoders = new ConcurrentLinkedDeque<>();
    private final Deque<byte[]> buffers = new ConcurrentLinkedDeque<>();
    private final Deque<Future<byte[]>> pending = new ArrayDeque<>();

    public DeflateStreams(CompressionLevel level) {
        this(level, Parallel.count());
    }

    DeflateStreams(CompressionLevel level, int threadCount) {
        this.level = level;
        this.threads = Parallel.threads(threadCount);
        this.maxPending = 2 * threadCount;
    }

    /** Starts a stream that is written to {@code out}. Streams are written one after the other. */
    public Stream stream(OutputStream out) {
        return new Stream(out);
    }

    /** Cancels what is not written. */
    @Override
    public void close() {
        threads.shutdownNow();
        pending.clear();
    }

    /** One compressed stream. */
    public final class Stream extends OutputStream {
        private final OutputStream out;
        private byte[] buffer = buffer();
        private int start;
        private int end;

        private Stream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            int left = length;
            while (left > 0) {
                if (end - start == ChunkEncoder.CHUNK) {
                    compress(false);
                    nextChunk();
                }
                int taken = Math.min(left, start + ChunkEncoder.CHUNK - end);
                System.arraycopy(bytes, from, buffer, end, taken);
                end += taken;
                from += taken;
                left -= taken;
            }
        }

        /** Completes the stream; nothing may be written afterwards. {@code out} stays open. */
        public void finish() throws IOException {
            if (start == 0) {
                out.write(encode(buffer, 0, end, true));
                return;
            }
            compress(true);
            while (!pending.isEmpty()) {
                writeOldest(out);
            }
        }

        private void compress(boolean last) throws IOException {
            byte[] content = buffer;
            int from = start;
            int to = end;
            pending.add(threads.submit(() -> encode(content, from, to, last)));
            while (pending.size() > maxPending) {
                writeOldest(out);
            }
        }

        private void nextChunk() {
            byte[] next = buffer();
            System.arraycopy(buffer, end - Symbols.WINDOW, next, 0, Symbols.WINDOW);
            buffer = next;
            start = Symbols.WINDOW;
            end = start;
        }
    }

    private void writeOldest(OutputStream out) throws IOException {
        try {
            out.write(Parallel.get(pending.remove()));
        } catch (InterruptedException e) {
            throw Parallel.interrupted();
        }
    }

    private byte[] buffer() {
        byte[] free = buffers.poll();
        return free == null ? new byte[Symbols.WINDOW + ChunkEncoder.CHUNK + Bytes.PADDING] : free;
    }

    private byte[] encode(byte[] content, int from, int to, boolean last) {
        ChunkEncoder free = encoders.poll();
        ChunkEncoder encoder = free == null ? new ChunkEncoder(level) : free;
        byte[] compressed = encoder.encode(content, from, to, last);
        encoders.push(encoder);
        buffers.push(content);
        return compressed;
    }
}
