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
                    context -> context.registered().submit().refused(409, "not_uploaded")),
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
        SamplePublish publish = context.uploaded();
        List<ApiResponse> replies = new ArrayList<>(RegistrationChecks.together(publish::submit));
        replies.add(publish.submit());
        long entries = replies.stream()
                .map(reply -> Members.text(reply.expect(202).json(), "reviewQueueId"))
                .distinct()
                .count();
        ContractViolation.unless(entries == 1, "one version has " + entries + " entries in the queue");
        ContractViolation.unless(
                publish.now().json().path("reviewQueueId").isTextual(),
                "the publish has no reviewQueueId after it was submitted");
    }

    private static void read(CheckContext context) {
        SamplePublish publish = context.uploaded();
        JsonNode submitted = publish.submit().expect(202).json();
        JsonNode read = publish.review().expect(200).json();
        ContractViolation.unless(
                read.path("reviewQueueId").equals(submitted.path("reviewQueueId")),
                "the queue entry of the review differs from that of the submission");
    }

    private static void pause(CheckContext context) {
        SamplePublish publish = context.submitted();
        String before = status(publish);
        CheckSkipped.unless(before.equals("queued"), "the review is already " + before);
        publish.change("review_paused").expect(200);
        ContractViolation.unless(status(publish).equals("paused"), "a paused review is " + status(publish));
        publish.change("queued").expect(200);
        ContractViolation.unless(status(publish).equals("queued"), "a resumed review is " + status(publish));
    }

    private static String status(SamplePublish publish) {
        return Members.text(publish.review().expect(200).json(), "status");
    }

    private static void withdraw(CheckContext context) {
        SamplePublish publish = context.submitted();
        for (int time = 1; time <= 2; time++) {
            String status = Members.text(publish.change("withdrawn").expect(200).json(), "status");
            ContractViolation.unless(status.equals("withdrawn"), "a withdrawn version is " + status);
        }
        publish.now().requireStatus("withdrawn");
    }

    private static void versions(CheckContext context) {
        context.submitted();
        context.submitted(context.release("1.1.0", "second"));
        List<String> stable = list(context, "stable");
        ContractViolation.unless(
                stable.equals(List.of("1.1.0", "1.0.0")), "the versions 1.0.0 and 1.1.0 are listed as " + stable);
        List<String> beta = list(context, "beta");
        ContractViolation.unless(beta.isEmpty(), "the channel beta lists versions of the channel stable");
    }

    /** The versions on a channel. A plugin without versions on it may be unknown. */
    private static List<String> list(CheckContext context, String channel) {
        ApiResponse reply = context.client()
                .send("GET", "api/marketplace/plugins/" + context.pluginId() + "/versions?channel=" + channel, null);
        if (reply.status() == 404 && reply.code().equals("plugin_unknown")) {
            return List.of();
        }
        reply.expect(200);
        ContractViolation.unless(reply.json().path("items").isArray(), reply.request() + " returned no items");
        List<String> versions = new ArrayList<>();
        for (JsonNode item : reply.json().path("items")) {
            ContractViolation.unless(
                    Members.text(item, "channel").equals(channel),
                    "the channel " + channel + " lists a version of another channel");
            versions.add(Members.text(item, "version"));
        }
        return versions;
    }
}
