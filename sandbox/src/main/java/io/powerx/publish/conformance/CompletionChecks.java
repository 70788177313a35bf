package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** completeUploads. */
final class CompletionChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    "complete-missing",
                    "Completing without the parts is 409 parts_missing with their numbers.",
                    CompletionChecks::missing),
            new Check(
                    "complete-repeatable",
                    "Completing is 200 uploaded, and the same again.",
                    CompletionChecks::repeatable),
            new Check("complete-at-once", "Completing eight times at once is one upload.", CompletionChecks::atOnce),
            new Check(
                    "complete-digest",
                    "An artifact that does not have its announced sha256 is 422 checksum_mismatch.",
                    CompletionChecks::digest));

    private CompletionChecks() {}

    private static void missing(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.registered(release);
        ApiResponse refused = bench.complete(CheckContext.publishId(publish), release.completion(Map.of()))
                .refused(409, "parts_missing");
        JsonNode numbers = refused.json().path("missingParts");
        ContractViolation.unless(
                numbers.isArray() && !numbers.isEmpty(), "the refusal does not list the missing parts");
        RegistrationChecks.status(
                bench.get(CheckContext.publishId(publish)).expect(200).json(), "awaiting_upload");
    }

    private static void repeatable(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.registered(release);
        ObjectNode completion = bench.upload(publish, release);
        for (int time = 1; time <= 2; time++) {
            JsonNode completed = bench.complete(CheckContext.publishId(publish), completion)
                    .expect(200)
                    .json();
            RegistrationChecks.status(completed, "uploaded");
        }
    }

    private static void atOnce(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.registered(release);
        ObjectNode completion = bench.upload(publish, release);
        RegistrationChecks.together(() -> bench.complete(CheckContext.publishId(publish), completion))
                .forEach(answer -> RegistrationChecks.status(answer.expect(200).json(), "uploaded"));
    }

    private static void digest(CheckContext bench) {
        SampleRelease release = bench.release().withFalseDigest("false.txt", new byte[] {1, 2, 3});
        JsonNode publish = bench.registered(release);
        bench.complete(CheckContext.publishId(publish), bench.upload(publish, release))
                .refused(422, "checksum_mismatch");
        RegistrationChecks.status(
                bench.get(CheckContext.publishId(publish)).expect(200).json(), "awaiting_upload");
    }
}
