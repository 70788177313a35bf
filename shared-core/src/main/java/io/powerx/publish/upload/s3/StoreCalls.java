package io.powerx.publish.upload.s3;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.Operation;
import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Outcome.Again;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.http.Reply;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The requests to the store other than those that carry parts. */
final class StoreCalls {
    /** User metadata with the SHA-256 of the whole object. */
    static final String DIGEST = "x-amz-meta-sha256";

    private static final int MAX_REPLY = 4 << 20;
    private static final int MAX_ID_LENGTH = 2000;
    private static final MediaType XML = MediaType.get("application/xml");

    /** The statuses of HEAD if there is no object or no permission to see it; replies to HEAD have no body with details. */
    private static final Set<Integer> UNSEEN = Set.of(301, 307, 400, 403, 404);

    private static final int STALLS_OF_AN_ASSEMBLY = 10;

    private final OkHttpClient client;
    private final Retrier retrier;
    private final StoreAccess access;
    private final StoreUrls urls;
    private final Clock clock;

    StoreCalls(OkHttpClient client, Retrier retrier, StoreAccess access, StoreUrls urls, Clock clock) {
        // S3 sends blanks while it assembles a large object.
        Duration assembly = Duration.ofMillis(client.readTimeoutMillis()).multipliedBy(STALLS_OF_AN_ASSEMBLY);
        this.client = client.newBuilder().callTimeout(assembly).build();
        this.retrier = retrier;
        this.access = access;
        this.urls = urls;
        this.clock = clock;
    }

    /**
     * An object as HEAD describes it.
     *
     * @param sha256 as recorded when the upload began; null if it was not
     */
    record Found(long size, @Nullable String sha256) {}

    /**
     * A part in the store.
     *
     * @param checksum SHA-256 in Base64; null if the store keeps none
     */
    record StoredPart(
            int number, long size, String etag, @Nullable String checksum) {}

    /** A part to assemble. */
    record FinishedPart(int number, String etag, @Nullable String checksum) {}

    /** The object; empty if there is none or its size is unknown. */
    Optional<Found> head(String key) {
        Request.Builder request = new Request.Builder().url(urls.object(key)).head();
        Reply reply = call("headObject", "look for " + key, request, "", UNSEEN);
        if (!reply.isSuccessful()) {
            return Optional.empty();
        }
        String length = reply.headers().get("Content-Length");
        boolean known = length != null && length.matches("\\d{1,18}");
        return known
                ? Optional.of(new Found(Long.parseLong(length), reply.headers().get(DIGEST)))
                : Optional.empty();
    }

    /** The id of the latest upload of an object that was neither completed nor aborted; empty if there is none. */
    Optional<String> latestUnfinishedUpload(String key) {
        HttpUrl url = StoreUrls.with(StoreUrls.with(urls.bucket(), "uploads", ""), "prefix", key);
        XmlReply list = document(call(
                "listMultipartUploads",
                "look for an interrupted upload of " + key,
                new Request.Builder().url(url),
                "",
                Set.of()));
        record Started(String id, String at) {}
        return list.all("Upload").stream()
                .filter(upload -> key.equals(upload.text("Key")))
                .filter(upload -> {
                    String algorithm = upload.text("ChecksumAlgorithm");
                    return algorithm == null || algorithm.isEmpty() || algorithm.equals("SHA256");
                })
                .map(upload -> new Started(id(upload), String.valueOf(upload.text("Initiated"))))
                .max(Comparator.comparing(Started::at).thenComparing(Started::id))
                .map(Started::id);
    }

    /** Begins an upload in parts. */
    String create(String key, String sha256, String mediaType) {
        Request.Builder request = new Request.Builder()
                .url(StoreUrls.with(urls.object(key), "uploads", ""))
                .header("Content-Type", mediaType)
                .header("x-amz-checksum-algorithm", "SHA256")
                .header(DIGEST, sha256)
                .post(RequestBody.create(new byte[0], null));
        return id(document(call("createMultipartUpload", "begin the upload of " + key, request, "", Set.of())));
    }

