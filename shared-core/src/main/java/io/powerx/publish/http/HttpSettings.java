package io.powerx.publish.http;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach servers. Serializable, so that a Jenkins agent uses the same proxy and authorities as the controller.
 *
 * @param proxy {@code http://host:port}; null for a direct connection
 * @param noProxy host names, suffixes and CIDR blocks reached directly, separated by commas; null for none
 * @param caBundlePem certificates trusted beside the system's; null for none
 * @param connectTimeout for one connection
 * @param stallTimeout without a byte in either direction
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
}
