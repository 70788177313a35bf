package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** The file manifest.signature: PEM for CMS, as {@code openssl cms -inform PEM} reads it, and Base64 for raw signatures. */
@SuppressWarnings("ArrayRecordComponent")
public record ManifestSignature(SignatureFormat format, byte[] value) {
    private static final String LABEL = "CMS";
    private static final String BEGIN = "-----BEGIN CMS-----\n";
    private static final String END = "-----END CMS-----\n";

    /** The file's bytes for a signature; empty for a detached signature. */
    public static byte[] encode(DetachedSignature signature) {
        return signature.profile() == SigningProfile.ED25519_PACKAGE
                ? new byte[0]
                : new ManifestSignature(signature.format(), signature.value()).encoded();
    }

    /**
     * Reads the file, which must have exactly the format that {@link #encode} writes.
     *
     * @throws PublishException {@link ErrorCode#SIGNATURE_INVALID} if it has neither form
     */
    public static ManifestSignature decode(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        boolean cms = text.startsWith(BEGIN) && text.endsWith(END) && text.length() > BEGIN.length() + END.length();
        String body = cms ? text.substring(BEGIN.length(), text.length() - END.length()) : text;
        try {
            ManifestSignature signature = new ManifestSignature(
                    cms ? SignatureFormat.CMS_DETACHED : SignatureFormat.RAW,
                    Base64.getDecoder().decode(body.replace("\n", "")));
            if (Arrays.equals(signature.encoded(), file)) {
                return signature;
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private byte[] encoded() {
        String text = format == SignatureFormat.CMS_DETACHED
                ? PemBlocks.write(LABEL, value)
                : Base64.getEncoder().encodeToString(value) + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static PublishException malformed() {
        return PublishException.of(
                ErrorCode.SIGNATURE_INVALID,
                "read manifest.signature",
                "it is neither a CMS structure in PEM nor a signature in Base64, as px-plugin writes them");
    }
}
