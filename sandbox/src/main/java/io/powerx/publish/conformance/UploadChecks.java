package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
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

    private static void stored(CheckContext context) {
        SamplePublish publish = context.registered();
        String etag = publish.storeFirst();
        String stated = Members.text(publish.now().requireReceived(true).firstPart(), "etag");
        ContractViolation.unless(
                stated.equals(etag), "the publish has the ETag " + stated + " for a part that was stored as " + etag);
    }

    private static void repeatable(CheckContext context) {
        SamplePublish publish = context.registered();
        publish.storeFirst();
        publish.storeFirst();
        publish.now().requireReceived(true);
    }

    private static void length(CheckContext context) {
        SamplePublish publish = context.registered();
        byte[] whole = publish.firstBytes();
        byte[] shorter = Arrays.copyOf(whole, whole.length - 1);
        publish.putFirst(shorter, shorter).expect(400);
        publish.now().requireReceived(false);
    }

    private static void checksum(CheckContext context) {
        SamplePublish publish = context.registered();
        CheckSkipped.unless(
                publish.firstUpload().path("checksumHeader").isTextual(), "the server does not use checksum headers");
        byte[] whole = publish.firstBytes();
        byte[] damaged = whole.clone();
        damaged[0] ^= 1;
        publish.putFirst(damaged, whole).expect(400);
        publish.now().requireReceived(false);
    }

    private static void altered(CheckContext context) {
        SamplePublish publish = context.registered();
        String url = SamplePublish.url(publish.firstPart());
        // Altered in the middle of the query, because the last character of a Base64 text may have unused bits.
        int at = url.lastIndexOf('=') + 2;
        CheckSkipped.unless(url.contains("?") && at < url.length(), "its URLs have no signature in their query");
        String other = url.substring(0, at) + (url.charAt(at) == 'a' ? 'b' : 'a') + url.substring(at + 1);
        publish.putFirst(other, publish.firstBytes(), publish.firstBytes()).expect(403);
        publish.now().requireReceived(false);
    }

    private static void expiry(CheckContext context) {
        SampleRelease release = context.release();
        ApiResponse reply = context.register(release).expect(201);
        SamplePublish publish = SamplePublish.of(context, release, reply);
        CheckSkipped.unless(publish.firstUpload().has("expiresAt"), "the server does not report when a URL expires");
        OffsetDateTime end = Members.time(publish.firstUpload(), "expiresAt");
        // By the server's own clock, since this machine's may be wrong.
        Date date = reply.headers().getDate("Date");
        Instant serverNow = date == null ? context.target().timing().clock().instant() : date.toInstant();
        Duration left = Duration.between(serverNow, end.toInstant());
        ContractViolation.unless(!left.isNegative(), "a new URL has already expired by the clock of the server");
        CheckSkipped.unless(
                left.compareTo(context.target().longestExpiry()) <= 0,
                "its URLs are valid for " + left.toSeconds() + " s, which is longer than the checks wait");
        context.client().pause(left.plusSeconds(2));
        publish.putFirst(publish.firstBytes(), publish.firstBytes()).expect(403);
        publish.renewed().storeFirst();
    }

    private static void multiple(CheckContext context) {
        byte[] large = new byte[context.target().largeBytes()];
        new Random(1).nextBytes(large);
        SampleRelease release = context.release().with("large.bin", "report", large);
        ApiResponse reply = context.register(release);
        CheckSkipped.unless(
                reply.status() != 413, "the server does not accept an artifact of " + large.length + " bytes");
        SamplePublish publish = SamplePublish.of(context, release, reply.expect(201));
        JsonNode upload = MissingNode.getInstance();
        for (JsonNode each : publish.json().path("uploads")) {
            if (Members.text(each, "artifact").equals("large.bin")) {
                upload = each;
            }
        }
        int parts = upload.path("parts").size();
        CheckSkipped.unless(parts > 1, "the server accepts " + large.length + " bytes in one part");
        for (int at = parts - 1; at >= 0; at--) {
            publish.store(upload, upload.path("parts").get(at));
        }
        publish.now().completed();
    }

    private static void renewal(CheckContext context) {
        SamplePublish publish = context.registered();
        publish.storeFirst();
        publish.renewed().requireReceived(true).completed().requireStatus("uploaded");
    }

    private static void changed(CheckContext context) {
        SampleRelease release = context.release().with("report.txt", "report", new byte[] {1, 2, 3});
        SamplePublish publish = context.registered(release);
        publish.completion();
        String changed = release.names().get(0);
        ObjectNode announced = (ObjectNode) release.artifacts().get(0);
        byte[] others = (changed + " in other bytes").getBytes(StandardCharsets.UTF_8);
        announced.put("size", others.length).put("sha256", Sha256.hex(others));
        JsonNode renewed = context.renew(publish.id(), release).expect(200).json();
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
        SamplePublish publish = context.uploaded();
        context.renew(publish.id(), publish.release()).refused(409, "not_awaiting_upload");
    }
}
