package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a request to a server got, and by which route. Texts of the server and of its certificates are untrusted.
 *
 * @param proxy {@code host:port} of the proxy in use; null for a direct connection
 * @param addresses of the server or, if there is a proxy, of the proxy; empty if none was found
 * @param tls the secure connection; null for plain http, or if none was established
 * @param status of the reply; 0 if there was none
 * @param serverTime the reply's Date header; null if there is none
 * @param roundTrip from the last byte of the request to the first of the reply
 * @param failure null if there was a reply
 */
public record RouteReport(
        String host,
        int port,
        @Nullable String proxy,
        List<InetAddress> addresses,
        @Nullable Tls tls,
        int status,
        @Nullable Instant serverTime,
        Duration roundTrip,
        @Nullable Failure failure) {
    /** The phases of a request in their order. */
    public enum Phase {
        RESOLVE,
        CONNECT,
        SECURE,
        REPLY
    }

    /**
     * A certificate that a server presented.
     *
     * @param expires the end of its validity
     */
    public record Presented(String subject, String issuer, Instant expires) {}

    /**
     * @param version such as {@code TLSv1.3}
     * @param byBundle whether an authority of the CA bundle made the server trusted, as opposed to one of Java's own
     */
    public record Tls(String version, Presented certificate, boolean byBundle) {}

    /**
     * Why there was no reply.
     *
     * @param words a clause, such as "the connection was refused"
     * @param presented the server's certificate, which was not accepted; null if it is unknown
     */
    public record Failure(
            Phase phase,
            ErrorCode code,
            String words,
            @Nullable Presented presented) {}
}
