package io.powerx.publish.pack;

import io.powerx.publish.io.Sha256;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All packages of a version before they are written.
 *
 * @param packages at least one, in the order of their requests
 */
public record ReleasePlan(List<PackagePlan> packages) implements Serializable {
    public ReleasePlan {
        packages = List.copyOf(packages);
    }

    /** The identity of the content, in hex: {@link #contentDigest(Map)} of all packages. */
    public String contentDigest() {
        return contentDigest(
                packages.stream().collect(Collectors.toMap(PackagePlan::platform, PackagePlan::contentDigest)));
    }

    /**
     * The identity of the content of a version: the digest of its integrity list, or, if there are several packages, the SHA-256 of the
     * lines <code>digest, two spaces, platform</code>, sorted.
     *
     * @param lists platform to the SHA-256 of integrity.txt in hex; at least one
     */
    public static String contentDigest(Map<String, String> lists) {
        if (lists.size() == 1) {
            return lists.values().iterator().next();
        }
        return Sha256.hex(lists.entrySet().stream()
                .map(list -> list.getValue() + "  " + list.getKey() + "\n")
                .sorted()
                .collect(Collectors.joining()));
    }
}
