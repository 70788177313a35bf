package io.powerx.publish.otel;

import io.powerx.publish.http.ReportReceiver;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where one kind of data is sent: traces or metrics.
 *
 * @param endpoint the complete URL
 * @param headers of each request; their values are secrets
 * @param timeout the longest time for a request, unless the end of the run allows less
 * @param receiver describes problems, with the variables that configure this
 */
public record OtelSignal(URI endpoint, Map<String, Secret> headers, Duration timeout, ReportReceiver receiver) {
    /** The time for a request that may take at most that long. */
    Duration within(Duration limit) {
        return timeout.compareTo(limit) < 0 ? timeout : limit;
    }
}
