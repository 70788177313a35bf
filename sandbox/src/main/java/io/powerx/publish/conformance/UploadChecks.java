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

/** Signed addresses, parts and their renewal. */
final class UploadChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    "part-stored",
                    "A part is stored at its address without a token, with an ETag, and counts as received.",
                    UploadChecks::stored),
            new Check("part-repeatable", "A part may be sent again.", UploadChecks::repeatable),
            new Check("part-length", "A part of another length is 400 and not received.", UploadChecks::length),
            new Check(
                    "part-checksum",
                    "A part that does not have the announced checksum is 400 and not received.",
                    UploadChecks::checksum),
            new Check("part-altered", "An altered address is 403.", UploadChecks::altered),
            new Check("part-expiry", "An expired address is 403, and a renewed one works.", UploadChecks::expiry),
            new Check("parts-multiple", "A large artifact goes up in parts, in any order.", UploadChecks::multiple),
            new Check(
                    "renew-missing",
                    "A renewal names addresses for the parts that are missing.",
                    UploadChecks::renewal),
            new Check(
                    "renew-changed",
                    "A renewal with another sha256 drops the parts of that artifact alone.",
                    UploadChecks::changed),
            new Check(
                    "renew-uploaded",
                    "A renewal of what is uploaded is 409 not_awaiting_upload.",
                    UploadChecks::uploaded));

    private UploadChecks() {}

    private static JsonNode firstUpload(JsonNode publish) {
        return publish.path("uploads").path(0);
    }

    private static JsonNode firstPart(JsonNode publish) {
        return firstUpload(publish).path("parts").path(0);
    }

    private static JsonNode now(CheckContext bench, JsonNode publish) {
        return bench.get(CheckContext.publishId(publish)).expect(200).json();
    }

    private static void received(JsonNode publish, boolean expected) {
        boolean received = Members.flag(firstPart(publish), "received");
        ContractViolation.unless(
                received == expected,
                expected
                        ? "a part that was stored does not count as received"
                        : "a part that was refused counts as received");
    }

    private static ApiResponse putFirst(CheckContext bench, JsonNode publish, SampleRelease release) {
        JsonNode upload = firstUpload(publish);
        JsonNode part = firstPart(publish);
        return bench.put(upload, part, CheckContext.bytes(upload, part, release));
    }

    private static void stored(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.registered(release);
        String etag = CheckContext.etag(putFirst(bench, publish, release));
        JsonNode now = now(bench, publish);
        received(now, true);
        String stated = Members.text(firstPart(now), "etag");
        ContractViolation.unless(
                stated.equals(etag), "the publish has the ETag " + stated + " for a part that was stored as " + etag);
    }

    private static void repeatable(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.registered(release);
        CheckContext.etag(putFirst(bench, publish, release));
        CheckContext.etag(putFirst(bench, publish, release));
        received(now(bench, publish), true);
    }

    private static void length(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.registered(release);
        byte[] whole = CheckContext.bytes(firstUpload(publish), firstPart(publish), release);
        byte[] shorter = java.util.Arrays.copyOf(whole, whole.length - 1);
        bench.put(firstUpload(publish), firstPart(publish), shorter).expect(400);
        received(now(bench, publish), false);
    }

    private static void checksum(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.registered(release);
        CheckSkipped.unless(firstUpload(publish).path("checksumHeader").isTextual(), "the server takes no checksums");
        byte[] whole = CheckContext.bytes(firstUpload(publish), firstPart(publish), release);
        byte[] damaged = whole.clone();
        damaged[0] ^= 1;
        bench.put(firstUpload(publish), firstPart(publish), damaged, whole).expect(400);
        received(now(bench, publish), false);
    }

    private static void altered(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.registered(release);
        JsonNode upload = firstUpload(publish);
        String url = CheckContext.url(firstPart(publish));
        // In the middle of the query: the last characters of a Base64 text may carry bits that do not count.
        int at = url.lastIndexOf('=') + 2;
        CheckSkipped.unless(url.contains("?") && at < url.length(), "its addresses have no signature in their query");
        char other = url.charAt(at) == 'a' ? 'b' : 'a';
        byte[] body = CheckContext.bytes(upload, firstPart(publish), release);
        Map<String, String> headers = CheckContext.headers(upload, firstPart(publish), body);
        bench.wire()
                .put(url.substring(0, at) + other + url.substring(at + 1), headers, body)
                .expect(403);
        received(now(bench, publish), false);
    }

    private static void expiry(CheckContext bench) {
        SampleRelease release = bench.release();
        ApiResponse answer = bench.register(release).expect(201);
        JsonNode publish = UploadLayout.require(answer, release);
        CheckSkipped.unless(firstUpload(publish).has("expiresAt"), "the server does not say when a URL expires");
        OffsetDateTime end = Members.time(firstUpload(publish), "expiresAt");
        // By the server's own clock, since this machine's may be wrong.
        java.util.Date date = answer.headers().getDate("Date");
        java.time.Instant serverNow =
                date == null ? bench.target().timing().clock().instant() : date.toInstant();
        Duration left = Duration.between(serverNow, end.toInstant());
        ContractViolation.unless(!left.isNegative(), "a new address has expired already, by the server's own clock");
        CheckSkipped.unless(
                left.compareTo(bench.target().longestExpiry()) <= 0,
                "its addresses hold for " + left.toSeconds() + " s, which is longer than the kit waits");
        bench.wire().pause(left.plusSeconds(2));
        putFirst(bench, publish, release).expect(403);
        JsonNode renewed = UploadLayout.require(
                bench.renew(CheckContext.publishId(publish), release).expect(200), release);
        CheckContext.etag(putFirst(bench, renewed, release));
    }

    private static void multiple(CheckContext bench) {
        byte[] large = new byte[bench.target().largeBytes()];
        new Random(1).nextBytes(large);
        SampleRelease release = bench.release().with("large.bin", "report", large);
        ApiResponse answer = bench.register(release);
        CheckSkipped.unless(answer.status() != 413, "the server takes no artifact of " + large.length + " bytes");
        JsonNode publish = UploadLayout.require(answer.expect(201), release);
        JsonNode upload = MissingNode.getInstance();
        for (JsonNode each : publish.path("uploads")) {
            if (Members.text(each, "artifact").equals("large.bin")) {
                upload = each;
            }
        }
        CheckSkipped.unless(
                upload.path("parts").size() > 1, "the server takes " + large.length + " bytes in one piece");
        int parts = upload.path("parts").size();
        for (int at = parts - 1; at >= 0; at--) {
            JsonNode part = upload.path("parts").get(at);
            CheckContext.etag(bench.put(upload, part, CheckContext.bytes(upload, part, release)));
        }
        JsonNode now = now(bench, publish);
        bench.complete(CheckContext.publishId(publish), bench.upload(now, release))
                .expect(200)
                .json();
    }

    private static void renewal(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.registered(release);
        CheckContext.etag(putFirst(bench, publish, release));
        JsonNode renewed = UploadLayout.require(
                bench.renew(CheckContext.publishId(publish), release).expect(200), release);
        received(renewed, true);
        JsonNode completed = bench.complete(CheckContext.publishId(publish), bench.upload(renewed, release))
                .expect(200)
                .json();
        RegistrationChecks.status(completed, "uploaded");
    }

    private static void changed(CheckContext bench) {
        SampleRelease release = bench.release().with("report.txt", "report", new byte[] {1, 2, 3});
        JsonNode publish = bench.registered(release);
        bench.upload(publish, release);
        String changed = release.names().get(0);
        ObjectNode announced = (ObjectNode) release.artifacts().get(0);
        byte[] others = (changed + " in other bytes").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        announced.put("size", others.length).put("sha256", Sha256.hex(others));
        JsonNode renewed = bench.renew(CheckContext.publishId(publish), release)
                .expect(200)
                .json();
        for (JsonNode upload : renewed.path("uploads")) {
            String artifact = Members.text(upload, "artifact");
            boolean received = Members.flag(upload.path("parts").path(0), "received");
            ContractViolation.unless(
                    received != artifact.equals(changed),
                    artifact.equals(changed)
                            ? "the parts of an artifact with another sha256 still count as received"
                            : "the parts of " + artifact + ", which is the same, were dropped");
        }
    }

    private static void uploaded(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.uploaded(release);
        bench.renew(CheckContext.publishId(publish), release).refused(409, "not_awaiting_upload");
    }
}
