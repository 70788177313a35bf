package io.powerx.publish.sandbox.evidence;

import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.sign.VerificationReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package as the reader of the packer's format sees it.
 *
 * @param artifact its name
 * @param problem why it was not read, as a clause; null if it was
 * @param entries its files, without integrity.txt and manifest.signature
 * @param manifest plugin.yaml; null if there is none or it is not text
 * @param verification null if it was not read
 */
public record PackageView(
        String artifact,
        @Nullable String problem,
        List<PackageEntry> entries,
        @Nullable String manifest,
        @Nullable VerificationReport verification) {
    static PackageView unread(String artifact, String problem) {
        return new PackageView(artifact, problem, List.of(), null, null);
    }

    /** Unpacked bytes. */
    public long bytes() {
        return entries.stream().mapToLong(PackageEntry::size).sum();
    }
}
