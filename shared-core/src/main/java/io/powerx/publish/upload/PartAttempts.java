package io.powerx.publish.upload;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Outcome.Again;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.http.Reply;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The attempts of one part, with what they learn from each other. */
final class PartAttempts implements AutoCloseable {
    private static final int LARGEST_REPLY = 64 << 10;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(2);

    private final UploadContext context;
    private final PartSlice slice;
    private final String tried;
    private @Nullable String sha256;
    /** What a store found other bytes for. */
    private @Nullable String doubted;

    private boolean damaged;
    private boolean nameless;
    private boolean addressed;
    private final PartUrl where;

    PartAttempts(UploadContext context, PartSlice slice, String tried) {
        this.context = context;
        this.slice = slice;
        this.tried = tried;
        this.where = new PartUrl(context.addresses(), slice);
    }

    Outcome<PartSender.Stored> attempt(String requestId) throws InterruptedException, IOException {
        try {
            return once(requestId);
        } catch (SourceFault e) {
            throw e.fault();
        }
    }

    private Outcome<PartSender.Stored> once(String requestId) throws IOException, InterruptedException {
        PartUrls.Address address = where.next();
        PartSender.Stored held = held(address);
        if (held == null && address.url() == null) {
            address = awaited(where.insteadOf(address));
            held = held(address);
        }
        if (held != null) {
            return new Outcome.Done<>(held, 0, "the store has it already");
        }
        if (address.url() == null) {
            return withoutAddress(address);
        }
        if (!addressed) {
            addressed = true;
            context.underWay().incrementAndGet();
        }
        HttpUrl url = url(address.url());
        slice.source().check();
        ProgressMeter.Attempt bytes = context.meter().attempt();
        Request request = context.target().authorized(request(address, url, requestId, bytes));
        context.limit().acquire();
        Share share = Share.LOST;
        try {
            Reply reply = HttpCall.send(context.client().newCall(request), LARGEST_REPLY);
            share = Share.of(reply);
            return judge(reply, url, address);
        } finally {
            share.giveBack(context.limit());
            if (share != Share.SUCCEEDED) {
                bytes.lost();
            }
        }
    }

    /** The part where the store has it already, with the bytes that the file has. */
    PartSender.@Nullable Stored held(PartUrls.Address address) throws SourceFault, InterruptedException {
        var part = address.part();
        if (part == null || !part.received() || part.etag() == null) {
            return null;
        }
        if (part.sha256() != null && !part.sha256().equals(slice.source().sha256(slice))) {
            return null;
        }
        context.meter().skipped(slice.length());
        return new PartSender.Stored(part.etag(), part.sha256() == null ? "" : part.sha256(), false);
    }

    /** A server may name a few addresses at a time, and others when the store has parts of those. */
    private PartUrls.Address awaited(PartUrls.Address unnamed) throws InterruptedException {
        leave();
        PartUrls.Address address = unnamed;
        while (address.isMissing() && context.underWay().get() > 0) {
            context.timing().sleeper().sleep(BETWEEN_QUESTIONS);
            address = context.addresses().after(slice, address);
        }
        return address;
    }

    @Override
    public void close() {
        leave();
    }

    /** Others wait for this part no more. */
    private void leave() {
        if (addressed) {
            addressed = false;
            context.underWay().decrementAndGet();
        }
    }

    private Outcome<PartSender.Stored> withoutAddress(PartUrls.Address address) {
        boolean received = address.part() != null && address.part().received();
        return received
                ? Failed.of(
                        0,
                        "no address",
                        Again.NEVER,
                        ErrorCode.CHECKSUM_MISMATCH,
                        "the store holds other bytes for it, and the server names no address to replace them")
                : Failed.of(
                        0, "no address", Again.LATER, ErrorCode.PROTOCOL_ERROR, "the server named no address for it");
    }

    private HttpUrl url(String signed) {
        HttpUrl url = HttpUrl.parse(signed);
        if (url == null) {
            throw error(ErrorCode.PROTOCOL_ERROR, "the server named an address that is none");
        }
        if (!url.isHttps() && !Endpoints.isLoopback(url.host())) {
            throw error(ErrorCode.ENDPOINT_INSECURE, "the store at " + shown(url) + " is not https");
        }
        return url;
    }

