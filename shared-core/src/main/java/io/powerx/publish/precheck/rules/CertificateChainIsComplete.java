package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckRequest;

/** A verifier that trusts only the root cannot verify a signature if the certificates between the root and the signer are missing in it. */
final class CertificateChainIsComplete extends DescribedRule {
    CertificateChainIsComplete() {
        super(
                "PX-S003",
                "The issuer's certificate is supplied with the signer's",
                "RFC 5652, 5.1: the certificates of a signature lead from a root to the signer",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().signing() != null;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        PrecheckRequest.Signing signing = plugin.request().signing();
        String issuer = signing == null ? null : signing.missingIssuer();
        if (issuer != null) {
            findings.add(
                    "The certificate of \"%s\", which issued the signing certificate, is not supplied"
                            .formatted(issuer),
                    PrecheckRequest.Signing.COMPLETE_CHAIN,
                    null);
        }
    }
}
