package io.powerx.publish.cli.review;

import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.marketplace.MarketplaceAccess;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.stage.ReviewOutcome;
import java.util.List;

/** Waits for a review's decision. */
public final class WaitCommand implements PxCommand {
    @Override
    public String name() {
        return "wait";
    }

    @Override
    public String summary() {
        return "Wait for a review's decision.";
    }

    @Override
    public List<Setting> settings() {
        return CommandSettings.of(List.of(Setting.WAIT_TIMEOUT), PublishReference.SETTINGS);
    }

    @Override
    public List<Extra> extras() {
        return List.of(PublishReference.EXTRA);
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Exit code 0 means approved, 8 that the review ended without approval, 9 that there was no decision in time.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "px-plugin wait --wait-timeout 4h",
                        "the version that publish-receipt.json in this folder describes"),
                new Example("px-plugin wait --publish-id pub_123 --json", "any version, for a script"));
    }

    @Override
    public int run(Invocation called) {
        PublishReference reference = PublishReference.of(called);
        try (MarketplaceAccess access = MarketplaceAccess.open(called)) {
            Invocation invocation = access.invocation();
            Marketplace marketplace = access.connect(reference.pluginId());
            Publish publish = marketplace.get(reference.publishId());
            if (publish.reviewQueueId() == null) {
                throw PublishException.of(
                                ErrorCode.STATE_REFUSED,
                                "wait for the review of " + publish.publishId(),
                                "it is " + publish.status() + " and was never submitted")
                        .publishId(publish.publishId());
            }
            access.showReviewPageNow();
            ReviewOutcome outcome = ReviewProgress.await(
                    invocation,
                    marketplace,
                    reference.subject(publish),
                    publish.versionId(),
                    invocation.config().duration(Setting.WAIT_TIMEOUT).orElseThrow());
            invocation.results().looked(publish, outcome.review());
            reference.record(invocation, outcome.review(), ReviewProgress.failure(invocation, outcome));
            ReviewText state = ReviewText.of(reference, publish, outcome.requireApproved());
            invocation.console().result(state.result(invocation));
            return 0;
        }
    }
}