    private Request request(PartUrls.Address address, HttpUrl url, String requestId, ProgressMeter.Attempt bytes)
            throws SourceFault, InterruptedException {
        String checksum = address.checksumHeader() == null ? null : base64(checksum());
        try {
            Request.Builder request = new Request.Builder()
                    .url(url)
                    .header("X-Request-ID", requestId)
                    .put(body(bytes));
            if (address.checksumHeader() != null && checksum != null) {
                request.header(address.checksumHeader(), checksum);
            }
            if (address.part() != null && address.part().headers() != null) {
                address.part().headers().forEach(request::header);
            }
            return request.build();
        } catch (IllegalArgumentException e) {
            // The cause is left out: its message may repeat a signed value.
            throw error(ErrorCode.PROTOCOL_ERROR, "the server named a header that cannot be sent");
        }
    }

    private RequestBody body(ProgressMeter.Attempt bytes) {
        return ThrottledBody.of(new SliceBody(slice, bytes::sent), context.throttler());
    }

    private String checksum() throws SourceFault, InterruptedException {
        if (sha256 == null) {
            sha256 = slice.source().sha256(slice);
            if (doubted != null && !doubted.equals(sha256)) {
                throw slice.source().otherBytes();
            }
        }
        return sha256;
    }

    private Outcome<PartSender.Stored> judge(Reply reply, HttpUrl url, PartUrls.Address address) {
        int status = reply.status();
        if (!PartReplies.isRefused(status)) {
            where.accept();
        }
        if (reply.isSuccessful()) {
            return stored(reply, url, address);
        }
        Failed<PartSender.Stored> refusal = context.target().refusal(reply, shown(url));
        if (refusal != null) {
            return refusal;
        }
        String found = shown(url) + " answered HTTP " + status;
        if (PartReplies.isRefused(status)) {
            return refused(reply, address, found);
        }
        if (status == 400) {
            return damaged(reply, found);
        }
        if (status == 413) {
            return Failed.of(status, "too large", Again.NEVER, ErrorCode.ARTIFACT_TOO_LARGE, found);
        }
        return failed(
                        reply,
                        reply.again(),
                        reply.isRedirect() ? found + ", a redirect, which no upload follows" : found)
                .after(reply.retryAfter(context.timing().clock().instant()));
    }

    private Outcome<PartSender.Stored> refused(Reply reply, PartUrls.Address address, String found) {
        where.refuse(address);
        if (!where.wasNew()) {
            return failed(reply, Again.AT_ONCE, found);
        }
        return failed(reply, where.isHopeless() ? Again.NEVER : Again.LATER, found + " although the address was new");
    }

    /** On the wire or on the disk, which another look at the file tells. */
    private Outcome<PartSender.Stored> damaged(Reply reply, String found) {
        Again again = damaged ? Again.NEVER : Again.AT_ONCE;
        damaged = true;
        doubted = sha256;
        sha256 = null;
        return failed(reply, again, found + ": it did not get the announced bytes");
    }

    /** Without an ETag the store may have the part all the same, and then the server knows what it is called. */
    private Outcome<PartSender.Stored> stored(Reply reply, HttpUrl url, PartUrls.Address address) {
        String etag = PartReplies.etag(reply);
        if (etag == null) {
            Again again = nameless ? Again.NEVER : Again.AT_ONCE;
            nameless = true;
            where.ask(address);
            return Failed.of(
                    reply.status(),
                    "no ETag",
                    again,
                    ErrorCode.PROTOCOL_ERROR,
                    shown(url) + " took it without naming an ETag that can be used");
        }
        String known = sha256 == null ? slice.knownSha256() : sha256;
        return new Outcome.Done<>(new PartSender.Stored(etag, known, true), reply.status(), "stored");
    }

    private Failed<PartSender.Stored> failed(Reply reply, Again again, String found) {
        return Failed.of(reply.status(), "HTTP " + reply.status(), again, ErrorCode.UPLOAD_FAILED, found);
    }

    private PublishException error(ErrorCode code, String found) {
        return PublishException.of(code, tried, found).build();
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    /** Host and path; the rest is a secret. */
    static String shown(HttpUrl url) {
        return ForeignText.oneLine(url.host() + url.encodedPath(), 300);
    }
}
