package io.powerx.publish.sign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.CertificateEncodingException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes detached CMS signatures (RFC 5652). The key signs the DER of the signed attributes, whose digest a signing service receives.
 * The attributes contain no signing time, so that the same key and content give the same bytes; the Marketplace, not the
 * signer's clock, determines the time of a release.
 */
final class CmsSignature {
    private static final CMSAttributeTableGenerator ATTRIBUTES = new WithoutTime();

    private CmsSignature() {}

    /**
     * The DER of a signature over {@code content} that contains the key's chain.
     *
     * @param timestamps the DER of a token for a raw signature (RFC 3161), which becomes an unsigned attribute (RFC 5126); null for none
     */
    static byte[] sign(SigningKey key, byte[] content, @Nullable UnaryOperator<byte[]> timestamps) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new SignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .setSignedAttributeGenerator(ATTRIBUTES)
                            .setUnsignedAttributeGenerator(timestamps == null ? null : new Timestamped(timestamps))
                            .build(
                                    new AttributeSigner(key),
                                    new JcaX509CertificateHolder(key.chain().get(0))));
            generator.addCertificates(new JcaCertStore(key.chain()));
            return generator
                    .generate(new CMSProcessableByteArray(content), false)
                    .toASN1Structure()
                    .getEncoded("DER");
        } catch (CMSException | OperatorCreationException | CertificateEncodingException | IOException e) {
            throw new IllegalStateException("a CMS structure of known parts can be built", e);
        }
    }

    private static final class WithoutTime implements CMSAttributeTableGenerator {
        private final CMSAttributeTableGenerator all = new DefaultSignedAttributeTableGenerator();

        @Override
        @SuppressWarnings("rawtypes")
        public AttributeTable getAttributes(Map parameters) {
            return all.getAttributes(parameters).remove(CMSAttributes.signingTime);
        }
    }

    private record Timestamped(UnaryOperator<byte[]> timestamps) implements CMSAttributeTableGenerator {
        @Override
        @SuppressWarnings("rawtypes")
        public AttributeTable getAttributes(Map parameters) {
            byte[] signature = (byte[]) parameters.get(CMSAttributeTableGenerator.SIGNATURE);
            ASN1Primitive token;
            try {
                token = ASN1Primitive.fromByteArray(timestamps.apply(signature));
            } catch (IOException e) {
                throw new IllegalStateException("a token that was checked can be decoded", e);
            }
            return new AttributeTable(
                    new Attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, new DERSet(token)));
        }
    }

    private static final class AttributeSigner implements ContentSigner {
        private final SigningKey key;
        private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();

        AttributeSigner(SigningKey key) {
            this.key = key;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return key.algorithm().identifier();
        }

        @Override
        public OutputStream getOutputStream() {
            return attributes;
        }

        @Override
        public byte[] getSignature() {
            return key.sign(attributes.toByteArray());
        }
    }
}
