package io.powerx.publish.upload;

import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.Retrier;
import java.time.Clock;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * The objects that all parts of one upload share.
 *
 * @param direct for URLs of the Marketplace itself
 * @param guarded connects only to allowed addresses
 */
record UploadContext(
        OkHttpClient direct,
        OkHttpClient guarded,
        AllowedAddresses allowed,
        Retrier retrier,
        Clock clock,
        PartUrls urls,
        PartTarget target,
        AdaptiveLimit limit,
        BandwidthLimit bandwidth,
        ProgressMeter meter) {
    OkHttpClient client(HttpUrl url) {
        return allowed.isServer(url) ? direct : guarded;
    }
}
