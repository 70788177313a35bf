package io.powerx.publish.cli.review;

import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.secret.ForeignText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The publish that a command concerns, from a receipt or from {@code --publish-id}.
 *
 * @param pluginId blank if only the publish id is known
 * @param receipt null if only the publish id is known
 */
record PublishReference(
        String publishId, String pluginId, @Nullable Receipt receipt) {
    private static final int MAX_LENGTH = 200;

    static final String OPTION = "--publish-id";
    static final PxCommand.Extra EXTRA =
            PxCommand.Extra.option(OPTION, "ID", "Id of the publish, instead of the one in the receipt.");

    static final List<Setting> SETTINGS = CommandSettings.of(List.of(Setting.RECEIPT), CommandSettings.CONNECTION);

    static PublishReference of(Invocation invocation) {
        Optional<String> named = invocation.extra(OPTION);
        if (named.isPresent() && invocation.given(Setting.RECEIPT)) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "find the publish",
                    "--publish-id and --receipt were both specified; one of them is enough");
        }
        return named.map(id -> new PublishReference(id, "", null)).orElseGet(() -> ofReceipt(invocation));
    }

    private static PublishReference ofReceipt(Invocation invocation) {
        Receipt receipt = read(invocation);
        String publishId = receipt.publishId();
        if (publishId == null) {
            throw PublishException.of(
                    ErrorCode.RECEIPT_UNREADABLE,
                    "find the publish in " + invocation.receipt(),
                    "it contains no publishId; a publish has one once it is registered");
        }
        return new PublishReference(publishId, receipt.plugin().id(), receipt);
    }

    private static Receipt read(Invocation invocation) {
        try {
            return ReceiptFile.read(invocation.receipt());
        } catch (PublishException e) {
            throw invocation.missesSandbox()
                    ? e.advice("This folder has the receipt of a sandbox; set {sandbox} to use it.")
                    : e;
        }
    }

    /** What the publish is about, for people: the plugin and its version or, if they are not known, the id of the version. */
    String subject(Publish publish) {
        Publish.Subject subject = publish.subject();
        String what = subject != null
                ? subject.pluginId() + " " + subject.version()
                : receipt != null
                        ? receipt.plugin().id() + " " + receipt.plugin().version()
                        : publish.versionId();
        return ForeignText.oneLine(what, MAX_LENGTH);
    }

    /**
     * Records in the receipt what the Marketplace reported. The caller only looks, so a receipt that cannot be written is a warning.
     *
     * @param review null if its state is not known
     * @param failure null if the review has not ended without approval
     */
    void record(Invocation invocation, @Nullable Review review, Receipt.@Nullable Failure failure) {
        if (receipt != null && review != null) {
            Receipt updated = receipt.reviewed(review, failure);
            if (!updated.equals(receipt)) {
                try {
                    ReceiptFile.write(invocation.receipt(), updated, invocation.redactor());
                } catch (PublishException e) {
                    invocation
                            .console()
                            .note(Level.WARNING, "The receipt still has the earlier status: {0}", e.getMessage());
                }
            }
        }
    }
}
