package io.powerx.publish.http;

import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Hides the Retry-After header from okhttp, which sends a request again on its own if the header is 0, and fails if it is a large number.
 * The reply that callers receive has the header.
 */
final class HiddenRetryAfter {
    private static final String HEADER = "Retry-After";
    private static final String HIDDEN = "Px-Publish-Retry-After";

    private HiddenRetryAfter() {}

    static void apply(OkHttpClient.Builder client) {
        client.addInterceptor(chain -> renamed(chain.proceed(chain.request()), HIDDEN, HEADER))
                .addNetworkInterceptor(chain -> renamed(chain.proceed(chain.request()), HEADER, HIDDEN));
    }

    private static Response renamed(Response response, String from, String to) {
        @Nullable String value = response.header(from);
        Response.Builder renamed = response.newBuilder().removeHeader(from).removeHeader(to);
        return value == null ? renamed.build() : renamed.header(to, value).build();
    }
}
