package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelSocketsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ChannelSockets sockets = new ChannelSockets();

    @Test
    void each_way_to_make_a_socket_gives_one_with_a_channel_that_does_not_gather() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, LOOPBACK)) {
            int port = server.getLocalPort();
            List<Socket> connected = List.of(
                    sockets.createSocket("127.0.0.1", port),
                    sockets.createSocket(LOOPBACK, port),
                    sockets.createSocket("127.0.0.1", port, LOOPBACK, 0),
                    sockets.createSocket(LOOPBACK, port, LOOPBACK, 0));
            for (Socket socket : connected) {
                try (socket;
                        Socket peer = server.accept()) {
                    assertThat(peer.getPort()).isEqualTo(socket.getLocalPort());
                    assertThat(socket.getChannel()).isNotNull();
                    assertThat(socket.getTcpNoDelay()).isTrue();
                }
            }
        }
    }

    @Test
    void a_peer_that_is_not_there_is_an_error_of_the_connection() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
            port = closed.getLocalPort();
        }
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> sockets.createSocket(LOOPBACK, port));
    }
}
