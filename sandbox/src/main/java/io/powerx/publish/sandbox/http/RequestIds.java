package io.powerx.publish.sandbox.http;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Determines the X-Request-ID of an attempt: that of the client if it is safe to echo, otherwise a new one. */
final class RequestIds {
    private static final Pattern SAFE = Pattern.compile("[\\x21-\\x7E]{1,128}");

    private RequestIds() {}

    static String of(@Nullable String sent) {
        return sent != null && SAFE.matcher(sent).matches() ? sent : fresh();
    }

    static String fresh() {
        return UUID.randomUUID().toString();
    }
}
