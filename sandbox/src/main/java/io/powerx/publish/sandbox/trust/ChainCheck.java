package io.powerx.publish.sandbox.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that a signer's certificate leads to an authority that the sandbox trusts, at a given time. */
final class ChainCheck {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;
    private static final Set<String> PURPOSES =
            Set.of("1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.4", "2.5.29.37.0"); // code signing, e-mail, any

    private final List<X509Certificate> anchors;
    private final Instant at;

    ChainCheck(List<X509Certificate> anchors, Instant at) {
        this.anchors = anchors;
        this.at = at;
    }

    /**
     * The chain from the signer to its authority.
     *
     * @param others possible intermediate certificates, in any order
     */
    List<X509Certificate> chain(X509Certificate signer, Collection<X509Certificate> others) throws SignatureRefused {
        String who = "the signer's certificate (" + signer.getSubjectX500Principal() + ")";
        checkUse(signer, who);
        try {
            signer.checkValidity(Date.from(at));
        } catch (GeneralSecurityException e) {
            throw new SignatureRefused(
                    who + " is valid from " + signer.getNotBefore().toInstant() + " to "
                            + signer.getNotAfter().toInstant() + ", but the time is " + at,
                    e);
        }
        try {
            Set<TrustAnchor> trusted = new HashSet<>();
            anchors.forEach(anchor -> trusted.add(new TrustAnchor(anchor, null)));
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(signer);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, target);
            List<X509Certificate> known = new ArrayList<>(others);
            known.add(signer);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            PKIXCertPathBuilderResult result = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            List<X509Certificate> chain = new ArrayList<>();
            result.getCertPath().getCertificates().forEach(link -> chain.add((X509Certificate) link));
            X509Certificate root = result.getTrustAnchor().getTrustedCert();
            if (!chain.contains(root)) {
                chain.add(root);
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new SignatureRefused(
                    who + " does not lead to an authority that this Marketplace trusts; a sandbox trusts its own "
                            + "ca.pem and the certificates in trust/anchors of its data directory",
                    e);
        }
    }

    private static void checkUse(X509Certificate signer, String who) throws SignatureRefused {
        boolean[] usage = signer.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[NON_REPUDIATION]) {
            throw new SignatureRefused(who + " does not permit signing (key usage)");
        }
        try {
            List<String> purposes = signer.getExtendedKeyUsage();
            if (purposes != null && purposes.stream().noneMatch(PURPOSES::contains)) {
                throw new SignatureRefused(who + " does not permit signing (extended key usage)");
            }
        } catch (CertificateParsingException e) {
            throw new SignatureRefused(who + " cannot be read", e);
        }
    }
}
