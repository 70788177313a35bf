package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.io.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A registered release, with the requests that concern it.
 *
 * @param json the publish, as the server described it when this was created
 */
record SamplePublish(CheckContext context, SampleRelease release, JsonNode json) {
    /** @throws ContractViolation if the uploads in the reply do not cover the release */
    static SamplePublish of(CheckContext context, SampleRelease release, ApiResponse reply) {
        return new SamplePublish(context, release, UploadLayout.require(reply, release));
    }

    String id() {
        return Members.text(json, "publishId");
    }

    String versionId() {
        return Members.text(json, "versionId");
    }

    /** The publish as the server describes it now. */
    SamplePublish now() {
        return new SamplePublish(context, release, context.get(id()).expect(200).json());
    }

    SamplePublish renewed() {
        return of(context, release, context.renew(id(), release).expect(200));
    }

    /** Sends the missing parts and completes the upload, both of which must succeed. */
    SamplePublish completed() {
        return new SamplePublish(
                context, release, complete(completion()).expect(200).json());
    }

    ApiResponse complete(Object body) {
        return context.complete(id(), body);
    }

    ApiResponse submit() {
        String path = "api/marketplace/plugins/" + versionId() + "/submit-review";
        return context.client().send("POST", path, Map.of("publishId", id()));
    }

    ApiResponse review() {
        return context.client().send("GET", "api/marketplace/plugins/" + versionId() + "/review", null);
    }

    ApiResponse change(String status) {
        return context.client()
                .send(
                        "PATCH",
                        "api/marketplace/plugins/" + versionId() + "/status",
                        Map.of("status", status, "reason", "conformance check"));
    }

    /** Sends the missing parts. Returns the body for completeUploads. */
    ObjectNode completion() {
        Map<String, List<String>> etags = new LinkedHashMap<>();
        for (JsonNode upload : json.path("uploads")) {
            String artifact = Members.text(upload, "artifact");
            for (JsonNode part : upload.path("parts")) {
                String etag = Members.flag(part, "received") ? Members.text(part, "etag") : store(upload, part);
                etags.computeIfAbsent(artifact, name -> new ArrayList<>()).add(etag);
            }
        }
        return release.completion(etags);
    }

    /** Sends a part with the headers that the server specified for it, and returns its ETag. */
    String store(JsonNode upload, JsonNode part) {
        byte[] body = bytes(upload, part);
        return etag(context.client().put(url(part), headers(upload, part, body), body));
    }

    JsonNode firstUpload() {
        return json.path("uploads").path(0);
    }

    JsonNode firstPart() {
        return firstUpload().path("parts").path(0);
    }

    byte[] firstBytes() {
        return bytes(firstUpload(), firstPart());
    }

    String storeFirst() {
        return etag(putFirst(firstBytes(), firstBytes()));
    }

    /** @param announced the content whose checksum is sent */
    ApiResponse putFirst(byte[] body, byte[] announced) {
        return putFirst(url(firstPart()), body, announced);
    }

    ApiResponse putFirst(String url, byte[] body, byte[] announced) {
        return context.client().put(url, headers(firstUpload(), firstPart(), announced), body);
    }

    SamplePublish requireStatus(String expected) {
        String status = Members.text(json, "status");
        ContractViolation.unless(status.equals(expected), "the publish is " + status + " instead of " + expected);
        return this;
    }

    /** Requires that the first part is marked as received, or that it is not. */
    SamplePublish requireReceived(boolean expected) {
        ContractViolation.unless(
                Members.flag(firstPart(), "received") == expected,
                expected
                        ? "a part that was stored is not marked as received"
                        : "a part that was refused is marked as received");
        return this;
    }

    static String url(JsonNode part) {
        String url = Members.textOrEmpty(part, "url");
        ContractViolation.unless(!url.isEmpty(), "part " + part.path("number") + " was not received and has no URL");
        return url;
    }

    private static Map<String, String> headers(JsonNode upload, JsonNode part, byte[] announced) {
        Map<String, String> headers = new LinkedHashMap<>();
        String checksum = Members.textOrEmpty(upload, "checksumHeader");
        if (!checksum.isEmpty()) {
            headers.put(checksum, Base64.getEncoder().encodeToString(Sha256.of(announced)));
        }
        JsonNode required = part.path("headers");
        required.fieldNames().forEachRemaining(name -> headers.put(name, Members.text(required, name)));
        return headers;
    }

    private static String etag(ApiResponse stored) {
        String etag = stored.expect(200).headers().get("ETag");
        ContractViolation.unless(etag != null && !etag.isBlank(), stored.request() + " stored a part without an ETag");
        return String.valueOf(etag);
    }

    private byte[] bytes(JsonNode upload, JsonNode part) {
        byte[] content = release.content(Members.text(upload, "artifact"));
        if (!UploadLayout.isMultipart(upload)) {
            return content;
        }
        long partSize = Members.number(upload, "partSize");
        long from = (Members.number(part, "number") - 1) * partSize;
        return Arrays.copyOfRange(content, (int) from, (int) Math.min(content.length, from + partSize));
    }
}
