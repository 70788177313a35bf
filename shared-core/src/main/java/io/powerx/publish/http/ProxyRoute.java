package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Routes all requests through a proxy, except those to hosts in the {@link NoProxyList}. */
final class ProxyRoute extends ProxySelector {
    private final Proxy proxy;
    private final NoProxyList direct;

    private ProxyRoute(Proxy proxy, NoProxyList direct) {
        this.proxy = proxy;
        this.direct = direct;
    }

    /**
     * Configures the client's proxy. Without a proxy, the client connects directly and ignores the JVM's proxy
     * settings.
     */
    static void apply(OkHttpClient.Builder client, HttpSettings settings) {
        ProxyAddress address = address(settings);
        if (address == null) {
            client.proxy(Proxy.NO_PROXY);
            return;
        }
        // Unresolved, so that a failure to resolve the name is an ordinary network failure.
        client.proxySelector(new ProxyRoute(
                new Proxy(address.type(), InetSocketAddress.createUnresolved(address.host(), address.port())),
                new NoProxyList(settings.noProxy())));
        if (!address.user().isEmpty()) {
            String credentials = Credentials.basic(address.user(), address.password());
            client.proxyAuthenticator((route, response) -> response.request().header("Proxy-Authorization") != null
                    ? null
                    : response.request()
                            .newBuilder()
                            .header("Proxy-Authorization", credentials)
                            .build());
        }
    }

    /**
     * The proxy through which a URL is reached; null for a direct connection.
     *
     * @throws PublishException as {@link HttpClients#create}
     */
    static @Nullable ProxyAddress toward(HttpSettings settings, HttpUrl url) {
        ProxyAddress address = address(settings);
        return address == null || new NoProxyList(settings.noProxy()).covers(url.host(), url.port()) ? null : address;
    }

    /** The host of the proxy; null if there is none. */
    static @Nullable String host(HttpSettings settings) {
        ProxyAddress address = address(settings);
        return address == null ? null : address.host();
    }

    private static @Nullable ProxyAddress address(HttpSettings settings) {
        String proxy = settings.proxy();
        try {
            return proxy == null || proxy.isBlank() ? null : ProxyAddress.parse(proxy);
        } catch (IllegalArgumentException e) {
            // Without the cause and the value, which may contain a password.
            throw PublishException.of(ErrorCode.OPTION_INVALID, "use the proxy", "it " + e.getMessage());
        }
    }

    @Override
    public List<Proxy> select(URI uri) {
        int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        return List.of(direct.covers(uri.getHost(), port) ? Proxy.NO_PROXY : proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request fails as well.
    }
}
