package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Checks the review queue and the list of versions. */
final class ReviewChecks {
    static final List<Check> ALL = List.of(
            new Check(
                    "submit-not-uploaded",
                    "Submitting before the upload is complete is refused with 409 not_uploaded.",
                    context -> context.submit(context.registered(context.release()))
                            .refused(409, "not_uploaded")),
            new Check(
                    "submit-repeatable",
                    "Submitting returns 202; repeated and concurrent submissions return the same queue entry.",
                    ReviewChecks::submit),
            new Check("review-read", "The review of a submitted version can be read.", ReviewChecks::read),
            new Check("review-pause", "A review can be paused and resumed.", ReviewChecks::pause),
            new Check("withdraw-repeatable", "A version can be withdrawn, also repeatedly.", ReviewChecks::withdraw),
            new Check("versions-listed", "Versions are listed newest first, by channel.", ReviewChecks::versions));

    private ReviewChecks() {}

    private static void submit(CheckContext context) {
        JsonNode publish = context.uploaded(context.release());
        List<ApiResponse> answers = new ArrayList<>(RegistrationChecks.together(() -> context.submit(publish)));
        answers.add(context.submit(publish));
        long entries = answers.stream()
                .map(answer -> Members.text(answer.expect(202).json(), "reviewQueueId"))
                .distinct()
                .count();
        ContractViolation.unless(entries == 1, "one version has " + entries + " entries in the queue");
        JsonNode now = context.get(CheckContext.publishId(publish)).expect(200).json();
        ContractViolation.unless(
                now.path("reviewQueueId").isTextual(), "the publish has no reviewQueueId after it was submitted");
    }

    private static void read(CheckContext context) {
        JsonNode publish = context.uploaded(context.release());
        JsonNode submitted = context.submit(publish).expect(202).json();
        JsonNode read = context.review(publish).expect(200).json();
        ContractViolation.unless(
                read.path("reviewQueueId").equals(submitted.path("reviewQueueId")),
                "the queue entry of the review differs from that of the submission");
    }

    private static void pause(CheckContext context) {
        JsonNode publish = context.submitted(context.release());
        String before = status(context, publish);
        CheckSkipped.unless(before.equals("queued"), "the review is already " + before);
        context.status(publish, "review_paused").expect(200);
        ContractViolation.unless(
                status(context, publish).equals("paused"), "a paused review is " + status(context, publish));
        context.status(publish, "queued").expect(200);
        ContractViolation.unless(
                status(context, publish).equals("queued"), "a resumed review is " + status(context, publish));
    }

    private static String status(CheckContext context, JsonNode publish) {
        return Members.text(context.review(publish).expect(200).json(), "status");
    }

    private static void withdraw(CheckContext context) {
        JsonNode publish = context.submitted(context.release());
        for (int time = 1; time <= 2; time++) {
            JsonNode version = context.status(publish, "withdrawn").expect(200).json();
            String status = Members.text(version, "status");
            ContractViolation.unless(status.equals("withdrawn"), "a withdrawn version is " + status);
        }
        RegistrationChecks.status(
                context.get(CheckContext.publishId(publish)).expect(200).json(), "withdrawn");
    }

    private static void versions(CheckContext context) {
        context.submitted(context.release());
        context.submitted(context.release("1.1.0", "second"));
        List<String> stable = list(context, "stable");
        ContractViolation.unless(
                stable.equals(List.of("1.1.0", "1.0.0")), "the versions 1.0.0 and 1.1.0 are listed as " + stable);
        List<String> beta = list(context, "beta");
        ContractViolation.unless(beta.isEmpty(), "the channel beta lists versions of the channel stable");
    }

    /** The versions on a channel. A plugin without versions on it may be unknown. */
    private static List<String> list(CheckContext context, String channel) {
        ApiResponse answer = context.client()
                .send("GET", "api/marketplace/plugins/" + context.pluginId() + "/versions?channel=" + channel, null);
        if (answer.status() == 404 && answer.code().equals("plugin_unknown")) {
            return List.of();
        }
        answer.expect(200);
        ContractViolation.unless(answer.json().path("items").isArray(), answer.request() + " returned no items");
        List<String> versions = new ArrayList<>();
        for (JsonNode item : answer.json().path("items")) {
            ContractViolation.unless(
                    Members.text(item, "channel").equals(channel),
                    "the channel " + channel + " lists a version of another channel");
            versions.add(Members.text(item, "version"));
        }
        return versions;
    }
}
