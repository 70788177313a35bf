package io.powerx.publish.pack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a package would contain, and why; {@code pack --list} shows it.
 *
 * @param platform {@code any} or {@code os-arch}
 * @param packed in the package's order, without integrity.txt and manifest.signature
 * @param leftOut project files that are not packed; a path that ends with a slash is a folder with everything in it
 * @param refused files because of which nothing can be packed
 * @param contentDigest identity of the content, as in {@link PackagePlan}; null if files are refused
 */
public record PackageListing(
        String platform,
        List<Item> packed,
        List<ExcludedFile> leftOut,
        List<RejectedFile> refused,
        @Nullable String contentDigest) {
    /**
     * A packed file.
     *
     * @param size bytes
     * @param reason why it is packed, as a clause; null if it belongs to the layout of a package
     */
    public record Item(
            String path,
            long size,
            boolean executable,
            String sha256,
            @Nullable String reason) {}
}
