package io.powerx.publish.stage;

import static java.util.Map.entry;

import io.powerx.publish.sign.CertificateInfo;
import io.powerx.publish.sign.DetachedSignature;
import java.util.List;
import java.util.Map;

/** Describes a new signature for the journal and the log. */
final class Signatures {
    private Signatures() {}

    static Map<String, String> facts(DetachedSignature signature) {
        return Map.ofEntries(
                entry("profile", signature.profile().wireName()),
                entry("algorithm", signature.algorithm()),
                entry(
                        "certificate",
                        signature.chain().isEmpty()
                                ? ""
                                : signature.chain().get(0).sha256()));
    }

    static String summary(DetachedSignature signature) {
        List<CertificateInfo> chain = signature.chain();
        String by = chain.isEmpty() ? "" : " by " + chain.get(0).subject();
        return signature.profile().wireName() + ", " + signature.algorithm() + by;
    }
}
