package io.powerx.publish.sign;

import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/** Checks the timestamp of a signature (RFC 3161). */
final class TimestampCheck {
    private static final int MAX_CERTIFICATES = 20;
    private static final int MAX_SHOWN = 200;
    private static final Map<String, String> DIGESTS = Map.of(
            NISTObjectIdentifiers.id_sha256.getId(), "SHA-256",
            NISTObjectIdentifiers.id_sha384.getId(), "SHA-384",
            NISTObjectIdentifiers.id_sha512.getId(), "SHA-512");

    private TimestampCheck() {}

    /**
     * The result.
     *
     * @param timestamp null if the time is not confirmed
     * @param problem why not, as a clause; null if it is
     */
    record Result(
            VerificationReport.@Nullable Timestamp timestamp,
            @Nullable String problem) {
        static Result failed(String problem) {
            return new Result(null, ForeignText.oneLine(problem, 2 * MAX_SHOWN));
        }
    }

    /**
     * Checks a token.
     *
     * @param token DER
     * @param signature the raw signature that the token is about
     * @param trust the authorities that may confirm times
     * @param now no time is confirmed that is later
     */
    static Result of(byte[] token, byte[] signature, TrustAnchors trust, Instant now) {
        try {
            TimeStampToken parsed = new TimeStampToken(new CMSSignedData(token));
            String digest = DIGESTS.get(
                    parsed.getTimeStampInfo().getMessageImprintAlgOID().getId());
            if (digest == null
                    || !Arrays.equals(
                            parsed.getTimeStampInfo().getMessageImprintDigest(), Crypto.digest(digest, signature))) {
                return Result.failed("the timestamp is about another signature, or not over a SHA-2 digest");
            }
            List<X509Certificate> certificates = certificates(parsed, null);
            List<X509Certificate> signer = certificates(parsed, parsed.getSID());
            if (signer.size() != 1) {
                return Result.failed("the timestamp does not contain the certificate of its authority");
            }
            X509Certificate leaf = signer.get(0);
            // Checks the signature, the purpose of the certificate, and its dates at the time that it confirms.
            parsed.validate(new JcaSimpleSignerInfoVerifierBuilder().build(leaf));
            Instant time = parsed.getTimeStampInfo().getGenTime().toInstant();
            if (time.isAfter(now)) {
                return Result.failed("the timestamp is later than now");
            }
            Optional<String> untrusted = trust.timestampProblem(Certificates.chain(leaf, certificates), time);
            String name = ForeignText.oneLine(leaf.getSubjectX500Principal().getName(), MAX_SHOWN);
            return untrusted.isPresent()
                    ? Result.failed("the timestamp authority " + name + " is not trusted: " + untrusted.get())
                    : new Result(new VerificationReport.Timestamp(time, name), null);
        } catch (TSPException
                | CMSException
                | CertificateException
                | OperatorCreationException
                | IOException
                | RuntimeException e) {
            return Result.failed("the timestamp is not valid");
        }
    }

    private static List<X509Certificate> certificates(
            TimeStampToken token, org.bouncycastle.cms.@Nullable SignerId signer)
            throws CertificateException, IOException {
        @SuppressWarnings("unchecked")
        Collection<X509CertificateHolder> holders = token.getCertificates().getMatches(signer);
        if (holders.size() > MAX_CERTIFICATES) {
            throw new CertificateException("too many");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder holder : holders) {
            certificates.add(Certificates.parse(holder.getEncoded()));
        }
        return certificates;
    }
}
