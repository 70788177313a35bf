package io.powerx.publish.upload;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.Operation;
import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Outcome.Again;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.http.Reply;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The upload of one part: attempts until the store has it. Used by one thread. */
final class PartUpload {
    private static final int MAX_REPLY = 64 << 10;
    private static final int MAX_ETAG_LENGTH = 1000;

    private final UploadContext context;
    private final PartSlice slice;
    private final PartUrls.Entry first;
    private final String tried;
    private final PartState state = new PartState();
    /** As announced to the store; null until a store asks for it. */
    private @Nullable String sha256;

    PartUpload(UploadContext context, PartSlice slice) {
        this.context = context;
        this.slice = slice;
        this.first = context.urls().of(slice);
        HttpUrl url = first.url() == null ? null : HttpUrl.parse(first.url());
        this.tried = "upload " + slice.title() + (url == null ? "" : " to " + url.host());
    }

    /**
     * A part that the store has.
     *
     * @param sha256 empty if it was not computed, since the store takes no checksums
     * @param sent whether this upload sent it
     */
    record Stored(String etag, String sha256, boolean sent) {}

    /** Makes sure that the store has the part. */
    Stored run() throws InterruptedException {
        Stored existing = alreadyStored(first);
        if (existing != null) {
            return existing;
        }
        try {
            Operation operation = new Operation(
                    "uploadPart", tried, Operation.Repeat.ALWAYS, "PUT", first.url() == null ? "" : first.url());
            return context.retrier().call(operation, this::attempt);
        } finally {
            context.urls().end(slice);
        }
    }

    private Outcome<Stored> attempt(String requestId) throws IOException, InterruptedException {
        PartUrls.Entry stale = state.takeStale();
        PartUrls.Entry entry =
                stale == null ? context.urls().of(slice) : context.urls().newerThan(stale, slice);
        Stored existing = alreadyStored(entry);
        if (existing == null && entry.url() == null) {
            // An entry that replaces a stale one is as new as can be.
            PartUrls.Entry newest = stale == null ? context.urls().newerThan(entry, slice) : entry;
            entry = context.urls().await(newest, slice);
            existing = alreadyStored(entry);
        }
        if (existing != null) {
            return new Outcome.Done<>(existing, 0, "the store already has it");
        }
        return entry.url() == null ? withoutUrl(entry) : send(entry, entry.url(), requestId);
    }

    /** The part if the store already has it with the file's bytes; null otherwise. */
    private @Nullable Stored alreadyStored(PartUrls.Entry entry) throws InterruptedException {
        var part = entry.part();
        if (part == null || !part.received() || part.etag() == null) {
            return null;
        }
        if (part.sha256() != null && !part.sha256().equals(slice.sha256())) {
            return null;
        }
        context.meter().skipped(slice.length());
        return new Stored(part.etag(), part.sha256() == null ? "" : part.sha256(), false);
    }

    private Failed<Stored> withoutUrl(PartUrls.Entry entry) {
        if (entry.isReceived()) {
            String found = "the store has other bytes for it, and the server specifies no URL to replace them";
            return Failed.of(0, "no URL", Again.NEVER, ErrorCode.CHECKSUM_MISMATCH, found);
        }
        return Failed.of(0, "no URL", Again.LATER, ErrorCode.CONTRACT_VIOLATED, "the server specified no URL for it");
    }

    private Outcome<Stored> send(PartUrls.Entry entry, String signedUrl, String requestId)
            throws IOException, InterruptedException {
        context.urls().begin(slice);
        HttpUrl url = parse(signedUrl);
        slice.source().check();
        ProgressMeter.Attempt bytes = context.meter().attempt();
        Request request = context.target().authorized(request(entry, url, requestId, bytes));
        context.limit().acquire();
        AdaptiveLimit.Result result = AdaptiveLimit.Result.LOST;
        try {
            Reply reply = HttpCall.send(context.client(url).newCall(request), MAX_REPLY);
            result = result(reply);
            return outcome(reply, url, entry);
        } finally {
            context.limit().release(result);
            if (result == AdaptiveLimit.Result.SUCCEEDED) {
                bytes.acknowledged();
            } else {
                bytes.lost();
            }
        }
    }

    private HttpUrl parse(String signedUrl) {
        HttpUrl url = HttpUrl.parse(signedUrl);
        if (url == null) {
            throw error(ErrorCode.CONTRACT_VIOLATED, "the server sent a malformed URL");
        }
        String refusal = context.allowed().refusal(url);
        if (refusal != null) {
            throw error(ErrorCode.CONTRACT_VIOLATED, refusal)
                    .advice(url.username().isEmpty() && url.password().isEmpty() ? AllowedAddresses.ADVICE : null);
        }
        if (!url.isHttps() && !Endpoints.isLoopback(url.host())) {
            throw error(ErrorCode.ENDPOINT_INSECURE, "the store at " + Endpoints.shown(url) + " is not https");
        }
        return url;
    }

