package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Checks how a Marketplace divides artifacts into parts, beyond what a schema can express. */
final class UploadLayout {
    private UploadLayout() {}

    /**
     * Checks that every artifact of the release has one upload, and that its parts cover it.
     *
     * @return the publish in the reply
     */
    static JsonNode require(ApiResponse reply, SampleRelease release) {
        Set<String> found = new HashSet<>();
        for (JsonNode upload : reply.json().path("uploads")) {
            String artifact = Members.text(upload, "artifact");
            ContractViolation.unless(found.add(artifact), "the artifact " + artifact + " has two uploads");
            requireParts(upload, artifact, release.content(artifact).length);
        }
        for (String artifact : release.names()) {
            ContractViolation.unless(found.contains(artifact), "the artifact " + artifact + " has no upload");
        }
        return reply.json();
    }

    private static void requireParts(JsonNode upload, String artifact, int size) {
        int parts = upload.path("parts").size();
        long needed = 1;
        if (isMultipart(upload)) {
            long partSize = Members.number(upload, "partSize");
            ContractViolation.unless(partSize > 0, "the part size of " + artifact + " is " + partSize);
            needed = Math.max(1, (size + partSize - 1) / partSize);
        }
        ContractViolation.unless(
                parts == needed,
                artifact + " has " + size + " bytes and needs " + needed + " parts, but its upload has " + parts);
        for (int at = 0; at < parts; at++) {
            ContractViolation.unless(
                    Members.number(upload.path("parts").get(at), "number") == at + 1,
                    "the parts of " + artifact + " are not numbered from 1");
        }
    }

    static boolean isMultipart(JsonNode upload) {
        return Members.text(upload, "mode").equals("multipart");
    }
}
