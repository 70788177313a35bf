package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The file manifest.signature: PEM for CMS, as {@code openssl cms -inform PEM} reads it. A raw signature is one line in Base64, followed by
 * the certificates of the signer in PEM, leaf first.
 *
 * @param certificates empty for CMS, which contains them itself
 */
@SuppressWarnings("ArrayRecordComponent")
public record ManifestSignature(SignatureFormat format, byte[] value, List<X509Certificate> certificates) {
    private static final int MAX_CERTIFICATES = 20;
    private static final String LABEL = "CMS";
    private static final String BEGIN = "-----BEGIN CMS-----\n";
    private static final String END = "-----END CMS-----\n";

    /** The file's bytes for a signature; empty for a detached signature. */
    public static byte[] encode(DetachedSignature signature) {
        return signature.profile() == SigningProfile.ED25519_PACKAGE
                ? new byte[0]
                : new ManifestSignature(signature.format(), signature.value(), certificates(signature)).encoded();
    }

    private static List<X509Certificate> certificates(DetachedSignature signature) {
        return signature.format() == SignatureFormat.CMS_DETACHED
                ? List.of()
                : Certificates.parsePem(String.join("", signature.certificateChainPem()));
    }

    /**
     * Reads the file, which must have exactly the format that {@link #encode} writes.
     *
     * @throws PublishException {@link ErrorCode#SIGNATURE_INVALID} if it has neither form
     */
    public static ManifestSignature decode(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        boolean cms = text.startsWith(BEGIN) && text.endsWith(END) && text.length() > BEGIN.length() + END.length();
        int line = text.indexOf('\n') + 1;
        String body = cms ? text.substring(BEGIN.length(), text.length() - END.length()) : text.substring(0, line);
        try {
            List<X509Certificate> certificates = cms ? List.of() : Certificates.parsePem(text.substring(line));
            if (certificates.size() > MAX_CERTIFICATES) {
                throw malformed();
            }
            ManifestSignature signature = new ManifestSignature(
                    cms ? SignatureFormat.CMS_DETACHED : SignatureFormat.RAW,
                    Base64.getDecoder().decode(body.replace("\n", "")),
                    certificates);
            if (Arrays.equals(signature.encoded(), file)) {
                return signature;
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private byte[] encoded() {
        if (format == SignatureFormat.CMS_DETACHED) {
            return PemBlocks.write(LABEL, value).getBytes(StandardCharsets.US_ASCII);
        }
        StringBuilder text = new StringBuilder(Base64.getEncoder().encodeToString(value)).append('\n');
        certificates.forEach(certificate -> text.append(Certificates.pem(certificate)));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static PublishException malformed() {
        return PublishException.of(
                ErrorCode.SIGNATURE_INVALID,
                "read manifest.signature",
                "it is neither a CMS structure in PEM nor a signature in Base64, as px-plugin writes them");
    }
}
