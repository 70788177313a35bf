package io.powerx.publish.cli.review;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.marketplace.MarketplaceAccess;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.VersionInfo;
import java.util.List;

/** A command that changes the status of a version and records a reason for the reviewers. */
abstract class StatusChange implements PxCommand {
    private static final String REASON = "--reason";

    private final String status;

    /** @param status a value of the contract's operation changeStatus */
    StatusChange(String status) {
        this.status = status;
    }

    @Override
    public final List<Setting> settings() {
        return PublishReference.SETTINGS;
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                PublishReference.EXTRA, Extra.option(REASON, "TEXT", "Reason, which the reviewers read. Required."));
    }

    @Override
    public final boolean isAudited() {
        return true;
    }

    @Override
    public final int run(Invocation called) {
        String reason = called.extra(REASON)
                .filter(text -> !text.isBlank())
                .orElseThrow(() ->
                        PublishException.of(ErrorCode.OPTION_INVALID, name() + " a version", "--reason is missing"));
        PublishReference reference = PublishReference.of(called);
        try (MarketplaceAccess access = MarketplaceAccess.open(called)) {
            Invocation invocation = access.invocation();
            Marketplace marketplace = access.connect(reference.pluginId());
            Publish publish = marketplace.get(reference.publishId());
            if (!confirmed(invocation, publish, reference.subject(publish))) {
                throw PublishException.of(
                        ErrorCode.INTERRUPTED,
                        name() + " " + publish.publishId(),
                        "it was not confirmed, and nothing was changed");
            }
            VersionInfo version = marketplace.changeStatus(publish.versionId(), status, reason);
            invocation.results().changed(publish, version);
            invocation.console().result(new ReviewText(publish, null, reference.receipt(), version).result(invocation));
            return 0;
        }
    }

    /**
     * Whether to continue, after a warning about what cannot be undone.
     *
     * @param what the plugin and its version, or another name of the version
     */
    boolean confirmed(Invocation invocation, Publish publish, String what) {
        return true;
    }
}
