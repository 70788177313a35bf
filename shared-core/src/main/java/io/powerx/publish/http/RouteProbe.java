package io.powerx.publish.http;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Finds out how far a request to a server gets. It uses the same proxy and trust as a publish. */
public final class RouteProbe {
    private static final int MAX_REPLY = 64 << 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private RouteProbe() {}

    /**
     * Sends one GET request without credentials.
     *
     * @param server https, or http on loopback (see {@link Endpoints#require})
     * @return within 20 seconds, unless the system's resolver takes longer
     * @throws PublishException if the proxy or the CA bundle is malformed
     * @throws InterruptedException if the thread is interrupted
     */
    public static RouteReport probe(HttpSettings settings, URI server) throws InterruptedException {
        return probe(settings, server, null, null);
    }

    /**
     * Like {@link #probe(HttpSettings, URI)}.
     *
     * @param identity for a server that requires a client certificate; null to have none
     * @param token for a server that is configured to receive it; null to send none
     */
    public static RouteReport probe(
            HttpSettings settings, URI server, @Nullable ClientIdentity identity, @Nullable Secret token)
            throws InterruptedException {
        HttpUrl url = HttpUrl.get(Endpoints.require(server).toString());
        ProxyAddress proxy = ProxyRoute.toward(settings, url);
        RouteEvents events = new RouteEvents(url, proxy == null ? null : proxy.host() + ":" + proxy.port());
        OkHttpClient client = HttpClients.create(settings.brief(), identity)
                .newBuilder()
                .eventListener(events)
                .callTimeout(TIMEOUT)
                .build();
        try {
            Request.Builder request = new Request.Builder().url(url);
            if (token != null) {
                request.header("Authorization", "Bearer " + token.reveal());
            }
            Reply reply = HttpCall.send(client.newCall(request.build()), MAX_REPLY);
            return events.replied(reply, settings.caBundlePem());
        } catch (IOException e) {
            NetworkFault fault = NetworkFault.of(e);
            boolean rejected = events.phase() == RouteReport.Phase.SECURE;
            return events.failed(fault, rejected ? presented(client, url) : null);
        } finally {
            HttpClients.close(client);
        }
    }

    /** The certificate of a server that is not trusted. It is only looked at: the connection is refused in any case. */
    private static RouteReport.@Nullable Presented presented(OkHttpClient client, HttpUrl url)
            throws InterruptedException {
        AtomicReference<X509Certificate> seen = new AtomicReference<>();
        X509TrustManager refusing = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
                throw new CertificateException("not accepted");
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
                seen.set(chain[0]);
                throw new CertificateException("not accepted");
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {refusing}, null);
            OkHttpClient looking = client.newBuilder()
                    .sslSocketFactory(context.getSocketFactory(), refusing)
                    .build();
            HttpCall.send(looking.newCall(new Request.Builder().url(url).build()), MAX_REPLY);
        } catch (IOException | GeneralSecurityException expected) {
            X509Certificate certificate = seen.get();
            return certificate == null ? null : RouteEvents.presented(certificate);
        }
        return null;
    }
}
