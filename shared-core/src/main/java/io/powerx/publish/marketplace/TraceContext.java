package io.powerx.publish.marketplace;

import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a publish belongs to, told to the Marketplace with each request (W3C Trace Context).
 *
 * @param traceparent the header's value
 */
public record TraceContext(String traceparent) {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** @throws IllegalArgumentException for a value that is none */
    public TraceContext {
        if (!FORM.matcher(traceparent).matches()) {
            throw new IllegalArgumentException("not a traceparent");
        }
    }

    /** What a variable such as TRACEPARENT holds; empty for anything else than a traceparent of version 00. */
    public static Optional<TraceContext> of(@Nullable String value) {
        return Optional.ofNullable(value)
                .map(String::strip)
                .filter(text -> FORM.matcher(text).matches())
                .map(TraceContext::new);
    }

    /** A client that names the trace in each request; the same client where there is none. */
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
