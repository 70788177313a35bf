package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The operation completeUploads. */
final class CompletionChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    "complete-missing",
                    "Completing without all parts is refused with 409 parts_missing and the part numbers.",
                    CompletionChecks::missing),
            new Check(
                    "complete-repeatable",
                    "Completing returns 200 uploaded, also if it is repeated.",
                    CompletionChecks::repeatable),
            new Check(
                    "complete-at-once",
                    "Eight concurrent completions have the effect of one.",
                    CompletionChecks::atOnce),
            new Check(
                    "complete-digest",
                    "An artifact that does not match its announced sha256 is refused with 422 checksum_mismatch.",
                    CompletionChecks::digest));

    private CompletionChecks() {}

    private static void missing(CheckContext context) {
        SampleRelease release = context.release();
        JsonNode publish = context.registered(release);
        ApiResponse refused = context.complete(CheckContext.publishId(publish), release.completion(Map.of()))
                .refused(409, "parts_missing");
        JsonNode numbers = refused.json().path("missingParts");
        ContractViolation.unless(
                numbers.isArray() && !numbers.isEmpty(), "the refusal does not list the missing parts");
        RegistrationChecks.status(
                context.get(CheckContext.publishId(publish)).expect(200).json(), "awaiting_upload");
    }

    private static void repeatable(CheckContext context) {
        SampleRelease release = context.release();
        JsonNode publish = context.registered(release);
        ObjectNode completion = context.upload(publish, release);
        for (int time = 1; time <= 2; time++) {
            JsonNode completed = context.complete(CheckContext.publishId(publish), completion)
                    .expect(200)
                    .json();
            RegistrationChecks.status(completed, "uploaded");
        }
    }

    private static void atOnce(CheckContext context) {
        SampleRelease release = context.release();
        JsonNode publish = context.registered(release);
        ObjectNode completion = context.upload(publish, release);
        RegistrationChecks.together(() -> context.complete(CheckContext.publishId(publish), completion))
                .forEach(answer -> RegistrationChecks.status(answer.expect(200).json(), "uploaded"));
    }

    private static void digest(CheckContext context) {
        SampleRelease release = context.release().withFalseDigest("false.txt", new byte[] {1, 2, 3});
        JsonNode publish = context.registered(release);
        context.complete(CheckContext.publishId(publish), context.upload(publish, release))
                .refused(422, "checksum_mismatch");
        RegistrationChecks.status(
                context.get(CheckContext.publishId(publish)).expect(200).json(), "awaiting_upload");
    }
}
