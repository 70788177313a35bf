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
                    "Completing returns 200 uploaded, even if it is repeated.",
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
        SamplePublish publish = context.registered();
        ApiResponse refused =
                publish.complete(publish.release().completion(Map.of())).refused(409, "parts_missing");
        JsonNode numbers = refused.json().path("missingParts");
        ContractViolation.unless(
                numbers.isArray() && !numbers.isEmpty(), "the refusal does not list the missing parts");
        publish.now().requireStatus("awaiting_upload");
    }

    private static void repeatable(CheckContext context) {
        SamplePublish publish = context.registered();
        ObjectNode completion = publish.completion();
        for (int time = 1; time <= 2; time++) {
            requireUploaded(publish, publish.complete(completion));
        }
    }

    private static void atOnce(CheckContext context) {
        SamplePublish publish = context.registered();
        ObjectNode completion = publish.completion();
        RegistrationChecks.together(() -> publish.complete(completion))
                .forEach(reply -> requireUploaded(publish, reply));
    }

    private static void requireUploaded(SamplePublish publish, ApiResponse reply) {
        JsonNode completed = reply.expect(200).json();
        new SamplePublish(publish.context(), publish.release(), completed).requireStatus("uploaded");
    }

    private static void digest(CheckContext context) {
        SamplePublish publish =
                context.registered(context.release().withFalseDigest("false.txt", new byte[] {1, 2, 3}));
        publish.complete(publish.completion()).refused(422, "checksum_mismatch");
        publish.now().requireStatus("awaiting_upload");
    }
}
