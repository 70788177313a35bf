package io.powerx.publish.marketplace;

import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a publish belongs to, sent to the Marketplace with each request (W3C Trace Context).
 *
 * @param traceparent the header's value
 * @param tracestate the header's value, which systems that trace pass on; null for none
 * @param recorded whether the requests are recorded as spans; each one is then sent as the parent of what the Marketplace does for it
 */
public record TraceContext(String traceparent, @Nullable String tracestate, boolean recorded) {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");
    private static final int SPAN_DIGITS = 16;

    /** @throws IllegalArgumentException if it is not a traceparent of version 00 */
    public TraceContext {
        if (!FORM.matcher(traceparent).matches()) {
            throw new IllegalArgumentException("not a traceparent");
        }
    }

    /** The trace of a variable such as TRACEPARENT; empty if the value is not a traceparent of version 00. */
    public static Optional<TraceContext> of(@Nullable String value) {
        return of(value, null);
    }

    /**
     * Like the other method, with the value of a variable such as TRACESTATE.
     *
     * @param state is left out if it cannot be a header; null for none
     */
    public static Optional<TraceContext> of(@Nullable String value, @Nullable String state) {
        String usable = state == null || !STATE.matcher(state).matches() ? null : state.strip();
        return Optional.ofNullable(value)
                .map(String::strip)
                .filter(text -> FORM.matcher(text).matches())
                .map(text -> new TraceContext(text, usable, false));
    }

    /** The span that records a request with that X-Request-ID, a UUID: 16 hexadecimal digits. */
    public static String spanOf(String requestId) {
        return requestId.replace("-", "").substring(0, SPAN_DIGITS);
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return traceparent.split("-")[1];
    }

    /** The span that the publish is a part of: 16 hexadecimal digits. */
    public String spanId() {
        return traceparent.split("-")[2];
    }

    /** Whether the spans of the trace are kept. */
    public boolean sampled() {
        return (Integer.parseInt(traceparent.split("-")[3], 16) & 1) == 1;
    }

    /** The same trace below another span, with requests that are recorded. */
    public TraceContext below(String spanId) {
        return new TraceContext(withSpan(spanId), tracestate, true);
    }

    private String withSpan(String spanId) {
        String[] fields = traceparent.split("-");
        return fields[0] + "-" + fields[1] + "-" + spanId + "-" + fields[3];
    }

    /** A client that sends the trace with each request; the same client if the trace is null. */
    public static OkHttpClient on(OkHttpClient client, @Nullable TraceContext trace) {
        return trace == null
                ? client
                : client.newBuilder()
                        .addInterceptor(chain -> chain.proceed(trace.onto(chain.request())))
                        .build();
    }

    private Request onto(Request request) {
        String requestId = request.header("X-Request-ID");
        Request.Builder traced = request.newBuilder()
                .header("traceparent", recorded && requestId != null ? withSpan(spanOf(requestId)) : traceparent);
        if (tracestate != null) {
            traced.header("tracestate", tracestate);
        }
        return traced.build();
    }
}
