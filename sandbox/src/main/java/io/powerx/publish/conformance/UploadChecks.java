package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.io.Sha256;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Checks signed URLs, the upload of parts, and renewals. */
final class UploadChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    "part-stored",
                    "A part is stored at its URL without a token, gets an ETag, and is marked as received.",
                    UploadChecks::stored),
            new Check("part-repeatable", "A part can be sent again.", UploadChecks::repeatable),
            new Check(
                    "part-length",
                    "A part of another length is refused with 400 and not marked as received.",
                    UploadChecks::length),
            new Check(
                    "part-checksum",
                    "A part that does not match its checksum header is refused with 400 and not marked as received.",
                    UploadChecks::checksum),
            new Check("part-altered", "An altered URL is refused with 403.", UploadChecks::altered),
            new Check(
                    "part-expiry",
                    "An expired URL is refused with 403, and a renewed one works.",
                    UploadChecks::expiry),
            new Check("parts-multiple", "A large artifact is uploaded in parts, in any order.", UploadChecks::multiple),
            new Check("renew-missing", "A renewal returns URLs for the missing parts.", UploadChecks::renewal),
            new Check(
                    "renew-changed",
                    "A renewal with another sha256 deletes only the parts of that artifact.",
                    UploadChecks::changed),
            new Check(
                    "renew-uploaded",
                    "A renewal after the upload is refused with 409 not_awaiting_upload.",
                    UploadChecks::uploaded));

    private UploadChecks() {}

    private static JsonNode firstUpload(JsonNode publish) {
        return publish.path("uploads").path(0);
    }

    private static JsonNode firstPart(JsonNode publish) {
        return firstUpload(publish).path("parts").path(0);
    }

    private static JsonNode now(CheckContext context, JsonNode publish) {
        return context.get(CheckContext.publishId(publish)).expect(200).json();
    }

    private static void received(JsonNode publish, boolean expected) {
        boolean received = Members.flag(firstPart(publish), "received");
        ContractViolation.unless(
                received == expected,
                expected
                        ? "a part that was stored is not marked as received"
                        : "a part that was refused is marked as received");
    }

    private static ApiResponse putFirst(CheckContext context, JsonNode publish, SampleRelease release) {
        JsonNode upload = firstUpload(publish);
        JsonNode part = firstPart(publish);
        return context.put(upload, part, CheckContext.bytes(upload, part, release));
    }

    private static void stored(CheckContext context) {
        SampleRelease release = context.release();
        JsonNode publish = context.registered(release);
        String etag = CheckContext.etag(putFirst(context, publish, release));
        JsonNode now = now(context, publish);
        received(now, true);
        String stated = Members.text(firstPart(now), "etag");
        ContractViolation.unless(
                stated.equals(etag), "the publish has the ETag " + stated + " for a part that was stored as " + etag);
    }

    private static void repeatable(CheckContext context) {
        SampleRelease release = context.release();
        JsonNode publish = context.registered(release);
        CheckContext.etag(putFirst(context, publish, release));
        CheckContext.etag(putFirst(context, publish, release));
        received(now(context, publish), true);
    }

    private static void length(CheckContext context) {
        SampleRelease release = context.release();
        JsonNode publish = context.registered(release);
        byte[] whole = CheckContext.bytes(firstUpload(publish), firstPart(publish), release);
        byte[] shorter = java.util.Arrays.copyOf(whole, whole.length - 1);
        context.put(firstUpload(publish), firstPart(publish), shorter).expect(400);
        received(now(context, publish), false);
    }

    private static void checksum(CheckContext context) {
        SampleRelease release = context.release();
        JsonNode publish = context.registered(release);
        CheckSkipped.unless(
                firstUpload(publish).path("checksumHeader").isTextual(), "the server does not use checksum headers");
        byte[] whole = CheckContext.bytes(firstUpload(publish), firstPart(publish), release);
        byte[] damaged = whole.clone();
        damaged[0] ^= 1;
        context.put(firstUpload(publish), firstPart(publish), damaged, whole).expect(400);
        received(now(context, publish), false);
    }

    private static void altered(CheckContext context) {
        SampleRelease release = context.release();
        JsonNode publish = context.registered(release);
        JsonNode upload = firstUpload(publish);
        String url = CheckContext.url(firstPart(publish));
        // Altered in the middle of the query, because the last character of a Base64 text may have unused bits.
        int at = url.lastIndexOf('=') + 2;
        CheckSkipped.unless(url.contains("?") && at < url.length(), "its URLs have no signature in their query");
        char other = url.charAt(at) == 'a' ? 'b' : 'a';
        byte[] body = CheckContext.bytes(upload, firstPart(publish), release);
        Map<String, String> headers = CheckContext.headers(upload, firstPart(publish), body);
        context.client()
                .put(url.substring(0, at) + other + url.substring(at + 1), headers, body)
                .expect(403);
        received(now(context, publish), false);
    }

    private static void expiry(CheckContext context) {
        SampleRelease release = context.release();
        ApiResponse answer = context.register(release).expect(201);
        JsonNode publish = UploadLayout.require(answer, release);
        CheckSkipped.unless(firstUpload(publish).has("expiresAt"), "the server does not report when a URL expires");
        OffsetDateTime end = Members.time(firstUpload(publish), "expiresAt");
        // By the server's own clock, since this machine's may be wrong.
        java.util.Date date = answer.headers().getDate("Date");
        java.time.Instant serverNow =
                date == null ? context.target().timing().clock().instant() : date.toInstant();
        Duration left = Duration.between(serverNow, end.toInstant());
        ContractViolation.unless(!left.isNegative(), "a new URL has already expired by the clock of the server");
        CheckSkipped.unless(
                left.compareTo(context.target().longestExpiry()) <= 0,
                "its URLs are valid for " + left.toSeconds() + " s, which is longer than the checks wait");
        context.client().pause(left.plusSeconds(2));
        putFirst(context, publish, release).expect(403);
        JsonNode renewed = UploadLayout.require(
                context.renew(CheckContext.publishId(publish), release).expect(200), release);
        CheckContext.etag(putFirst(context, renewed, release));
    }

    private static void multiple(CheckContext context) {
        byte[] large = new byte[context.target().largeBytes()];
        new Random(1).nextBytes(large);
        SampleRelease release = context.release().with("large.bin", "report", large);
        ApiResponse answer = context.register(release);
        CheckSkipped.unless(
                answer.status() != 413, "the server does not accept an artifact of " + large.length + " bytes");
        JsonNode publish = UploadLayout.require(answer.expect(201), release);
        JsonNode upload = MissingNode.getInstance();
        for (JsonNode each : publish.path("uploads")) {
            if (Members.text(each, "artifact").equals("large.bin")) {
                upload = each;
            }
        }
        CheckSkipped.unless(
                upload.path("parts").size() > 1, "the server accepts " + large.length + " bytes in one part");
        int parts = upload.path("parts").size();
        for (int at = parts - 1; at >= 0; at--) {
            JsonNode part = upload.path("parts").get(at);
            CheckContext.etag(context.put(upload, part, CheckContext.bytes(upload, part, release)));
        }
        JsonNode now = now(context, publish);
        context.complete(CheckContext.publishId(publish), context.upload(now, release))
                .expect(200)
                .json();
    }

    private static void renewal(CheckContext context) {
        SampleRelease release = context.release();
        JsonNode publish = context.registered(release);
        CheckContext.etag(putFirst(context, publish, release));
        JsonNode renewed = UploadLayout.require(
                context.renew(CheckContext.publishId(publish), release).expect(200), release);
        received(renewed, true);
        JsonNode completed = context.complete(CheckContext.publishId(publish), context.upload(renewed, release))
                .expect(200)
                .json();
        RegistrationChecks.status(completed, "uploaded");
    }

    private static void changed(CheckContext context) {
        SampleRelease release = context.release().with("report.txt", "report", new byte[] {1, 2, 3});
        JsonNode publish = context.registered(release);
        context.upload(publish, release);
        String changed = release.names().get(0);
        ObjectNode announced = (ObjectNode) release.artifacts().get(0);
        byte[] others = (changed + " in other bytes").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        announced.put("size", others.length).put("sha256", Sha256.hex(others));
        JsonNode renewed = context.renew(CheckContext.publishId(publish), release)
                .expect(200)
                .json();
        for (JsonNode upload : renewed.path("uploads")) {
            String artifact = Members.text(upload, "artifact");
            boolean received = Members.flag(upload.path("parts").path(0), "received");
            ContractViolation.unless(
                    received != artifact.equals(changed),
                    artifact.equals(changed)
                            ? "the parts of an artifact with another sha256 are still marked as received"
                            : "the parts of the unchanged " + artifact + " were deleted");
        }
    }

    private static void uploaded(CheckContext context) {
        SampleRelease release = context.release();
        JsonNode publish = context.uploaded(release);
        context.renew(CheckContext.publishId(publish), release).refused(409, "not_awaiting_upload");
    }
}
