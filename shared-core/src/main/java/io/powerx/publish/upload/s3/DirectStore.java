package io.powerx.publish.upload.s3;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RateLimitGate;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.upload.UploadSummary;
import io.powerx.publish.upload.Uploader;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;

/**
 * Uploads artifacts to an S3 store, except what the store already has: objects are found by the digest of their content, and interrupted
 * uploads, including those of other machines, in the store's own list.
 */
public final class DirectStore {
    /** Attempts of an upload that another process completes or aborts meanwhile. */
    private static final int ROUNDS = 3;

    private final ArtifactStoreSettings store;
    private final Timing timing;
    private final PublishListener listener;
    private final Redactor redactor;
    private final StoreUrls urls;

    /**
     * @param listener called with requests and progress, from several threads
     * @param redactor for texts of the store that errors show
     */
    public DirectStore(ArtifactStoreSettings store, Timing timing, PublishListener listener, Redactor redactor) {
        this.store = store;
        this.timing = timing;
        this.listener = listener;
        this.redactor = redactor;
        this.urls = new StoreUrls(store);
    }

    /**
     * What to upload.
     *
     * @param artifacts with files on this machine
     */
    public record Order(
            String pluginId,
            String version,
            List<PackedArtifact> artifacts,
            UploadSettings settings,
            HttpSettings http) {}

    /**
     * The result of an upload.
     *
     * @param artifacts with their plain URLs in the store
     * @param bytesSent bytes of bodies, repeats included; 0 if the store already had everything
     */
    public record Result(List<PackedArtifact> artifacts, long bytesSent) {}

    /**
     * Makes sure that the store has the artifacts.
     *
     * @throws PublishException {@link ErrorCode#STORE_UNAUTHORIZED}, {@link ErrorCode#STORE_INVALID}, {@link ErrorCode#UPLOAD_FAILED},
     *     {@link ErrorCode#FILE_CHANGED}, the codes of the network, {@link ErrorCode#DEADLINE_EXCEEDED}, and {@link
     *     ErrorCode#INTERRUPTED} if this thread was interrupted, whose interrupt flag is then set. Parts that were uploaded stay in the store.
     */
    public Result store(Order order) {
        OkHttpClient client = HttpClients.create(order.http());
        try {
            StoreAccess access = new StoreAccess(store, timing.clock(), redactor);
            StoreCalls calls = calls(client, access, order);
            for (int round = 1; ; round++) {
                try {
                    return new Result(placed(order), send(order, calls, access));
                } catch (PublishException e) {
                    if (e.code() != ErrorCode.PARTS_MISSING || round == ROUNDS) {
                        throw e;
                    }
                }
            }
        } finally {
            HttpClients.close(client);
        }
    }

    private StoreCalls calls(OkHttpClient client, StoreAccess access, Order order) {
        RetrySettings settings =
                RetrySettings.DEFAULT.withDeadline(order.settings().deadline());
        Retrier retrier = new Retrier(settings, timing, new RateLimitGate(timing), listener);
        return new StoreCalls(client, retrier, access, urls, timing.clock());
    }

    private long send(Order order, StoreCalls calls, StoreAccess access) {
        StorePlan plan = new StorePlan(calls, urls, listener);
        List<StorePlan.Pending> pending = new ArrayList<>();
        for (PackedArtifact packed : order.artifacts()) {
            plan.of(key(order, packed.artifact()), packed).ifPresent(pending::add);
        }
        if (pending.isEmpty()) {
            return 0;
        }
        List<Publish.Upload> uploads =
                pending.stream().map(StorePlan.Pending::upload).toList();
        StoredParts parts = new StoredParts(uploads, listener);
        UploadSummary summary = new Uploader(timing, RetrySettings.DEFAULT)
                .upload(
                        new UploadOrder(
                                order.artifacts(), uploads, AllowedAddresses.ALL, order.settings(), order.http()),
                        parts,
                        access);
        for (StorePlan.Pending sent : pending) {
            if (sent.uploadId() != null) {
                calls.complete(
                        sent.key(),
                        sent.uploadId(),
                        parts.finished(sent.upload().artifact(), summary));
            }
        }
        return summary.bytesSent();
    }

    private List<PackedArtifact> placed(Order order) {
        return order.artifacts().stream()
                .map(packed -> new PackedArtifact(
                        packed.artifact()
                                .withUrl(urls.object(key(order, packed.artifact()))
                                        .toString()),
                        packed.file()))
                .toList();
    }

    private String key(Order order, Artifact artifact) {
        return urls.key(order.pluginId(), order.version(), artifact.sha256(), artifact.name());
    }
}
