package io.powerx.publish.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that never completes what it sends: some bytes at first, then a few at a time, until the client gives up. */
public final class DrippingServer implements AutoCloseable {
    private static final int PAUSE_MILLIS = 20;

    private final ServerSocket server;
    private final String first;
    private final String next;
    private final AtomicInteger connections = new AtomicInteger();

    public DrippingServer(String first, String next) {
        this.first = first;
        this.next = next;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections were accepted. */
    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                start(() -> discard(socket));
                start(() -> drip(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void discard(Socket socket) {
        try (InputStream in = socket.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private void drip(Socket socket) {
        try (socket;
                OutputStream out = socket.getOutputStream()) {
            out.write(first.getBytes(StandardCharsets.ISO_8859_1));
            while (!server.isClosed()) {
                out.write(next.getBytes(StandardCharsets.ISO_8859_1));
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "dripping-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
