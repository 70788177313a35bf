package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Checks the URLs to which requests with secrets are sent. */
public final class Endpoints {
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    private static final int LONGEST_SHOWN = 300;

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
        String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme().toLowerCase(Locale.ROOT);
        if (endpoint.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw invalid("it is not a URL such as https://market.example");
        }
        if (endpoint.getRawUserInfo() != null) {
            throw invalid("the URL of " + endpoint.getHost() + " contains a user or password; use a token instead");
        }
        if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
            throw invalid("the URL of " + endpoint.getHost() + " has a query or fragment");
        }
        if (scheme.equals("http") && !isLoopback(endpoint.getHost())) {
            throw PublishException.of(
                    ErrorCode.ENDPOINT_INSECURE,
                    "use the server's URL",
                    "http://" + endpoint.getHost() + " is not https");
        }
        return endpoint;
    }

    /** Whether a host, as written in a URL, is this machine. Does not resolve names. */
    public static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.equals("::1")
                || LOOPBACK_V4.matcher(name).matches();
    }

    /**
     * How messages show a URL: host and path, without the query, which may be a signature. Only the host if that is too long, because a
     * secret in a path that is cut would not be recognized any more.
     */
    public static String shown(HttpUrl url) {
        String shown = url.host() + url.encodedPath();
        return shown.length() > LONGEST_SHOWN ? url.host() + "/…" : shown;
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "use the server's URL", found);
    }
}
