package io.powerx.publish.upload;

import io.powerx.publish.http.Timing;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okio.Throttler;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one upload share.
 *
 * @param throttler null where the bandwidth has no limit
 * @param underWay parts that the server named an address for and the store has not yet
 */
record UploadContext(
        OkHttpClient client,
        Timing timing,
        PartUrls addresses,
        AdaptiveLimit limit,
        ProgressMeter meter,
        @Nullable Throttler throttler,
        PartTarget target,
        AtomicInteger underWay) {}
