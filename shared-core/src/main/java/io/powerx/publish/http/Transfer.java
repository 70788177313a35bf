package io.powerx.publish.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Moves a file to a socket without a copy in this process. The channel does not block meanwhile: a transfer in a channel that blocks ends
 * neither after a time nor, before Java 21, when the channel is closed.
 */
final class Transfer {
    /** So that progress is seen, and so that no transfer is larger than a system takes at once. */
    private static final int STEP = 1 << 20;
    /** Closing a channel wakes nobody who waits for it. */
    private static final int LOOK_UP_MILLIS = 100;

    private final FileBody body;
    private final SocketChannel channel;
    private final Selector selector;
    private final long timeoutNanos;

    private Transfer(FileBody body, SocketChannel channel, Selector selector, Duration timeout) {
        this.body = body;
        this.channel = channel;
        this.selector = selector;
        this.timeoutNanos = timeout.isZero() ? Long.MAX_VALUE : timeout.toNanos();
    }

    /**
     * Sends the whole body.
     *
     * @param timeout without any byte taken; zero for none
     * @throws WriteFailure where the socket does not take it
     * @throws IOException where the file does not give it
     */
    static void run(FileBody body, SocketChannel channel, Duration timeout) throws IOException {
        try {
            channel.configureBlocking(false);
            try (Selector selector = Selector.open()) {
                channel.register(selector, SelectionKey.OP_WRITE);
                new Transfer(body, channel, selector, timeout).run();
            } finally {
                block(channel);
            }
        } catch (ClosedChannelException e) {
            throw new WriteFailure(e);
        }
    }

    /** For the reply, which is read from it in the usual way. */
    private static void block(SocketChannel channel) throws IOException {
        if (channel.isOpen()) {
            channel.configureBlocking(true);
        }
    }

    private void run() throws IOException {
        long size = body.contentLength();
        for (long done = 0; done < size; ) {
            if (size - done <= STEP) {
                body.verify();
            }
            long count = moved(done, Math.min(STEP, size - done));
            if (count > 0) {
                body.sent(count);
                done += count;
            } else {
                body.read(ByteBuffer.allocate(1), done);
                await();
            }
        }
    }

    private long moved(long position, long count) throws WriteFailure {
        try {
            return body.transferTo(channel, position, count);
        } catch (IOException e) {
            throw new WriteFailure(e);
        }
    }

    private void await() throws IOException {
        long since = System.nanoTime();
        while (selector.select(LOOK_UP_MILLIS) == 0) {
            if (!channel.isOpen()) {
                throw new ClosedChannelException();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            if (System.nanoTime() - since > timeoutNanos) {
                // Nobody shall wait as long again for a reply.
                channel.close();
                throw new WriteFailure(new SocketTimeoutException("timeout"));
            }
        }
        selector.selectedKeys().clear();
    }
}
