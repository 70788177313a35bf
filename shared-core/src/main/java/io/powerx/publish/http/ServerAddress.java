package io.powerx.publish.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Remembers the address of the connection to a server. A network interceptor. */
public final class ServerAddress implements Interceptor {
    private volatile @Nullable InetAddress connected;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = chain.connection();
        if (connection != null && connection.route().proxy().type() == Proxy.Type.DIRECT) {
            connected = connection.route().socketAddress().getAddress();
        }
        return chain.proceed(chain.request());
    }

    /** The addresses to which the server may direct this client. */
    public AllowedAddresses allowed(HttpUrl server) {
        return AllowedAddresses.of(server, connected);
    }
}
