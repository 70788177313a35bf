package io.powerx.publish.config;

/** What is signed and how (PX_SIGNING_PROFILE). */
public enum SigningProfile implements WireEnum {
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

    @Override
    public String wireName() {
        return WireEnum.super.wireName().replace('_', '-');
    }
}
