package io.powerx.publish.http;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A reply whose body was read up to a limit.
 *
 * @param body the bytes within the limit
 * @param oversized whether the body is longer than the limit
 */
public record Reply(int status, Headers headers, ByteString body, boolean oversized) {
    public boolean isSuccessful() {
        return status >= 200 && status < 300;
    }

    public boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    /** The delay in the Retry-After header; null if the header is missing or malformed. */
    public @Nullable Duration retryAfter(Instant now) {
        return RetryAfter.parse(headers.get("Retry-After"), headers.get("Date"), now);
    }

    /** Whether to repeat the request according to the status (RFC 9110, RFC 6585, RFC 8470). */
    public Outcome.Again again() {
        return switch (status) {
            case 425, 429, 503 -> Outcome.Again.LATER_UNPROCESSED;
            case 408, 500, 502, 504 -> Outcome.Again.LATER;
            default -> Outcome.Again.NEVER;
        };
    }
}
