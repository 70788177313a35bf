package io.powerx.publish.pack;

import java.io.Serializable;
import java.util.List;

/**
 * A package before it is written: all files are hashed, none is copied.
 *
 * @param platform {@code any} or {@code os-arch}
 * @param entries in the package's order (UTF-8 bytes of the path), without integrity.txt and manifest.signature
 * @param integrity the bytes of integrity.txt, which {@code sha256sum -c} reads
 * @param contentDigest SHA-256 of {@code integrity}, in hex; the identity of the content if there is no other package
 */
@SuppressWarnings("ArrayRecordComponent")
public record PackagePlan(String platform, List<PackageEntry> entries, byte[] integrity, String contentDigest)
        implements Serializable {}
