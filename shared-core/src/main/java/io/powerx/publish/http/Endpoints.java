package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Checks the URLs to which requests with secrets are sent. */
public final class Endpoints {
    private static final int MAX_SHOWN = 300;

    private Endpoints() {}

    /**
     * Checks that secrets may be sent to a URL: https, or http on loopback, with a host and without user, query and
     * fragment.
     *
     * @return the same URL
     * @throws PublishException {@link ErrorCode#ENDPOINT_INSECURE} for plain http, {@link ErrorCode#OPTION_INVALID} for
     *     anything else
     */
    public static URI require(URI endpoint) {
        // Unlike URI, HttpUrl accepts underscores in names.
        HttpUrl url = endpoint.getRawAuthority() == null ? null : HttpUrl.parse(endpoint.toString());
        if (url == null) {
            throw invalid("it is not a URL such as https://market.example");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw invalid("the URL of " + url.host() + " contains a user or password; use a token instead");
        }
        if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
            throw invalid("the URL of " + url.host() + " has a query or fragment");
        }
        if (!url.isHttps() && !isLoopback(url.host())) {
            throw PublishException.of(
                    ErrorCode.ENDPOINT_INSECURE, "use the server's URL", "http://" + url.host() + " is not https");
        }
        return endpoint;
    }

    /**
     * Whether a host, as written in a URL, is this machine: 127.0.0.0/8 without leading zeros, {@code ::1}, {@code
     * localhost} and the names below it, which HTTP clients resolve to loopback without asking a server (RFC 6761, 6.3).
     */
    public static boolean isLoopback(String host) {
        InetAddress address = AddressBlock.literal(host);
        return address == null ? isLocalhost(host) : address.isLoopbackAddress();
    }

    /** The host of a http or https URL, which may contain underscores; empty for any other URI. */
    public static String host(URI uri) {
        HttpUrl url = HttpUrl.get(uri);
        return url == null ? "" : url.host();
    }

    static boolean isLocalhost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    /**
     * How messages show a URL: host and path, without the query, which may be a signature. Only the host if that is too long, because a
     * secret in a path that is cut would no longer be recognized.
     */
    public static String shown(HttpUrl url) {
        String shown = url.host() + url.encodedPath();
        return shown.length() > MAX_SHOWN ? url.host() + "/…" : shown;
    }

    /** A URL without user, query and fragment, any of which may hold a secret; null if it is not a URL with a host. */
    public static @Nullable String withoutDetails(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() == null
                    ? null
                    : new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null)
                            .toString();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "use the server's URL", found);
    }
}
