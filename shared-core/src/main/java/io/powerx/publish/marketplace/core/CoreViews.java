package io.powerx.publish.marketplace.core;

import io.powerx.publish.config.Channel;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.Publish.Part;
import io.powerx.publish.marketplace.Publish.Upload;
import io.powerx.publish.marketplace.PublishState;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.precheck.ReleaseGates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts candidates of PowerX core's registry, which are publish, version and review in one, to the types of the contract. */
final class CoreViews {
    private static final Duration NEXT_CHECK = Duration.ofMinutes(1);

    private CoreViews() {}

    /** The state of a candidate. */
    static PublishState state(Candidate candidate) {
        if (candidate.approvalStatus().equals("approved")) {
            return PublishState.APPROVED;
        }
        if (candidate.approvalStatus().equals("rejected")
                || candidate.packageStatus().equals("rejected")) {
            return PublishState.REJECTED;
        }
        if (candidate.lacksPackage()) {
            return PublishState.AWAITING_UPLOAD;
        }
        return switch (candidate.gateStatus()) {
            case "passed" -> PublishState.QUEUED;
            case "failed" -> PublishState.NEEDS_CHANGES;
            default -> PublishState.UPLOADED;
        };
    }

    static Publish publish(Candidate candidate, PublishState state) {
        boolean received = candidate.isDelivered();
        List<Upload> uploads = new ArrayList<>();
        upload(candidate.label(Candidate.PACKAGE_NAME), candidate.label(Candidate.PACKAGE_SHA256), received)
                .ifPresent(uploads::add);
        // The integrity list is in the package; its digest identifies the content.
        upload(candidate.label(Candidate.INTEGRITY_NAME), candidate.label(Candidate.CONTENT_DIGEST), received)
                .ifPresent(uploads::add);
        boolean submitted = state != PublishState.AWAITING_UPLOAD && state != PublishState.UPLOADED;
        return new Publish(
                candidate.id(),
                candidate.id(),
                state.wireName(),
                submitted ? candidate.id() : null,
                List.copyOf(uploads));
    }

    private static Optional<Upload> upload(String name, String sha256, boolean received) {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Upload(
                        name,
                        sha256,
                        "single",
                        null,
                        null,
                        null,
                        null,
                        List.of(new Part(1, null, null, received, null, null))));
    }

    static Review review(Candidate candidate, Instant now) {
        PublishState state = state(candidate);
        ReviewState review =
                switch (state) {
                    case APPROVED -> ReviewState.APPROVED;
                    case REJECTED -> ReviewState.REJECTED;
                    case NEEDS_CHANGES -> ReviewState.NEEDS_CHANGES;
                    default -> ReviewState.QUEUED;
                };
        Review.Decision decision =
                switch (review) {
                    case APPROVED, REJECTED -> new Review.Decision(null, candidate.approvedAt(), null, List.of());
                    case NEEDS_CHANGES -> gatesFailed(violations(candidate));
                    default -> null;
                };
        return review(candidate.id(), review, decision, now);
    }

    static Review review(String id, ReviewState state, Review.@Nullable Decision decision, Instant now) {
        Instant next = state.isFinal() ? now : now.plus(NEXT_CHECK);
        return new Review(id, id, state.wireName(), null, next, null, decision);
    }

    /** The decision of gates that failed. The registry stores no issues, so those of an earlier run are computed from the candidate. */
    static Review.Decision gatesFailed(List<Review.Issue> issues) {
        String notes = issues.isEmpty()
                ? "The registry's quality gates failed without a reason"
                : issues.stream()
                        .map(issue -> issue.field() + ": " + issue.message())
                        .collect(Collectors.joining("; "));
        return new Review.Decision("the registry's quality gates", null, notes, issues);
    }

    static List<Review.Issue> violations(Candidate candidate) {
        return new ReleaseGates(candidate.notes(), candidate.commit(), coverage(candidate))
                .violations(null).stream()
                        .map(violation ->
                                new Review.Issue(violation.code(), violation.message() + ". " + violation.remedy()))
                        .toList();
    }

    static VersionInfo version(Candidate candidate, String status) {
        return new VersionInfo(
                candidate.id(),
                candidate.version(),
                channel(candidate).orElse(Channel.STABLE),
                status,
                candidate.approvedAt(),
                null);
    }

    /** The channel; empty if it is unknown. Candidates without the label are older than channels and count as stable. */
    static Optional<Channel> channel(Candidate candidate) {
        String label = candidate.label(Candidate.CHANNEL);
        return label.isEmpty()
                ? Optional.of(Channel.STABLE)
                : Arrays.stream(Channel.values())
                        .filter(channel -> channel.wireName().equals(label))
                        .findFirst();
    }

    private static @Nullable Double coverage(Candidate candidate) {
        try {
            return Double.valueOf(candidate.label(Candidate.COVERAGE).strip());
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
