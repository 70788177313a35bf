package io.powerx.publish.stage;

import io.powerx.publish.sign.CertificateInfo;
import io.powerx.publish.sign.DetachedSignature;
import java.util.List;

/**
 * The signatures of a release, all with the same key.
 *
 * @param all one for each package, in the order of the packages
 */
public record ReleaseSignatures(List<DetachedSignature> all) {
    public ReleaseSignatures {
        all = List.copyOf(all);
    }

    /** That of the first package, for what is the same for all of them. */
    DetachedSignature first() {
        return all.get(0);
    }

    /** The certificates of the signer, leaf first. */
    List<CertificateInfo> chain() {
        return first().chain();
    }
}
