package io.powerx.publish.cli.plugin;

import io.powerx.publish.config.PackagePlatform;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.pack.ExcludedFile;
import io.powerx.publish.pack.PackageListing;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.secret.ForeignText;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What packages would contain, and why, as text. */
final class ListingText {
    private static final int MAX_LENGTH = 400;

    private ListingText() {}

    static String of(List<PackageListing> listings, MessageCatalog messages) {
        return listings.stream().map(listing -> of(listing, messages)).collect(Collectors.joining("\n\n"));
    }

    private static String of(PackageListing listing, MessageCatalog messages) {
        StringBuilder text = new StringBuilder();
        if (!listing.platform().equals(PackagePlatform.ANY)) {
            text.append(listing.platform()).append(":\n");
        }
        for (PackageListing.Item item : listing.packed()) {
            text.append(item.executable() ? "x " : "  ")
                    .append("%10s  ".formatted(Quantities.size(item.size())))
                    .append(shown(item.path(), item.reason(), messages));
        }
        for (ExcludedFile leftOut : listing.leftOut()) {
            text.append("- ").append(shown(leftOut.path(), leftOut.reason(), messages));
        }
        for (RejectedFile refused : listing.refused()) {
            text.append("! ").append(shown(refused.path(), refused.reason(), messages));
        }
        return text.append(
                        listing.contentDigest() == null
                                ? messages.text(
                                        "Nothing can be packed because of {0} marked with !",
                                        messages.count(listing.refused().size(), "file"))
                                : messages.text("content digest {0}", listing.contentDigest()))
                .toString();
    }

    private static String shown(String path, @Nullable String reason, MessageCatalog messages) {
        String name = ForeignText.oneLine(path, MAX_LENGTH);
        return (reason == null ? name : name + ": " + ForeignText.oneLine(messages.composed(reason), MAX_LENGTH))
                + "\n";
    }
}
