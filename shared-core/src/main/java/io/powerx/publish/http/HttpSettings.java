package io.powerx.publish.http;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Proxy, trust and timeouts of HTTP clients. Serializable, so that a Jenkins agent uses the same ones as the
 * controller.
 *
 * @param proxy {@code http://host:port} or {@code socks5://host:port}, with {@code user:password@} if it requires them;
 *     null for a direct connection
 * @param noProxy host names, suffixes and CIDR blocks to connect to directly, separated by commas; null for none
 * @param caBundlePem certificates trusted in addition to the system's; null for none
 * @param connectTimeout limit for establishing a connection
 * @param stallTimeout maximum time without a byte in either direction
 */
public record HttpSettings(
        @Nullable String proxy,
        @Nullable String noProxy,
        @Nullable String caBundlePem,
        Duration connectTimeout,
        Duration stallTimeout)
        implements Serializable {
    public static final HttpSettings DEFAULT =
            new HttpSettings(null, null, null, Duration.ofSeconds(10), Duration.ofSeconds(60));

    private static final Duration BRIEF = Duration.ofSeconds(5);

    /** The same settings with timeouts of at most 5 seconds. */
    public HttpSettings brief() {
        return new HttpSettings(
                proxy,
                noProxy,
                caBundlePem,
                connectTimeout.compareTo(BRIEF) < 0 ? connectTimeout : BRIEF,
                stallTimeout.compareTo(BRIEF) < 0 ? stallTimeout : BRIEF);
    }

    /** These settings without the user and password of the proxy, for machines that must not receive secrets. */
    public HttpSettings withoutProxyCredentials() {
        return new HttpSettings(addressOf(proxy), noProxy, caBundlePem, connectTimeout, stallTimeout);
    }

    private static @Nullable String addressOf(@Nullable String proxy) {
        return proxy == null ? null : proxy.replaceFirst("(^|//)[^/]*@", "$1");
    }

    /** Omits the user and password of the proxy. */
    @Override
    public String toString() {
        String shownProxy = proxy == null ? "none" : addressOf(proxy);
        return "HttpSettings[proxy=" + shownProxy + ", noProxy=" + noProxy + ", connectTimeout=" + connectTimeout
                + ", stallTimeout=" + stallTimeout + "]";
    }
}
