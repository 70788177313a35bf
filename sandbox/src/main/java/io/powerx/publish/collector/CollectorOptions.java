package io.powerx.publish.collector;

import io.powerx.publish.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of a collector.
 *
 * @param host address to bind; an address other than loopback needs a token
 * @param port 0 to select a free one
 * @param token that senders and Prometheus have to present; null for none
 * @param retention how long events are kept; the metrics are kept for ever
 */
public record CollectorOptions(
        String host,
        int port,
        DatabaseLogin database,
        @Nullable Secret token,
        Duration retention,
        Clock clock) {}