    /** The parts of an unfinished upload, in their order. */
    List<StoredPart> parts(String key, String uploadId) {
        List<StoredPart> parts = new ArrayList<>();
        String marker = "0";
        for (boolean more = true; more; ) {
            HttpUrl url = StoreUrls.with(
                    StoreUrls.with(urls.object(key), "uploadId", uploadId), "part-number-marker", marker);
            XmlReply list = document(
                    call("listParts", "list the parts of " + key, new Request.Builder().url(url), "", Set.of()));
            list.all("Part").forEach(part -> parts.add(stored(part)));
            String next = list.text("NextPartNumberMarker");
            more = "true".equals(list.text("IsTruncated")) && next != null && !next.equals(marker);
            marker = next == null ? marker : next;
        }
        return parts;
    }

    /** Assembles the parts. */
    void complete(String key, String uploadId, List<FinishedPart> parts) {
        StringBuilder body = new StringBuilder("<CompleteMultipartUpload>");
        for (FinishedPart part : parts) {
            body.append("<Part><PartNumber>").append(part.number()).append("</PartNumber><ETag>");
            body.append(part.etag().replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
            body.append("</ETag>");
            if (part.checksum() != null) {
                body.append("<ChecksumSHA256>").append(part.checksum()).append("</ChecksumSHA256>");
            }
            body.append("</Part>");
        }
        String xml = body.append("</CompleteMultipartUpload>").toString();
        Request.Builder request = new Request.Builder()
                .url(StoreUrls.with(urls.object(key), "uploadId", uploadId))
                .post(RequestBody.create(xml, XML));
        call("completeMultipartUpload", "assemble the parts of " + key, request, xml, Set.of());
    }

    private Reply call(String id, String tried, Request.Builder request, String body, Set<Integer> expected) {
        return retrier.call(
                new Operation(
                        id,
                        tried,
                        Operation.Repeat.ALWAYS,
                        request.build().method(),
                        request.build().url().toString()),
                requestId -> attempt(request.header("X-Request-ID", requestId).build(), Sha256.hex(body), expected));
    }

    private Outcome<Reply> attempt(Request request, String payload, Set<Integer> expected)
            throws IOException, InterruptedException {
        Reply reply = HttpCall.send(client.newCall(access.authorized(request, payload)), MAX_REPLY);
        // A store may report an error in a reply with status 200, if it occurs after the reply has started.
        boolean refusedLate = reply.isSuccessful()
                && XmlReply.parse(reply.body())
                        .filter(document -> document.name().equals("Error"))
                        .isPresent();
        String where = Endpoints.shown(request.url());
        if (expected.contains(403) && reply.status() == 403 && access.isClockSet(reply)) {
            return Failed.of(
                    403,
                    "HTTP 403, clock set",
                    Again.AT_ONCE,
                    ErrorCode.STORE_UNAUTHORIZED,
                    where + " answered HTTP 403");
        }
        if ((reply.isSuccessful() && !refusedLate) || expected.contains(reply.status())) {
            return new Outcome.Done<>(reply, reply.status(), "HTTP " + reply.status());
        }
        Failed<Reply> refusal = access.refusal(reply, where);
        if (refusal == null || refusedLate) {
            Again again = refusedLate ? Again.LATER : reply.again();
            String found = where + " answered HTTP " + reply.status();
            refusal = Failed.of(reply.status(), "HTTP " + reply.status(), again, ErrorCode.UPLOAD_FAILED, found);
        }
        return refusal.after(reply.retryAfter(clock.instant()));
    }

    private static XmlReply document(Reply reply) {
        return XmlReply.parse(reply.body())
                .orElseThrow(() ->
                        protocolError(reply.oversized() ? "a reply that is too long" : "a reply that is not XML"));
    }

    private static StoredPart stored(XmlReply part) {
        String number = part.text("PartNumber");
        String size = part.text("Size");
        String etag = ForeignText.token(part.text("ETag"), MAX_ID_LENGTH);
        boolean understood = number != null && number.matches("\\d{1,5}") && size != null && size.matches("\\d{1,15}");
        if (!understood || etag == null) {
            throw protocolError("a part without number, size or ETag");
        }
        return new StoredPart(Integer.parseInt(number), Long.parseLong(size), etag, part.text("ChecksumSHA256"));
    }

    private static String id(XmlReply document) {
        String id = ForeignText.token(document.text("UploadId"), MAX_ID_LENGTH);
        if (id == null) {
            throw protocolError("an upload without an id");
        }
        return id;
    }

    private static PublishException protocolError(String found) {
        return PublishException.of(ErrorCode.PROTOCOL_ERROR, "read the artifact store's reply", "it sent " + found);
    }
}
