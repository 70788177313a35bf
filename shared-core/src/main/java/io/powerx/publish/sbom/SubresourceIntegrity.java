package io.powerx.publish.sbom;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The {@code integrity} of npm's lock files (W3C Subresource Integrity). */
final class SubresourceIntegrity {
    /** Names in CycloneDX, and lengths in bytes. */
    private static final Map<String, Digest> DIGESTS = Map.of(
            "sha1", new Digest("SHA-1", 20),
            "sha256", new Digest("SHA-256", 32),
            "sha384", new Digest("SHA-384", 48),
            "sha512", new Digest("SHA-512", 64));

    private record Digest(String name, int length) {}

    private SubresourceIntegrity() {}

    /**
     * The digests in hex by algorithm; what is not a digest is ignored.
     *
     * @param integrity such as {@code sha512-...}, several of them separated by blanks; null for none
     */
    static Map<String, String> hashes(@Nullable String integrity) {
        Map<String, String> hashes = new TreeMap<>();
        if (integrity == null || integrity.length() > 4_000) {
            return hashes;
        }
        for (String part : integrity.strip().split("\\s+")) {
            int dash = part.indexOf('-');
            Digest digest = dash < 0 ? null : DIGESTS.get(part.substring(0, dash));
            if (digest != null) {
                byte[] value = decoded(part.substring(dash + 1));
                if (value.length == digest.length()) {
                    hashes.put(digest.name(), HexFormat.of().formatHex(value));
                }
            }
        }
        return hashes;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
