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

/** Sends everything through one proxy, except what {@link NoProxyList} covers. */
final class ProxyRoute extends ProxySelector {
    private final Proxy proxy;
    private final NoProxyList direct;

    private ProxyRoute(Proxy proxy, NoProxyList direct) {
        this.proxy = proxy;
        this.direct = direct;
    }

    /** Makes the client use the proxy; without one it connects directly, whatever the JVM's own settings say. */
    static void apply(OkHttpClient.Builder client, @Nullable String address, @Nullable String noProxy) {
        if (address == null || address.isBlank()) {
            client.proxy(Proxy.NO_PROXY);
            return;
        }
        URI uri = parse(address.strip());
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean socks = scheme.startsWith("socks5");
        int port = uri.getPort() > 0 ? uri.getPort() : socks ? 1080 : 80;
        // Unresolved, so that the name is looked up when it is needed and a failure to do so is an ordinary network
        // failure.
        InetSocketAddress where = InetSocketAddress.createUnresolved(uri.getHost(), port);
        client.proxySelector(
                new ProxyRoute(new Proxy(socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, where), new NoProxyList(noProxy)));
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
            // The cause is left out: its message repeats the address, which may hold a password.
            throw invalid("it is not an address such as http://proxy.example:3128");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !List.of("http", "socks5", "socks5h").contains(scheme)) {
            throw invalid("only http://host:port and socks5://host:port are understood");
        }
        return uri;
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "use the proxy", found)
                .build();
    }

    @Override
    public List<Proxy> select(URI uri) {
        int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        return List.of(direct.covers(uri.getHost(), port) ? Proxy.NO_PROXY : proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request fails with it.
    }
}
