package io.powerx.publish.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Passes bytes from one thread to another. The writer waits while too many are unread, so the reader must read to the end. Unlike
 * {@link java.io.PipedInputStream}, several threads may read one after the other.
 */
public final class BytePipe {
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> blocks;
    private final Output output = new Output();
    private final Input input = new Input();

    /** @param capacity number of writes that are not read yet */
    public BytePipe(int capacity) {
        blocks = new ArrayBlockingQueue<>(capacity);
    }

    /** For one thread, which has to close it. Throws {@link InterruptedIOException} if it is interrupted while it waits. */
    public OutputStream output() {
        return output;
    }

    /** Closing it has no effect. */
    public InputStream input() {
        return input;
    }

    private final class Output extends OutputStream {
        private boolean closed;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                put(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        }

        /** Waits even if the thread is interrupted: without an end, the reader would wait forever. */
        @Override
        public void close() {
            boolean interrupted = false;
            while (!closed) {
                try {
                    blocks.put(END);
                    closed = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void put(byte[] block) throws IOException {
            try {
                blocks.put(block);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private final class Input extends BlockInput {
        private byte[] current = new byte[1];
        private int position = 1;

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            if (position == current.length && current.length > 0) {
                current = take();
                position = 0;
            }
            if (current.length == 0) {
                return -1;
            }
            int taken = Math.min(length, current.length - position);
            System.arraycopy(current, position, target, offset, taken);
            position += taken;
            return taken;
        }

        private byte[] take() throws IOException {
            try {
                return blocks.take();
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
