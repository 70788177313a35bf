package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import okhttp3.Authenticator;
import okhttp3.Credentials;
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
    static void apply(OkHttpClient.Builder client, @Nullable String proxy, @Nullable String noProxy) {
        if (proxy == null || proxy.isBlank()) {
            client.proxy(Proxy.NO_PROXY);
            return;
        }
        URI uri = parse(proxy.strip());
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean socks = scheme.startsWith("socks5");
        int port = uri.getPort() > 0 ? uri.getPort() : socks ? 1080 : 80;
        // Unresolved, so that a failure to resolve the name is an ordinary network failure.
        InetSocketAddress address = InetSocketAddress.createUnresolved(uri.getHost(), port);
        client.proxySelector(new ProxyRoute(
                new Proxy(socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, address), new NoProxyList(noProxy)));
        String user = uri.getUserInfo();
        if (user != null) {
            client.proxyAuthenticator(basic(user));
        }
    }

    private static Authenticator basic(String userInfo) {
        int colon = userInfo.indexOf(':');
        String credentials = Credentials.basic(
                colon < 0 ? userInfo : userInfo.substring(0, colon), colon < 0 ? "" : userInfo.substring(colon + 1));
        return (route, response) -> response.request().header("Proxy-Authorization") != null
                ? null
                : response.request()
                        .newBuilder()
                        .header("Proxy-Authorization", credentials)
                        .build();
    }

    private static URI parse(String address) {
        URI uri;
        try {
            uri = new URI(address.contains("://") ? address : "http://" + address);
        } catch (URISyntaxException e) {
            // Without the cause, because its message contains the URL, which may contain a password.
            throw invalid("it is not a URL such as http://proxy.example:3128");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !List.of("http", "socks5", "socks5h").contains(scheme)) {
            throw invalid("only http://host:port and socks5://host:port are supported");
        }
        return uri;
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "use the proxy", found);
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
