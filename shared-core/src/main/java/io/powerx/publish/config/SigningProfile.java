package io.powerx.publish.config;

/** What is signed and in which format. */
public enum SigningProfile implements WireEnum {
    /**
     * Detached CMS signature of integrity.txt that contains the certificate chain; {@code openssl cms -verify} accepts
     * it.
     */
    CMS,
    /** RSA PKCS#1 v1.5 signature of integrity.txt with SHA-256. */
    RSA_PKCS1,
    /** RSA-PSS signature of integrity.txt with SHA-256. */
    RSA_PSS,
    /** ECDSA P-256 signature of integrity.txt with SHA-256. */
    ECDSA_P256,
    /** Ed25519 signature of the package, which PowerX core's registry verifies. */
    ED25519_PACKAGE;

    @Override
    public String wireName() {
        return WireEnum.super.wireName().replace('_', '-');
    }
}
