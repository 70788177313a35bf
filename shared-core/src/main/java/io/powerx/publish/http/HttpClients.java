package io.powerx.publish.http;

import io.powerx.publish.error.PublishException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Creates all HTTP clients. A client does not repeat requests or follow redirects, so that {@link Retrier} counts every
 * attempt and no token is sent to an unintended host. It keeps no cookies. A call is limited to the time
 * for connecting and two stalls; calls that may take longer replace that limit, for example by {@link ReplyTimeout}.
 */
public final class HttpClients {
    /** A reply that arrives byte by byte never stalls, but does not complete either. */
    private static final int STALLS_OF_A_CALL = 2;

    private static final int MAX_REQUESTS = 64;
    private static final int IDLE_CONNECTIONS = 8;
    private static final int IDLE_SECONDS = 30;

    /** Shared, because reading the system's certificate authorities is slow. Has no threads and no connections. */
    private static final OkHttpClient BASE = new OkHttpClient();

    private HttpClients() {}

    /**
     * Creates a client. The caller must {@link #close} it.
     *
     * @throws PublishException if the proxy or the CA bundle is malformed
     */
    public static OkHttpClient create(HttpSettings settings) {
        return create(settings, null);
    }

    /**
     * Like {@link #create(HttpSettings)}.
     *
     * @param identity for servers that require a client certificate; null to have none
     */
    public static OkHttpClient create(HttpSettings settings, @Nullable ClientIdentity identity) {
        OkHttpClient.Builder client = BASE.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.stallTimeout())
                .callTimeout(
                        settings.connectTimeout().plus(settings.stallTimeout().multipliedBy(STALLS_OF_A_CALL)))
                // WriteTimeout replaces this one.
                .writeTimeout(Duration.ZERO)
                .dns(host -> Endpoints.isLocalhost(host) ? loopback() : Dns.SYSTEM.lookup(host))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .dispatcher(dispatcher())
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .addNetworkInterceptor(new WriteTimeout(settings.stallTimeout()))
                .addNetworkInterceptor(new NegativeLengthCheck())
                .addInterceptor(chain -> {
                    Request request = chain.request();
                    return chain.proceed(
                            request.header("User-Agent") != null
                                    ? request
                                    : request.newBuilder()
                                            .header("User-Agent", ClientVersion.userAgent())
                                            .build());
                });
        HiddenRetryAfter.apply(client);
        ProxyRoute.apply(client, settings);
        TrustedRoots.apply(client, settings.caBundlePem(), identity);
        return client.build();
    }

    /** Cancels all calls, stops the threads and closes the connections. */
    public static void close(OkHttpClient client) {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /** Names below localhost mean this machine (RFC 6761), whatever a DNS server replies for them. */
    private static List<InetAddress> loopback() throws UnknownHostException {
        List<InetAddress> local = Stream.of(InetAddress.getAllByName("localhost"))
                .filter(InetAddress::isLoopbackAddress)
                .toList();
        return local.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : local;
    }

    /** Uses daemon threads, so that the process can exit. */
    private static Dispatcher dispatcher() {
        AtomicInteger number = new AtomicInteger();
        Dispatcher dispatcher = new Dispatcher(
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "px-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                }));
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
        return dispatcher;
    }
}
