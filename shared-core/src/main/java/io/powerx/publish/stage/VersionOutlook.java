package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.PreflightReply;
import io.powerx.publish.marketplace.PreflightRequest;
import io.powerx.publish.marketplace.PublishState;
import io.powerx.publish.marketplace.VersionInfo;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a publish would meet if the Marketplace already has the version, for a dry run.
 *
 * @param registration what the registration would do; null if it would be a new one
 * @param idle ids of the stages after it that would have nothing to do
 * @param reason why they would not
 */
record VersionOutlook(@Nullable String registration, Set<String> idle, String reason) {
    private static final VersionOutlook NEW = new VersionOutlook(null, Set.of(), "");
    private static final Set<String> TRANSFER = Set.of("upload", "complete");
    private static final Set<String> ALL = Set.of("upload", "complete", "submit");

    /** Asks the Marketplace about this content, unless the check of this run is offline. */
    static VersionOutlook of(PublishContext context, Hashed content) {
        List<VersionInfo> published = content.checked().published();
        if (published == null) {
            return NEW;
        }
        VersionInfo known = published.stream()
                .filter(each -> each.version().equals(content.plugin().version()))
                .findFirst()
                .orElse(null);
        PreflightReply.State state = state(context, content);
        if (state == PreflightReply.State.TAKEN) {
            return failing("the Marketplace has this version with different content");
        }
        if (known == null) {
            return NEW;
        }
        if (state != PreflightReply.State.SAME_CONTENT) {
            return new VersionOutlook(
                    "continue the publish of this version, which the Marketplace already has, or stop with an error if its"
                            + " content differs",
                    Set.of(),
                    "");
        }
        return ofSameContent(PublishState.of(known.status()));
    }

    private static VersionOutlook ofSameContent(PublishState state) {
        return switch (state) {
            case AWAITING_UPLOAD ->
                new VersionOutlook("continue the publish of this version, which has the same content", Set.of(), "");
            case UPLOADED ->
                new VersionOutlook(
                        "continue the publish of this version, which has the same content",
                        TRANSFER,
                        "nothing: the Marketplace already has all artifacts");
            case QUEUED, APPROVED, UNKNOWN ->
                new VersionOutlook(
                        "nothing: the Marketplace already has this version with the same content",
                        ALL,
                        "nothing: this version is already published");
            case WITHDRAWN -> failing("this version was withdrawn; publish a new version");
            case REJECTED, NEEDS_CHANGES -> failing("the review ended with " + state.wireName());
        };
    }

    private static VersionOutlook failing(String reason) {
        return new VersionOutlook("stop with an error: " + reason, ALL, "nothing: the publish would have stopped");
    }

    private static PreflightReply.@Nullable State state(PublishContext context, Hashed content) {
        PreflightRequest request = new PreflightRequest(
                content.plugin().id(),
                content.plugin().version(),
                context.options().channel(),
                content.plan().contentDigest(),
                List.of());
        try {
            return context.marketplace()
                    .preflight(request)
                    .map(PreflightReply::version)
                    .orElse(null);
        } catch (PublishException e) {
            if (e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            // The precheck reports a broken preflight, and a dry run does not need it.
            return null;
        }
    }

    /** What the stage would do instead of its usual work; null for that. */
    @Nullable
    String instead(String stage) {
        if (stage.equals("register")) {
            return registration;
        }
        return idle.contains(stage) ? reason : null;
    }
}
