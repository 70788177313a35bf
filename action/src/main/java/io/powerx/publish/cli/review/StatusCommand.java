package io.powerx.publish.cli.review;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.marketplace.MarketplaceAccess;
import io.powerx.publish.config.Setting;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.stage.ReviewWait;
import java.util.List;

/** Shows the status of a publish. */
public final class StatusCommand implements PxCommand {
    @Override
    public String name() {
        return "status";
    }

    @Override
    public String summary() {
        return "Show the status of a publish.";
    }

    @Override
    public List<Setting> settings() {
        return PublishReference.SETTINGS;
    }

    @Override
    public List<Extra> extras() {
        return List.of(PublishReference.EXTRA);
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin status", "the version that publish-receipt.json in this folder describes"),
                new Example("px-plugin status --receipt out/receipt.json --json", "for a script"),
                new Example("px-plugin status --sandbox", "a version that was published to the sandbox"));
    }

    @Override
    public int run(Invocation called) {
        PublishReference reference = PublishReference.of(called);
        try (MarketplaceAccess access = MarketplaceAccess.open(called)) {
            ReviewText state = state(access.connect(reference.pluginId()), reference);
            Invocation invocation = access.invocation();
            invocation.results().looked(state.publish(), state.review());
            Review review = state.review();
            if (review != null) {
                reference.record(invocation, review, ReviewProgress.failure(invocation, ReviewWait.outcome(review)));
            }
            invocation.console().result(state.result(invocation));
            access.showReviewPage();
            return 0;
        }
    }

    /** A publish has a review only once it has been submitted. */
    static ReviewText state(Marketplace marketplace, PublishReference reference) {
        Publish publish = marketplace.get(reference.publishId());
        Review review = publish.reviewQueueId() == null ? null : marketplace.review(publish.versionId());
        return ReviewText.of(reference, publish, review);
    }
}
