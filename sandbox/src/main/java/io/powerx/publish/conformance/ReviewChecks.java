package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The queue, and the versions that tenants see. */
final class ReviewChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    "submit-not-uploaded",
                    "Submitting what is not uploaded is 409 not_uploaded.",
                    bench -> bench.submit(bench.registered(bench.release())).refused(409, "not_uploaded")),
            new Check(
                    "submit-repeatable",
                    "Submitting is 202, and the same queue entry again, at once and after another.",
                    ReviewChecks::submit),
            new Check("review-read", "A submitted version's review can be read.", ReviewChecks::read),
            new Check("review-pause", "A review can be paused and taken up again.", ReviewChecks::pause),
            new Check("withdraw-repeatable", "A version can be withdrawn, and again.", ReviewChecks::withdraw),
            new Check("versions-listed", "Versions are listed newest first, by channel.", ReviewChecks::versions));

    private ReviewChecks() {}

    private static void submit(CheckContext bench) {
        JsonNode publish = bench.uploaded(bench.release());
        List<ApiResponse> answers = new ArrayList<>(RegistrationChecks.together(() -> bench.submit(publish)));
        answers.add(bench.submit(publish));
        long entries = answers.stream()
                .map(answer -> Members.text(answer.expect(202).json(), "reviewQueueId"))
                .distinct()
                .count();
        ContractViolation.unless(entries == 1, "one version has " + entries + " entries in the queue");
        JsonNode now = bench.get(CheckContext.publishId(publish)).expect(200).json();
        ContractViolation.unless(
                now.path("reviewQueueId").isTextual(), "the publish has no reviewQueueId after it was submitted");
    }

    private static void read(CheckContext bench) {
        JsonNode publish = bench.uploaded(bench.release());
        JsonNode submitted = bench.submit(publish).expect(202).json();
        JsonNode read = bench.review(publish).expect(200).json();
        ContractViolation.unless(
                read.path("reviewQueueId").equals(submitted.path("reviewQueueId")),
                "the review has another queue entry than the submission");
    }

    private static void pause(CheckContext bench) {
        JsonNode publish = bench.submitted(bench.release());
        String before = status(bench, publish);
        CheckSkipped.unless(before.equals("queued"), "the review is " + before + " at once");
        bench.status(publish, "review_paused").expect(200);
        ContractViolation.unless(
                status(bench, publish).equals("paused"), "a paused review is " + status(bench, publish));
        bench.status(publish, "queued").expect(200);
        ContractViolation.unless(
                status(bench, publish).equals("queued"), "a review taken up again is " + status(bench, publish));
    }

    private static String status(CheckContext bench, JsonNode publish) {
        return Members.text(bench.review(publish).expect(200).json(), "status");
    }

    private static void withdraw(CheckContext bench) {
        JsonNode publish = bench.submitted(bench.release());
        for (int time = 1; time <= 2; time++) {
            JsonNode version = bench.status(publish, "withdrawn").expect(200).json();
            String status = Members.text(version, "status");
            ContractViolation.unless(status.equals("withdrawn"), "a withdrawn version is " + status);
        }
        RegistrationChecks.status(
                bench.get(CheckContext.publishId(publish)).expect(200).json(), "withdrawn");
    }

    private static void versions(CheckContext bench) {
        bench.submitted(bench.release());
        bench.submitted(bench.release("1.1.0", "second"));
        List<String> stable = list(bench, "stable");
        ContractViolation.unless(
                stable.equals(List.of("1.1.0", "1.0.0")), "the versions 1.0.0 and 1.1.0 are listed as " + stable);
        List<String> beta = list(bench, "beta");
        ContractViolation.unless(beta.isEmpty(), "the channel beta lists versions of the channel stable");
    }

    /** A plugin that has nothing on a channel may be unknown there. */
    private static List<String> list(CheckContext bench, String channel) {
        ApiResponse answer = bench.wire()
                .send("GET", "api/marketplace/plugins/" + bench.pluginId() + "/versions?channel=" + channel, null);
        if (answer.status() == 404 && answer.code().equals("plugin_unknown")) {
            return List.of();
        }
        answer.expect(200);
        ContractViolation.unless(answer.json().path("items").isArray(), answer.request() + " answered without items");
        List<String> versions = new ArrayList<>();
        for (JsonNode item : answer.json().path("items")) {
            ContractViolation.unless(
                    Members.text(item, "channel").equals(channel),
                    "the channel " + channel + " lists a version of another");
            versions.add(Members.text(item, "version"));
        }
        return versions;
    }
}
