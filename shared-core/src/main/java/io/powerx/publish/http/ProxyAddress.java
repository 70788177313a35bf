package io.powerx.publish.http;

import java.net.Proxy;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The address of a proxy.
 *
 * @param user empty if the proxy needs no credentials
 */
public record ProxyAddress(Proxy.Type type, String host, int port, String user, String password) {
    private static final Pattern FORM = Pattern.compile("(?:([a-z0-9]+)://)?([^/?#]+)(/?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT = Pattern.compile(".*:[0-9]{1,5}");
    private static final int SOCKS_PORT = 1080;

    /**
     * Parses an address: {@code http://}, {@code socks5://} or {@code socks5h://}, {@code user:password@} if the proxy
     * requires it, host and port. The scheme may be missing if there is a port; a single word might be a secret in the wrong variable.
     *
     * @throws IllegalArgumentException if it is malformed; its message states what it must be and does not repeat the value
     */
    public static ProxyAddress parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "must be a proxy such as http://proxy.example:3128; write /, ? and # in a user or password as %2F, %3F and %23");
        }
        String scheme = form.group(1) == null ? "" : form.group(1).toLowerCase(Locale.ROOT);
        boolean socks = scheme.equals("socks5") || scheme.equals("socks5h");
        if (scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "must begin with http:// or socks5://, because proxies are not reached through TLS; requests for https URLs remain encrypted");
        }
        if (!socks && !scheme.equals("http") && !scheme.isEmpty()) {
            throw new IllegalArgumentException("must begin with http:// or socks5://");
        }
        String authority = form.group(2);
        boolean hasPort = PORT.matcher(authority).matches();
        // HttpUrl accepts an @ in a password and underscores in a name, which URI does not.
        HttpUrl url = HttpUrl.parse("http://" + authority + "/");
        if (url == null || (scheme.isEmpty() && !hasPort)) {
            throw new IllegalArgumentException("must be a proxy such as http://proxy.example:3128");
        }
        return new ProxyAddress(
                socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                url.host(),
                socks && !hasPort ? SOCKS_PORT : url.port(),
                url.username(),
                url.password());
    }
}
