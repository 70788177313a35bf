package io.powerx.publish.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A relay between client and server that disturbs only its first connection. */
final class Relay implements AutoCloseable {
    private static final int WHERE = 500_000;

    enum Mischief {
        /** The connection is closed before any byte is relayed. */
        HANG_UP,
        /** One byte on the way to the server is changed. */
        DAMAGE
    }

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int target;
    private final Mischief mischief;

    Relay(int target, Mischief mischief) throws IOException {
        this.target = target;
        this.mischief = mischief;
        run(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        for (boolean first = true; !listening.isClosed(); first = false) {
            try {
                Socket client = listening.accept();
                if (first && mischief == Mischief.HANG_UP) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                boolean damage = first && mischief == Mischief.DAMAGE;
                run(() -> pump(client, server, damage));
                run(() -> pump(server, client, false));
            } catch (IOException e) {
                // Closed by the test, which ends the loop.
            }
        }
    }

    private static void pump(Socket from, Socket to, boolean damage) {
        byte[] buffer = new byte[16 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            long done = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (damage && done <= WHERE && WHERE < done + count) {
                    buffer[(int) (WHERE - done)] ^= 1;
                }
                out.write(buffer, 0, count);
                done += count;
            }
        } catch (IOException e) {
            // One side has closed; closing the relay notifies the other.
        }
    }
}
