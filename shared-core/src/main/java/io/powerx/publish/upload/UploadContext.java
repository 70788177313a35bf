package io.powerx.publish.upload;

import io.powerx.publish.http.Retrier;
import java.time.Clock;
import okhttp3.OkHttpClient;

/** The objects that all parts of one upload share. */
record UploadContext(
        OkHttpClient client,
        Retrier retrier,
        Clock clock,
        PartUrls urls,
        PartTarget target,
        AdaptiveLimit limit,
        BandwidthLimit bandwidth,
        ProgressMeter meter) {}
