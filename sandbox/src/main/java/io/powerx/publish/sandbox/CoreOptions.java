package io.powerx.publish.sandbox;

/**
 * Properties of PowerX core's registry that differ between installations.
 *
 * @param bodyVersion of the registration: 1 requires tenantId, commitHash and releaseNotes, 2 requires tenantUuid, 3 takes the tenant from the
 *     token
 * @param rawControlCharacters whether replies contain control characters without the escaping that JSON requires
 * @param distribution whether packages are accepted; otherwise their route replies 503
 * @param narrowSignatures whether the column signature_fingerprint has 64 characters, too few for an Ed25519 signature
 */
public record CoreOptions(
        int bodyVersion, boolean rawControlCharacters, boolean distribution, boolean narrowSignatures) {
    /** The current registry with a working configuration. */
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
