package io.powerx.publish.sandbox.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataParser;
import org.bouncycastle.cms.CMSTypedStream;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.Store;
import org.bouncycastle.util.io.pem.PemObject;

/** CMS detached signatures (RFC 5652). */
final class CmsCheck {
    // Not registered with the JVM, so that other code in this process keeps its providers.
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private final ChainCheck chains;

    CmsCheck(ChainCheck chains) {
        this.chains = chains;
    }

    void checkAnnounced(AnnouncedSignature signature, List<X509Certificate> sent, String sha256)
            throws SignatureRefused, IOException, GeneralSecurityException {
        try {
            CMSSignedData cms = new CMSSignedData(der(signature));
            for (SignerInformation signer :
                    signers(signature, cms.getSignerInfos().getSigners())) {
                List<X509Certificate> known = known(cms.getCertificates(), sent);
                chains.chain(certificateOf(signer, known), known);
                checkAnnouncedDigest(signature, signer, sha256);
            }
        } catch (CMSException e) {
            throw new SignatureRefused("the signature over " + signature.artifact() + " is not a CMS signature", e);
        }
    }

    List<X509Certificate> verify(
            AnnouncedSignature signature, List<X509Certificate> sent, SignatureCheck.Content content)
            throws SignatureRefused, IOException, GeneralSecurityException {
        try (InputStream in = content.open()) {
            CMSSignedDataParser parser = new CMSSignedDataParser(
                    new JcaDigestCalculatorProviderBuilder()
                            .setProvider(PROVIDER)
                            .build(),
                    new CMSTypedStream(in),
                    der(signature));
            parser.getSignedContent().drain();
            List<X509Certificate> known = known(parser.getCertificates(), sent);
            List<X509Certificate> chain = List.of();
            for (SignerInformation signer :
                    signers(signature, parser.getSignerInfos().getSigners())) {
                X509Certificate certificate = certificateOf(signer, known);
                chain = chains.chain(certificate, known);
                if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                        .setProvider(PROVIDER)
                        .build(certificate))) {
                    throw new SignatureRefused("the CMS signature over " + signature.artifact() + " is not valid");
                }
            }
            return chain;
        } catch (CMSException | OperatorCreationException e) {
            throw new SignatureRefused(
                    "the CMS signature over " + signature.artifact() + " is not valid: " + e.getMessage(), e);
        }
    }

    private static void checkAnnouncedDigest(AnnouncedSignature signature, SignerInformation signer, String sha256)
            throws SignatureRefused {
        Attribute digest = signer.getSignedAttributes() == null
                ? null
                : signer.getSignedAttributes().get(CMSAttributes.messageDigest);
        if (digest == null
                || !NISTObjectIdentifiers.id_sha256.equals(
                        signer.getDigestAlgorithmID().getAlgorithm())) {
            return;
        }
        byte[] signed =
                ASN1OctetString.getInstance(digest.getAttributeValues()[0]).getOctets();
        if (!Arrays.equals(signed, HexFormat.of().parseHex(sha256))) {
            throw new SignatureRefused(
                    "the CMS signature is over other content than that announced as " + signature.artifact());
        }
    }

    private static List<SignerInformation> signers(
            AnnouncedSignature signature, java.util.Collection<SignerInformation> signers) throws SignatureRefused {
        if (signers.isEmpty()) {
            throw new SignatureRefused("the CMS signature over " + signature.artifact() + " has no signer");
        }
        return new ArrayList<>(signers);
    }

    private static List<X509Certificate> known(Store<?> embedded, List<X509Certificate> sent)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> known = new ArrayList<>(sent);
        for (Object holder : embedded.getMatches(null)) {
            if (holder instanceof X509CertificateHolder certificate) {
                known.add(Pem.certificate(certificate.getEncoded()));
            }
        }
        return known;
    }

    private static X509Certificate certificateOf(SignerInformation signer, List<X509Certificate> known)
            throws SignatureRefused, IOException, GeneralSecurityException {
        for (X509Certificate certificate : known) {
            if (signer.getSID().match(new X509CertificateHolder(certificate.getEncoded()))) {
                return certificate;
            }
        }
        throw new SignatureRefused("the signer's certificate is neither in the CMS signature nor in certificateChain");
    }

    /** Decodes DER; also accepts PEM. */
    private static byte[] der(AnnouncedSignature signature) throws IOException {
        byte[] value = signature.value();
        if (value.length > 0 && value[0] == '-') {
            List<PemObject> objects = Pem.read(new String(value, StandardCharsets.US_ASCII));
            return objects.isEmpty() ? value : objects.get(0).getContent();
        }
        return value;
    }
}
