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

/** registerPublish: idempotent by its key, and one content for each version. */
final class RegistrationChecks {
    private static final int AT_ONCE = 8;

    static final List<Check> ALL = List.of(
            new Check(
                    "register-creates",
                    "A registration is 201 and has a URL for every part of every artifact.",
                    RegistrationChecks::creates),
            new Check(
                    "register-validates",
                    "A registration without a version is 400 validation_failed.",
                    RegistrationChecks::validates),
            new Check(
                    "register-replays",
                    "The same request again is 200 with Idempotency-Replayed and the same ids, whatever else differs.",
                    RegistrationChecks::replays),
            new Check(
                    "register-at-once",
                    "The same request eight times at once is one publish.",
                    RegistrationChecks::atOnce),
            new Check(
                    "register-key-reused",
                    "The same key with other artifacts is 422 idempotency_key_reused with the publishId.",
                    RegistrationChecks::keyReused),
            new Check(
                    "register-in-progress",
                    "Other content of a version that is being uploaded is 409 publish_in_progress with the publishId.",
                    RegistrationChecks::inProgress),
            new Check(
                    "register-conflict",
                    "Other content of a version that is there is 409 version_conflict with the publishId.",
                    RegistrationChecks::conflict),
            new Check(
                    "register-after-submit",
                    "The same request after the submission is 200 with the present state.",
                    RegistrationChecks::afterSubmit));

    private RegistrationChecks() {}

    private static void creates(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode publish = bench.registered(release);
        status(publish, "awaiting_upload");
        publish.path("uploads").forEach(upload -> upload.path("parts").forEach(part -> {
            ContractViolation.unless(!Members.flag(part, "received"), "a part counts as received before it was sent");
            CheckContext.url(part);
        }));
        JsonNode read =
                UploadLayout.require(bench.get(CheckContext.publishId(publish)).expect(200), release);
        same(publish, read);
    }

    private static void validates(CheckContext bench) {
        SampleRelease release = bench.release();
        ((ObjectNode) release.request().path("metadata")).remove("version");
        bench.register(release).refused(400, "validation_failed");
    }

    private static void replays(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode first = bench.registered(release);
        ((ObjectNode) release.request().path("metadata"))
                .putObject("build")
                .put("buildUrl", "https://ci.example/another-run");
        ApiResponse again = bench.register(release).expect(200);
        ContractViolation.unless(
                "true".equals(again.headers().get("Idempotency-Replayed")),
                "the replay has no header Idempotency-Replayed: true");
        same(first, UploadLayout.require(again, release));
    }

    private static void atOnce(CheckContext bench) {
        SampleRelease release = bench.release();
        List<ApiResponse> answers = together(() -> bench.register(release));
        answers.forEach(answer -> UploadLayout.require(answer.expect(201, 200), release));
        long publishes = answers.stream()
                .map(answer -> CheckContext.publishId(answer.json()))
                .distinct()
                .count();
        ContractViolation.unless(publishes == 1, "the same request made " + publishes + " publishes");
    }

    /** Sends the same request several times at once. */
    static List<ApiResponse> together(Supplier<ApiResponse> request) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<ApiResponse>> answers = Stream.generate(
                            () -> CompletableFuture.supplyAsync(request, threads))
                    .limit(AT_ONCE)
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void keyReused(CheckContext bench) {
        SampleRelease first = bench.release();
        JsonNode publish = bench.registered(first);
        ApiResponse refused = bench.register(bench.release("1.0.0", "second").under(first.key()))
                .refused(422, "idempotency_key_reused");
        names(refused, publish);
    }

    private static void inProgress(CheckContext bench) {
        JsonNode publish = bench.registered(bench.release());
        names(bench.register(bench.release("1.0.0", "second")).refused(409, "publish_in_progress"), publish);
    }

    private static void conflict(CheckContext bench) {
        JsonNode publish = bench.submitted(bench.release());
        names(bench.register(bench.release("1.0.0", "second")).refused(409, "version_conflict"), publish);
    }

    private static void afterSubmit(CheckContext bench) {
        SampleRelease release = bench.release();
        JsonNode first = bench.submitted(release);
        JsonNode again = bench.register(release).expect(200).json();
        same(first, again);
        String status = Members.text(again, "status");
        ContractViolation.unless(
                !List.of("awaiting_upload", "uploaded").contains(status), "the publish is still " + status);
        ContractViolation.unless(again.path("reviewQueueId").isTextual(), "the publish has no reviewQueueId");
    }

    private static void names(ApiResponse refused, JsonNode publish) {
        ContractViolation.unless(
                Members.text(refused.json(), "publishId").equals(CheckContext.publishId(publish)),
                "the refusal has the publishId of another publish than the one in conflict");
    }

    static void status(JsonNode publish, String expected) {
        String status = Members.text(publish, "status");
        ContractViolation.unless(status.equals(expected), "the publish is " + status + " and not " + expected);
    }

    private static void same(JsonNode first, JsonNode second) {
        boolean same = CheckContext.publishId(first).equals(CheckContext.publishId(second))
                && CheckContext.versionId(first).equals(CheckContext.versionId(second));
        ContractViolation.unless(same, "the same request has other ids the second time");
    }
}
