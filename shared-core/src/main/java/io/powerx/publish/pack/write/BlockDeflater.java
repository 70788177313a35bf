package io.powerx.publish.pack.write;

import io.powerx.publish.pack.Parallel;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.zip.Deflater;

/**
 * Compresses with DEFLATE on all cores, as pigz does: blocks of 1 MiB are compressed separately, each with the preceding 32 KiB as its
 * dictionary, and joined in order into one stream that any inflater reads. The output depends on the JDK's zlib, but not on the number of
 * cores. Memory is limited to a few blocks per core.
 */
final class BlockDeflater implements Closeable {
    private static final int BLOCK = 1 << 20;
    private static final int WINDOW = 32 << 10;
    private static final int LEVEL = 6;

    private final ExecutorService threads = Parallel.threads();
    private final int maxPending = 2 * Parallel.count();
    private final Deque<Deflater> deflaters = new ConcurrentLinkedDeque<>();
    private final Deque<byte[]> inputs = new ConcurrentLinkedDeque<>();
    private final Deque<Future<byte[]>> pending = new ArrayDeque<>();

    /** One compressed stream, written to {@code out} in order; {@link #finish} completes it but does not close {@code out}. */
    final class Stream extends OutputStream {
        private final OutputStream out;
        private byte[] block = input();
        private int filled;
        private byte[] dictionary = new byte[0];

        Stream(OutputStream out) {
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
                if (filled == BLOCK) {
                    submit(false);
                }
                int taken = Math.min(left, BLOCK - filled);
                System.arraycopy(bytes, from, block, filled, taken);
                filled += taken;
                from += taken;
                left -= taken;
            }
        }

        void finish() throws IOException {
            if (dictionary.length == 0) {
                out.write(compress(block, filled, dictionary, true));
                return;
            }
            submit(true);
            while (!pending.isEmpty()) {
                writeOldest(out);
            }
        }

        private void submit(boolean last) throws IOException {
            byte[] content = block;
            int length = filled;
            byte[] before = dictionary;
            pending.add(threads.submit(() -> compress(content, length, before, last)));
            if (!last) {
                dictionary = Arrays.copyOfRange(content, Math.max(0, length - WINDOW), length);
                block = input();
                filled = 0;
            }
            while (pending.size() > maxPending) {
                writeOldest(out);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        pending.clear();
        deflaters.forEach(Deflater::end);
    }

    private void writeOldest(OutputStream out) throws IOException {
        try {
            out.write(Parallel.get(pending.remove()));
        } catch (InterruptedException e) {
            throw Parallel.interrupted();
        }
    }

    private byte[] input() {
        byte[] free = inputs.poll();
        return free == null ? new byte[BLOCK] : free;
    }

    private byte[] compress(byte[] content, int length, byte[] dictionary, boolean last) {
        Deflater free = deflaters.poll();
        Deflater deflater = free == null ? new Deflater(LEVEL, true) : free;
        try {
            if (dictionary.length > 0) {
                deflater.setDictionary(dictionary);
            }
            deflater.setInput(content, 0, length);
            // Large enough for one call: a second call could repeat the flush marker.
            byte[] output = new byte[length + (length >> 8) + 1024];
            int written;
            if (last) {
                deflater.finish();
                written = deflater.deflate(output);
            } else {
                written = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
            }
            if (written == output.length || !deflater.needsInput()) {
                throw new IllegalStateException("a compressed block is larger than the worst case");
            }
            return Arrays.copyOf(output, written);
        } finally {
            deflater.reset();
            deflaters.push(deflater);
            inputs.push(content);
        }
    }
}
