package io.powerx.publish.cli.invocation;

import io.powerx.publish.TargetsPublisher;
import io.powerx.publish.config.Folders;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.sign.VerificationReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes all results on; subclasses observe some of them. */
public abstract class ForwardingResults implements Results {
    private final Results next;

    public ForwardingResults(Results next) {
        this.next = next;
    }

    @Override
    public void configured(Folders folders, Path packages, PublishOptions.Outputs outputs) {
        next.configured(folders, packages, outputs);
    }

    @Override
    public void published(Receipt receipt) {
        next.published(receipt);
    }

    @Override
    public void targets(List<TargetsPublisher.Outcome> outcomes) {
        next.targets(outcomes);
    }

    @Override
    public void checked(PrecheckReport report, boolean passed) {
        next.checked(report, passed);
    }

    @Override
    public void verified(VerificationReport report) {
        next.verified(report);
    }

    @Override
    public void looked(Publish publish, @Nullable Review review) {
        next.looked(publish, review);
    }

    @Override
    public void changed(Publish publish, VersionInfo version) {
        next.changed(publish, version);
    }
}
