package io.powerx.publish.http;

import io.powerx.publish.error.PublishException;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * The one factory of HTTP clients. A client repeats nothing and follows nothing by itself, so that {@link Retrier} counts every attempt
 * and no token goes to a host that was not meant; it keeps no cookies, and has no timeout but for connections and stalls.
 */
public final class HttpClients {
    private static final int MOST_REQUESTS = 64;
    private static final int IDLE_CONNECTIONS = 8;
    private static final int IDLE_SECONDS = 30;

    /** What all clients share: reading the system's authorities takes longer than many a request. Has no threads and no connections. */
    private static final OkHttpClient BASE = new OkHttpClient();

    private HttpClients() {}

    /**
     * Makes a client. Whoever makes it calls {@link #close} in the end.
     *
     * @throws PublishException where the proxy or the CA bundle cannot be understood
     */
    public static OkHttpClient create(HttpSettings settings) {
        OkHttpClient.Builder client = BASE.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.stallTimeout())
                .writeTimeout(Duration.ZERO)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .dispatcher(dispatcher())
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .addNetworkInterceptor(new WriteTimeout(settings.stallTimeout()))
                .addNetworkInterceptor(new ReplyLength())
                .addInterceptor(chain -> {
                    Request request = chain.request();
                    return chain.proceed(
                            request.header("User-Agent") != null
                                    ? request
                                    : request.newBuilder()
                                            .header("User-Agent", ClientVersion.userAgent())
                                            .build());
                });
        ProxyRoute.apply(client, settings.proxy(), settings.noProxy());
        TrustedRoots.apply(client, settings.caBundlePem());
        return client.build();
    }

    /** Cancels what is under way, ends the threads and closes the connections. */
    public static void close(OkHttpClient client) {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /** Daemon threads: a command must end when its work has. */
    private static Dispatcher dispatcher() {
        AtomicInteger number = new AtomicInteger();
        Dispatcher dispatcher = new Dispatcher(
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "px-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                }));
        dispatcher.setMaxRequests(MOST_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MOST_REQUESTS);
        return dispatcher;
    }
}