    private Request request(PartUrls.Entry entry, HttpUrl url, String requestId, ProgressMeter.Attempt bytes)
            throws InterruptedException {
        String checksum = entry.checksumHeader() == null ? null : checksum();
        try {
            Request.Builder request = new Request.Builder()
                    .url(url)
                    .header("X-Request-ID", requestId)
                    .put(context.bandwidth().applyTo(slice.body(bytes::sent)));
            if (entry.checksumHeader() != null && checksum != null) {
                PartHeaders.add(request, entry.checksumHeader(), base64(checksum), slice.length());
            }
            entry.headers().forEach((name, value) -> PartHeaders.add(request, name, value, slice.length()));
            return request.build();
        } catch (PartHeaders.RefusedException e) {
            throw error(ErrorCode.CONTRACT_VIOLATED, e.getMessage());
        } catch (IllegalArgumentException e) {
            // The cause is left out: its message may repeat a signed value.
            throw error(ErrorCode.CONTRACT_VIOLATED, "the server specified a header that cannot be sent");
        }
    }

    /** Computed again after the store has received other bytes, because the file may have changed without a new modification time. */
    private String checksum() throws InterruptedException {
        if (sha256 != null && state.times(PartState.Refusal.BYTES) == 0) {
            return sha256;
        }
        String now = slice.sha256();
        if (sha256 != null && !sha256.equals(now)) {
            throw slice.source().changedUnnoticed();
        }
        sha256 = now;
        return now;
    }

    private static AdaptiveLimit.Result result(Reply reply) {
        if (reply.isSuccessful()) {
            return etag(reply) == null ? AdaptiveLimit.Result.REFUSED : AdaptiveLimit.Result.SUCCEEDED;
        }
        return reply.again() == Again.NEVER ? AdaptiveLimit.Result.REFUSED : AdaptiveLimit.Result.LOST;
    }

    private Outcome<Stored> outcome(Reply reply, HttpUrl url, PartUrls.Entry used) {
        int status = reply.status();
        String found = Endpoints.shown(url) + " answered HTTP " + status;
        if (!isUrlRefused(status)) {
            state.urlAccepted();
        }
        if (reply.isSuccessful()) {
            return stored(reply, url, used);
        }
        // The target interprets the errors of its store more precisely than the status does.
        Failed<Stored> refusal = context.target().refusal(reply, Endpoints.shown(url));
        if (refusal != null) {
            return refusal;
        }
        // A URL that has expired is renewed and works; a new one that is refused may not.
        if (isUrlRefused(status)) {
            Again again = state.refused(PartState.Refusal.URL, used);
            boolean isNew = state.times(PartState.Refusal.URL) > 1;
            return failed(reply, again, isNew ? found + " although the URL was new" : found);
        }
        // Damage on the way passes; damage on the disk does not.
        if (status == 400) {
            Again again = state.refused(PartState.Refusal.BYTES, used);
            return failed(reply, again, found + ": it did not get the announced bytes");
        }
        // The server decides how large parts are.
        if (status == 413) {
            return Failed.of(status, "too large", Again.NEVER, ErrorCode.ARTIFACT_TOO_LARGE, found);
        }
        // A signed URL is signed for one host.
        if (reply.isRedirect()) {
            return failed(reply, Again.NEVER, found + ", a redirect, which no upload follows");
        }
        return failed(reply, reply.again(), found)
                .after(reply.retryAfter(context.clock().instant()));
    }

    private Outcome<Stored> stored(Reply reply, HttpUrl url, PartUrls.Entry used) {
        String etag = etag(reply);
        if (etag == null) {
            return Failed.of(
                    reply.status(),
                    "no ETag",
                    state.refused(PartState.Refusal.NO_ETAG, used),
                    ErrorCode.CONTRACT_VIOLATED,
                    Endpoints.shown(url) + " accepted it without a usable ETag");
        }
        String known = sha256 == null ? slice.knownSha256() : sha256;
        return new Outcome.Done<>(new Stored(etag, known, true), reply.status(), "stored");
    }

    /** The ETag if there is one that can be sent back; null otherwise. */
    private static @Nullable String etag(Reply reply) {
        return ForeignText.token(reply.headers().get("ETag"), MAX_ETAG_LENGTH);
    }

    /** Whether that is how a store answers an expired URL. Some hide what they refuse. */
    private static boolean isUrlRefused(int status) {
        return status == 401 || status == 403 || status == 404 || status == 410;
    }

    private static Failed<Stored> failed(Reply reply, Again again, String found) {
        return Failed.of(reply.status(), "HTTP " + reply.status(), again, ErrorCode.UPLOAD_FAILED, found);
    }

    private PublishException error(ErrorCode code, String found) {
        return PublishException.of(code, tried, found);
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
