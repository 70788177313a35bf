package io.powerx.publish.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is signed and how (PX_SIGNING_PROFILE). */
public enum SigningProfile {
    /** CMS detached over integrity.txt, the chain inside; what {@code openssl cms -verify} accepts. */
    CMS,
    /** RSA PKCS#1 v1.5 with SHA-256 over integrity.txt. */
    RSA_PKCS1,
    /** RSA-PSS with SHA-256 over integrity.txt. */
    RSA_PSS,
    /** ECDSA on P-256 with SHA-256 over integrity.txt. */
    ECDSA_P256,
    /** Ed25519 over the package's bytes, what PowerX core's registry checks. */
    ED25519_PACKAGE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<SigningProfile> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.wireName().equals(name))
                .findFirst();
    }
}
