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

/** Receives the results of a command, for front ends that present them in other forms than text. Texts in them are untrusted. */
public interface Results {
    /** For front ends that only print. */
    Results NONE = new Results() {};

    /**
     * Called before the command begins.
     *
     * @param packages the folder for packages
     */
    default void configured(Folders folders, Path packages, PublishOptions.Outputs outputs) {}

    default void published(Receipt receipt) {}

    /** Called once if the run has several targets. */
    default void targets(List<TargetsPublisher.Outcome> outcomes) {}

    default void checked(PrecheckReport report, boolean passed) {}

    default void verified(VerificationReport report) {}

    /** @param review null if the version was not submitted */
    default void looked(Publish publish, @Nullable Review review) {}

    default void changed(Publish publish, VersionInfo version) {}
}
