package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Checks registerPublish: it is idempotent by its key, and a version has one content. */
final class RegistrationChecks {
    private static final int AT_ONCE = 8;

    static final List<Check> ALL = List.of(
            new Check(
                    "register-creates",
                    "A registration returns 201 and a URL for every part of every artifact.",
                    RegistrationChecks::creates),
            new Check(
                    "register-validates",
                    "A registration without a version is refused with 400 validation_failed.",
                    RegistrationChecks::validates),
            new Check(
                    "register-replays",
                    "Repeating a registration returns 200 with Idempotency-Replayed and the same ids, whatever else differs.",
                    RegistrationChecks::replays),
            new Check(
                    "register-at-once",
                    "Eight concurrent registrations of the same request create one publish.",
                    RegistrationChecks::atOnce),
            new Check(
                    "register-key-reused",
                    "Reusing a key for other artifacts is refused with 422 idempotency_key_reused and the publishId.",
                    RegistrationChecks::keyReused),
            new Check(
                    "register-in-progress",
                    "Different content of a version that is being uploaded is refused with 409 publish_in_progress and the publishId.",
                    RegistrationChecks::inProgress),
            new Check(
                    "register-conflict",
                    "Different content of a published version is refused with 409 version_conflict and the publishId.",
                    RegistrationChecks::conflict),
            new Check(
                    "register-after-submit",
                    "Repeating a registration after the submission returns 200 with the current state.",
                    RegistrationChecks::afterSubmit));

    private RegistrationChecks() {}

    private static void creates(CheckContext context) {
        SamplePublish publish = context.registered().requireStatus("awaiting_upload");
        publish.json().path("uploads").forEach(upload -> upload.path("parts").forEach(part -> {
            ContractViolation.unless(
                    !Members.flag(part, "received"), "a part is marked as received before it was sent");
            SamplePublish.url(part);
        }));
        requireSame(publish, context.get(publish.id()).expect(200));
    }

    private static void validates(CheckContext context) {
        SampleRelease release = context.release();
        ((ObjectNode) release.request().path("metadata")).remove("version");
        context.register(release).refused(400, "validation_failed");
    }

    private static void replays(CheckContext context) {
        SampleRelease release = context.release();
        SamplePublish first = context.registered(release);
        ((ObjectNode) release.request().path("metadata"))
                .putObject("build")
                .put("buildUrl", "https://ci.example/another-run");
        ApiResponse again = context.register(release).expect(200);
        ContractViolation.unless(
                "true".equals(again.headers().get("Idempotency-Replayed")),
                "the replay has no header Idempotency-Replayed: true");
        requireSame(first, again);
    }

    private static void atOnce(CheckContext context) {
        SampleRelease release = context.release();
        List<ApiResponse> replies = together(() -> context.register(release));
        long publishes = replies.stream()
                .map(reply -> SamplePublish.of(context, release, reply.expect(201, 200)))
                .map(SamplePublish::id)
                .distinct()
                .count();
        ContractViolation.unless(publishes == 1, "the same request created " + publishes + " publishes");
    }

    /** Sends the same request several times concurrently. */
    static List<ApiResponse> together(Supplier<ApiResponse> request) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<ApiResponse>> replies = Stream.generate(
                            () -> CompletableFuture.supplyAsync(request, threads))
                    .limit(AT_ONCE)
                    .toList();
            return replies.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void keyReused(CheckContext context) {
        SampleRelease first = context.release();
        SamplePublish publish = context.registered(first);
        SampleRelease other = context.release("1.0.0", "second").under(first.key());
        requireId(publish, context.register(other).refused(422, "idempotency_key_reused"));
    }

    private static void inProgress(CheckContext context) {
        SamplePublish publish = context.registered();
        SampleRelease other = context.release("1.0.0", "second");
        requireId(publish, context.register(other).refused(409, "publish_in_progress"));
    }

    private static void conflict(CheckContext context) {
        SamplePublish publish = context.submitted();
        SampleRelease other = context.release("1.0.0", "second");
        requireId(publish, context.register(other).refused(409, "version_conflict"));
    }

    private static void afterSubmit(CheckContext context) {
        SamplePublish first = context.submitted();
        JsonNode again = context.register(first.release()).expect(200).json();
        requireSameIds(first, new SamplePublish(context, first.release(), again));
        String status = Members.text(again, "status");
        ContractViolation.unless(
                !List.of("awaiting_upload", "uploaded").contains(status), "the publish is still " + status);
        ContractViolation.unless(again.path("reviewQueueId").isTextual(), "the publish has no reviewQueueId");
    }

    private static void requireId(SamplePublish publish, ApiResponse refused) {
        ContractViolation.unless(
                Members.text(refused.json(), "publishId").equals(publish.id()),
                "the publishId in the refusal is not that of the conflicting publish");
    }

    private static void requireSame(SamplePublish first, ApiResponse again) {
        requireSameIds(first, SamplePublish.of(first.context(), first.release(), again));
    }

    private static void requireSameIds(SamplePublish first, SamplePublish second) {
        boolean same = first.id().equals(second.id()) && first.versionId().equals(second.versionId());
        ContractViolation.unless(same, "the repeated request returns different ids");
    }
}
