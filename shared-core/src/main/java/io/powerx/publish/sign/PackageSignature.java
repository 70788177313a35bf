package io.powerx.publish.sign;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a package's signature that are not in the package.
 *
 * @param detached the content of the detached signature file (profile ed25519-package); null if the signature is in the package
 * @param provenance the file with the provenance; null for the one next to the package, if there is one
 * @param certificates the signer's and those of the authorities below the root, for a raw signature, which contains none; may be empty
 */
@SuppressWarnings("ArrayRecordComponent")
public record PackageSignature(
        byte @Nullable [] detached,
        List<X509Certificate> certificates,
        @Nullable Path provenance) {
    /** Everything is in the package. */
    public static final PackageSignature INSIDE = new PackageSignature(null, List.of(), null);

    public PackageSignature(byte @Nullable [] detached, List<X509Certificate> certificates) {
        this(detached, certificates, null);
    }
}
