package io.powerx.publish.stage;

import static java.util.Map.entry;

import io.powerx.publish.event.Quantities;
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

    static String summary(ReleaseSignatures signatures) {
        DetachedSignature signature = signatures.first();
        List<CertificateInfo> chain = signature.chain();
        String count = signatures.all().size() == 1
                ? ""
                : Quantities.count(signatures.all().size(), "package") + ", ";
        String form = count + signature.profile().wireName();
        return form + ", " + signature.algorithm()
                + (chain.isEmpty() ? "" : " by " + chain.get(0).subject());
    }
}
