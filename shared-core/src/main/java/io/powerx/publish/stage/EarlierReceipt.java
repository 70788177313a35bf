package io.powerx.publish.stage;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The receipt that a publish will replace. */
final class EarlierReceipt {
    private EarlierReceipt() {}

    /** The receipt of an earlier run with the same plugin and Marketplace; empty if there is none, or if it cannot be read. */
    static Optional<Receipt> of(PublishContext context, PluginSnapshot plugin) {
        Path file = context.options().outputs().receipt();
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Receipt earlier = ReceiptFile.read(file);
            boolean same = earlier.plugin().id().equals(plugin.id())
                    && earlier.marketplace()
                            .equals(context.options().target().apiUrl().toString());
            return same ? Optional.of(earlier) : Optional.empty();
        } catch (PublishException unreadable) {
            return Optional.empty();
        }
    }
}
