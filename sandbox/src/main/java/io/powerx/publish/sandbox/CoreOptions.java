package io.powerx.publish.sandbox;

/**
 * The ways of PowerX core that differ from one installation to another.
 *
 * @param bodyVersion of the registration: 1 wants tenantId, commitHash and releaseNotes, 2 wants tenantUuid, 3 takes the tenant from the
 *     token
 * @param rawControlCharacters whether answers hold control characters that JSON wants escaped
 * @param distribution whether packages are taken; otherwise their route answers 503
 * @param narrowSignatures whether the column signature_fingerprint has its 64 characters, too few for any Ed25519 signature
 */
public record CoreOptions(
        int bodyVersion, boolean rawControlCharacters, boolean distribution, boolean narrowSignatures) {
    /** Today's registry, where it works. */
    public static final CoreOptions DEFAULT = new CoreOptions(3, true, true, false);

    public CoreOptions withBodyVersion(int version) {
        return new CoreOptions(version, rawControlCharacters, distribution, narrowSignatures);
    }

    public CoreOptions withoutDistribution() {
        return new CoreOptions(bodyVersion, rawControlCharacters, false, narrowSignatures);
    }

    public CoreOptions withNarrowSignatures() {
        return new CoreOptions(bodyVersion, rawControlCharacters, distribution, true);
    }
}
