package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file manifest.signature: PEM for CMS, as {@code openssl cms -inform PEM} reads it, and Base64 for raw signatures. */
@SuppressWarnings("ArrayRecordComponent")
public record ManifestSignature(SignatureFormat format, byte[] value) {
    private static final Pattern CMS =
            Pattern.compile("\\s*-----BEGIN (CMS|PKCS7)-----\\s+([A-Za-z0-9+/=\\s]+)-----END (CMS|PKCS7)-----\\s*");

    /** The file's bytes for a signature; empty for one that lies outside the package. */
    public static byte[] encode(DetachedSignature signature) {
        if (signature.profile() == SigningProfile.ED25519_PACKAGE) {
            return new byte[0];
        }
        String text = signature.format() == SignatureFormat.CMS_DETACHED
                ? PemBlocks.write("CMS", signature.value())
                : Base64.getEncoder().encodeToString(signature.value()) + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads the file.
     *
     * @throws PublishException {@link ErrorCode#SIGNATURE_INVALID} where it is neither form
     */
    public static ManifestSignature decode(byte[] file) {
        String text = new String(file, StandardCharsets.US_ASCII);
        Matcher cms = CMS.matcher(text);
        try {
            if (cms.matches()) {
                return new ManifestSignature(
                        SignatureFormat.CMS_DETACHED,
                        Base64.getDecoder().decode(cms.group(2).replaceAll("\\s", "")));
            }
            return new ManifestSignature(
                    SignatureFormat.RAW, Base64.getDecoder().decode(text.strip()));
        } catch (IllegalArgumentException e) {
            throw PublishException.of(
                            ErrorCode.SIGNATURE_INVALID,
                            "read manifest.signature",
                            "it is neither a CMS in PEM nor a signature in Base64")
                    .build();
        }
    }
}
