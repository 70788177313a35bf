package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The members that the contract requires of its documents. */
final class ResponseShape {
    private ResponseShape() {}

    /** A Publish of that release: an upload for every artifact, cut into parts that follow each other. */
    static JsonNode publish(ApiResponse answer, SampleRelease release) {
        publish(answer);
        Set<String> named = new HashSet<>();
        for (JsonNode upload : answer.json().path("uploads")) {
            String artifact = upload.path("artifact").asText();
            ContractViolation.unless(named.add(artifact), "the artifact " + artifact + " has two uploads");
            upload(upload, release.content(artifact).length);
        }
        for (String artifact : release.names()) {
            ContractViolation.unless(named.contains(artifact), "the artifact " + artifact + " has no upload");
        }
        return answer.json();
    }

    static JsonNode publish(ApiResponse answer) {
        answer.text("publishId");
        answer.text("versionId");
        answer.text("status");
        ContractViolation.unless(
                answer.json().path("uploads").isArray(), answer.request() + " answered without uploads");
        return answer.json();
    }

    private static void upload(JsonNode upload, int size) {
        String artifact = upload.path("artifact").asText();
        String mode = upload.path("mode").asText();
        int parts = upload.path("parts").size();
        ContractViolation.unless(
                Set.of("single", "multipart").contains(mode),
                "the upload of " + artifact + " is neither single nor multipart");
        long partSize = upload.path("partSize").asLong();
        if (mode.equals("multipart")) {
            ContractViolation.unless(partSize > 0, "the multipart upload of " + artifact + " has no partSize");
            long needed = Math.max(1, (size + partSize - 1) / partSize);
            ContractViolation.unless(
                    parts == needed,
                    artifact + " has " + size + " bytes, which are " + needed + " parts of " + partSize + ", not "
                            + parts);
        } else {
            ContractViolation.unless(parts == 1, "the single upload of " + artifact + " has " + parts + " parts");
        }
        for (int at = 0; at < parts; at++) {
            JsonNode part = upload.path("parts").get(at);
            ContractViolation.unless(
                    part.path("number").asInt() == at + 1, "the parts of " + artifact + " are not numbered from 1 on");
            ContractViolation.unless(
                    part.path("received").isBoolean(),
                    "part " + (at + 1) + " of " + artifact + " does not say whether it was received");
        }
    }

    static JsonNode review(ApiResponse answer) {
        answer.text("reviewQueueId");
        answer.text("versionId");
        answer.text("status");
        time(answer.text("nextCheckAt"), answer.request() + " answered with a nextCheckAt that is no time");
        return answer.json();
    }

    static JsonNode version(ApiResponse answer) {
        version(answer.json(), answer.request());
        return answer.json();
    }

    static void version(JsonNode version, String request) {
        for (String member : List.of("versionId", "version", "channel", "status")) {
            ContractViolation.unless(
                    version.path(member).isTextual(), request + " answered with a version without " + member);
        }
    }

    static OffsetDateTime time(String text, String fault) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new ContractViolation(fault);
        }
    }
}
