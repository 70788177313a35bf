package io.powerx.publish.marketplace;

import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a publish belongs to, sent to the Marketplace with each request (W3C Trace Context).
 *
 * @param traceparent the header's value
 */
public record TraceContext(String traceparent) {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** @throws IllegalArgumentException if it is not a traceparent of version 00 */
    public TraceContext {
        if (!FORM.matcher(traceparent).matches()) {
            throw new IllegalArgumentException("not a traceparent");
        }
    }

    /** The trace of a variable such as TRACEPARENT; empty if the value is not a traceparent of version 00. */
    public static Optional<TraceContext> of(@Nullable String value) {
        return Optional.ofNullable(value)
                .map(String::strip)
                .filter(text -> FORM.matcher(text).matches())
                .map(TraceContext::new);
    }

    /** A client that sends the trace with each request; the same client if the trace is null. */
    public static OkHttpClient on(OkHttpClient client, @Nullable TraceContext trace) {
        return trace == null
                ? client
                : client.newBuilder()
                        .addInterceptor(chain -> chain.proceed(chain.request()
                                .newBuilder()
                                .header("traceparent", trace.traceparent())
                                .build()))
                        .build();
    }
}
