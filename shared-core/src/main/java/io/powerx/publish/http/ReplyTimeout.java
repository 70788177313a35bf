package io.powerx.publish.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okio.AsyncTimeout;

/**
 * Limits how long a server may take to accept a connection, TLS included, and to complete its reply after the request
 * has been sent. The client's own timeouts apply to single reads, which a server never exceeds that sends a byte from
 * time to time. For calls that must not be limited as a whole, because sending the body may take any time.
 */
public final class ReplyTimeout extends EventListener {
    private final AsyncTimeout timeout;
    private boolean entered;

    private ReplyTimeout(Call call, Duration limit) {
        this.timeout = new AsyncTimeout() {
            @Override
            protected void timedOut() {
                call.cancel();
            }
        };
        timeout.timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A client with this limit for each of the two phases, and none for the whole call. */
    public static OkHttpClient on(OkHttpClient client, Duration limit) {
        return client.newBuilder()
                .callTimeout(Duration.ZERO)
                .eventListenerFactory(call -> new ReplyTimeout(call, limit))
                .build();
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        enter();
    }

    @Override
    public void requestHeadersStart(Call call) {
        exit();
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        enter();
    }

    @Override
    public void callEnd(Call call) {
        exit();
    }

    @Override
    public void callFailed(Call call, IOException failure) {
        exit();
    }

    /** Connections to several addresses of a host overlap; together they have one limit. */
    private synchronized void enter() {
        if (!entered) {
            entered = true;
            timeout.enter();
        }
    }

    private synchronized void exit() {
        if (entered) {
            entered = false;
            timeout.exit();
        }
    }
}
