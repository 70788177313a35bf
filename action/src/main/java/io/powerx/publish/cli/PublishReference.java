package io.powerx.publish.cli;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import java.util.List;
import java.util.Optional;

/**
 * The publish that a command concerns, from a receipt or from {@code --publish-id}.
 *
 * @param pluginId blank if only the publish id is known
 */
record PublishReference(String publishId, String pluginId) {
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
                    "--publish-id and --receipt were both given; one of them is enough");
        }
        return named.map(id -> new PublishReference(id, "")).orElseGet(() -> ofReceipt(invocation));
    }

    private static PublishReference ofReceipt(Invocation invocation) {
        Receipt receipt = ReceiptFile.read(invocation.receipt());
        String publishId = receipt.publishId();
        if (publishId == null) {
            throw PublishException.of(
                    ErrorCode.RECEIPT_UNREADABLE,
                    "find the publish in " + invocation.receipt(),
                    "it contains no publishId; a publish has one once it is registered");
        }
        return new PublishReference(publishId, receipt.plugin().id());
    }
}
