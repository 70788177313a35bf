package io.powerx.publish.upload;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.RateLimitGate;
import io.powerx.publish.http.ReplyTimeout;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Sends artifacts to their signed URLs: parts in parallel, each as a repeatable slice of its file, only those that the store does not
 * have. Has neither the token nor the key. Safe for use by many threads; every upload has its own connections.
 */
public final class Uploader {
    private static final int MAX_CONCURRENT = 32;
    private static final int STALLS_FOR_A_REPLY = 4;

    private final Timing timing;
    private final RetrySettings retry;

    public Uploader() {
        this(Timing.SYSTEM, RetrySettings.DEFAULT);
    }

    /** @param retry its deadline is replaced by the order's */
    public Uploader(Timing timing, RetrySettings retry) {
        this.timing = timing;
        this.retry = retry;
    }

    /**
     * Sends what the store does not have. Parts that the server lists as received are skipped, unless it lists a different SHA-256.
     *
     * @throws PublishException {@link ErrorCode#UPLOAD_FAILED} and the codes of the network, what {@code control} threw, {@link
     *     ErrorCode#FILE_CHANGED}, {@link ErrorCode#DEADLINE_EXCEEDED}, and {@link ErrorCode#INTERRUPTED} if this thread was interrupted,
     *     whose interrupt flag is then set. No request is in flight after it returns or throws.
     */
    public UploadSummary upload(UploadOrder order, UploadControl control) {
        return upload(order, control, PartTarget.SIGNED_URLS);
    }

    /** The same for a store that authorizes requests in its own way. */
    public UploadSummary upload(UploadOrder order, UploadControl control, PartTarget target) {
        UploadSettings settings = order.settings();
        OkHttpClient client = ReplyTimeout.on(
                HttpClients.create(order.http()),
                order.http().connectTimeout().plus(order.http().stallTimeout().multipliedBy(STALLS_FOR_A_REPLY)));
        try (UploadPlan plan = UploadPlan.of(order)) {
            ProgressMeter meter = new ProgressMeter(plan.totalBytes(), timing.clock());
            Retrier retrier = new Retrier(
                            retry.withDeadline(settings.deadline()), timing, new RateLimitGate(timing), control::event)
                    .ofKnownServer();
            int concurrency = Math.max(1, Math.min(MAX_CONCURRENT, settings.concurrency()));
            UploadContext context = new UploadContext(
                    client,
                    order.allowed().applyTo(client, order.http()),
                    order.allowed(),
                    retrier,
                    timing.clock(),
                    new PartUrls(order.uploads(), control::renew, timing.sleeper()),
                    target,
                    new AdaptiveLimit(concurrency),
                    new BandwidthLimit(settings.bytesPerSecond(), timing),
                    meter);
            UploadWorkers workers = new UploadWorkers(plan, context, control, concurrency);
            workers.run(() -> control.event(meter.read()), deadline(settings.deadline()));
            return new UploadSummary(workers.etags(), meter.moved());
        } finally {
            HttpClients.close(client);
        }
    }

    private BooleanSupplier deadline(@Nullable Duration limit) {
        if (limit == null) {
            return () -> false;
        }
        Instant end = timing.clock().instant().plus(limit);
        return () -> timing.clock().instant().isAfter(end);
    }
}
