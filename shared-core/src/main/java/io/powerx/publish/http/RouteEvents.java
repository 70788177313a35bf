package io.powerx.publish.http;

import io.powerx.publish.http.RouteReport.Phase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Follows one request. The client calls it from several threads, because it tries addresses at the same time. */
final class RouteEvents extends EventListener {
    private final HttpUrl url;
    private final @Nullable String proxy;
    private Phase phase = Phase.RESOLVE;
    private List<InetAddress> addresses = List.of();
    private @Nullable Handshake handshake;
    private long sent;
    private long received;

    /** @param proxy {@code host:port}; null for a direct connection */
    RouteEvents(HttpUrl url, @Nullable String proxy) {
        this.url = url;
        this.proxy = proxy;
    }

    synchronized Phase phase() {
        return phase;
    }

    synchronized RouteReport replied(Reply reply, @Nullable String bundle) {
        return new RouteReport(
                url.host(),
                url.port(),
                proxy,
                addresses,
                handshake == null ? null : tls(handshake, bundle),
                reply.status(),
                reply.headers().getInstant("Date"),
                Duration.ofNanos(Math.max(0, received - sent)),
                null);
    }

    synchronized RouteReport failed(NetworkFault fault, RouteReport.@Nullable Presented presented) {
        return new RouteReport(
                url.host(),
                url.port(),
                proxy,
                addresses,
                null,
                0,
                null,
                Duration.ZERO,
                new RouteReport.Failure(phase, fault.code(), fault.words(), presented));
    }

    static RouteReport.Presented presented(X509Certificate certificate) {
        return new RouteReport.Presented(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getNotAfter().toInstant());
    }

    private static RouteReport.@Nullable Tls tls(Handshake handshake, @Nullable String bundle) {
        List<Certificate> chain = handshake.peerCertificates();
        if (chain.isEmpty() || !(chain.get(0) instanceof X509Certificate leaf)) {
            return null;
        }
        // The client appends the trusted root, if the server did not send it.
        boolean byBundle = bundle != null
                && !bundle.isBlank()
                && CaBundle.parse(bundle, "read the CA bundle").contains(chain.get(chain.size() - 1));
        return new RouteReport.Tls(handshake.tlsVersion().javaName(), presented(leaf), byBundle);
    }

    @Override
    public synchronized void dnsEnd(Call call, String domainName, List<InetAddress> found) {
        addresses = List.copyOf(found);
    }

    @Override
    public synchronized void connectStart(Call call, InetSocketAddress address, Proxy used) {
        advance(Phase.CONNECT);
        if (addresses.isEmpty() && address.getAddress() != null) {
            addresses = List.of(address.getAddress());
        }
    }

    @Override
    public synchronized void secureConnectStart(Call call) {
        advance(Phase.SECURE);
    }

    @Override
    public synchronized void secureConnectEnd(Call call, @Nullable Handshake established) {
        handshake = established;
    }

    @Override
    public synchronized void requestHeadersStart(Call call) {
        advance(Phase.REPLY);
    }

    @Override
    public synchronized void requestHeadersEnd(Call call, Request request) {
        sent = System.nanoTime();
    }

    @Override
    public synchronized void responseHeadersEnd(Call call, Response response) {
        received = System.nanoTime();
    }

    private void advance(Phase reached) {
        if (reached.compareTo(phase) > 0) {
            phase = reached;
        }
    }
}
