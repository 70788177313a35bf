package io.powerx.publish.pack.read;

import io.powerx.publish.io.BlockInput;
import io.powerx.publish.pack.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads another stream in a separate thread, a few blocks ahead, so that decompressing and hashing share two cores. Bytes and failures
 * arrive in the order in which the other stream delivers them.
 */
final class ReadAheadInput extends BlockInput {
    private static final int BLOCK = 128 << 10;
    private static final int AHEAD = 4;

    private final InputStream in;
    private final ExecutorService thread = Parallel.threads(1);
    private final Queue<Future<Block>> pending = new ArrayDeque<>();
    private @Nullable Block current;
    private int position;

    /** Bytes, and what happened after them: a failure, the end of the stream if they do not fill the array, or nothing. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Block(byte[] bytes, int length, @Nullable IOException failure) {}

    /** @param in closed together with this stream */
    ReadAheadInput(InputStream in) {
        this.in = in;
        for (int i = 0; i < AHEAD; i++) {
            request(new byte[BLOCK]);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        Block block = unread();
        if (position == block.length()) {
            if (block.failure() != null) {
                throw block.failure();
            }
            return -1;
        }
        int taken = Math.min(length, block.length() - position);
        System.arraycopy(block.bytes(), position, target, offset, taken);
        position += taken;
        return taken;
    }

    /** The block with the next byte, or the last one. */
    private Block unread() throws IOException {
        Block block = current;
        if (block != null && (position < block.length() || block.length() < BLOCK)) {
            return block;
        }
        if (block != null) {
            request(block.bytes());
        }
        try {
            block = Parallel.get(pending.remove());
        } catch (InterruptedException e) {
            throw Parallel.interrupted();
        }
        current = block;
        position = 0;
        return block;
    }

    private void request(byte[] free) {
        pending.add(thread.submit(() -> fill(free)));
    }

    private Block fill(byte[] bytes) {
        int length = 0;
        try {
            while (length < BLOCK) {
                int read = in.read(bytes, length, BLOCK - length);
                if (read < 0) {
                    break;
                }
                length += read;
            }
            return new Block(bytes, length, null);
        } catch (IOException e) {
            return new Block(bytes, length, e);
        }
    }

    /** Closes the other stream after the block that is being read, because a decompressor must not be closed while it works. */
    @Override
    public void close() throws IOException {
        pending.forEach(block -> block.cancel(false));
        Future<?> closed = thread.submit(() -> {
            in.close();
            return null;
        });
        thread.shutdown();
        try {
            Parallel.get(closed);
        } catch (InterruptedException e) {
            throw Parallel.interrupted();
        }
    }
}
