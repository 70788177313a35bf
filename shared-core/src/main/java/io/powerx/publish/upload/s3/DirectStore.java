package io.powerx.publish.upload.s3;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.RateLimitGate;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSummary;
import io.powerx.publish.upload.Uploader;
import io.powerx.publish.upload.s3.StoreCalls.FinishedPart;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;

/**
 * Puts artifacts into an S3 store. What the store has already is not sent: an object is found by the digest of its content, an
 * interrupted upload by the store's own list, whoever began it on whatever machine.
 */
public final class DirectStore {
    /** An upload that somebody else ended meanwhile begins anew, this often. */
    private static final int ROUNDS = 3;

    private final ArtifactStoreSettings store;
    private final Timing timing;
    private final PublishListener listener;
    private final StoreAddresses addresses;

    /** @param listener hears of requests and progress, from several threads */
    public DirectStore(ArtifactStoreSettings store, Timing timing, PublishListener listener) {
        this.store = store;
        this.timing = timing;
        this.listener = listener;
        this.addresses = new StoreAddresses(store);
    }

    /**
     * What came of it.
     *
     * @param artifacts with the plain addresses where they lie
     * @param bytesSent bodies sent, repeats included; 0 where the store had everything
     */
    public record Outcome(List<PackedArtifact> artifacts, long bytesSent) {}

    /**
     * Makes sure that the store has the artifacts.
     *
     * @throws PublishException {@link ErrorCode#STORE_UNAUTHORIZED}, {@link ErrorCode#STORE_INVALID}, {@link ErrorCode#UPLOAD_FAILED},
     *     {@link ErrorCode#FILE_CHANGED}, the codes of the network, {@link ErrorCode#DEADLINE_EXCEEDED}, and {@link
     *     ErrorCode#INTERRUPTED} where this thread was interrupted, whose interrupt flag is set then. What arrived stays in the store.
     */
    public Outcome store(StoreOrder order) {
        OkHttpClient client = HttpClients.create(order.http());
        try {
            StoreAccess access = new StoreAccess(store, timing.clock());
            StoreCalls calls = calls(client, access, order);
            for (int round = 1; ; round++) {
                try {
                    return new Outcome(placed(order), send(order, calls, access));
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

    /**
     * Drops what interrupted uploads of these artifacts left in the store.
     *
     * @return how many uploads were dropped
     */
    public int abandon(StoreOrder order) {
        OkHttpClient client = HttpClients.create(order.http());
        try {
            StoreCalls calls = calls(client, new StoreAccess(store, timing.clock()), order);
            int dropped = 0;
            for (PackedArtifact packed : order.artifacts()) {
                String key = key(order, packed.artifact());
                for (String uploadId : calls.uploadsUnderWay(key)) {
                    calls.abort(key, uploadId);
                    dropped++;
                }
            }
            return dropped;
        } finally {
            HttpClients.close(client);
        }
    }

    private StoreCalls calls(OkHttpClient client, StoreAccess access, StoreOrder order) {
        RetrySettings settings =
                RetrySettings.DEFAULT.withDeadline(order.settings().deadline());
        Retrier retrier = new Retrier(settings, timing, new RateLimitGate(timing), listener);
        return new StoreCalls(client, retrier, access, addresses, timing.clock());
    }

    private long send(StoreOrder order, StoreCalls calls, StoreAccess access) {
        StorePlan plan = new StorePlan(calls, addresses, listener);
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
                .upload(new UploadOrder(order.artifacts(), uploads, order.settings(), order.http()), parts, access);
        for (StorePlan.Pending sent : pending) {
            if (sent.uploadId() != null) {
                calls.complete(
                        sent.key(), sent.uploadId(), finished(sent.upload().artifact(), summary, parts));
            }
        }
        return summary.bytesSent();
    }

    private static List<FinishedPart> finished(String artifact, UploadSummary summary, StoredParts parts) {
        List<FinishedPart> finished = new ArrayList<>();
        for (String etag : summary.etags().getOrDefault(artifact, List.of())) {
            int number = finished.size() + 1;
            finished.add(new FinishedPart(number, etag, parts.checksum(artifact, number)));
        }
        return finished;
    }

    private List<PackedArtifact> placed(StoreOrder order) {
        return order.artifacts().stream()
                .map(packed -> new PackedArtifact(
                        packed.artifact()
                                .withUrl(addresses
                                        .object(key(order, packed.artifact()))
                                        .toString()),
                        packed.file()))
                .toList();
    }

    private String key(StoreOrder order, Artifact artifact) {
        return addresses.key(order.pluginId(), order.version(), artifact.sha256(), artifact.name());
    }
}
