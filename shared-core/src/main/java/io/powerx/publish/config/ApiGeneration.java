package io.powerx.publish.config;

/** Which registry is spoken to: the Marketplace's contract, or PowerX core's release registry. */
public enum ApiGeneration implements WireEnum {
    MARKETPLACE,
    CORE;

    /** The profile that was chosen, or the one that this registry checks. */
    public SigningProfile signingProfile(ResolvedConfig config) {
        return this == CORE && !config.isChosen(Setting.SIGNING_PROFILE)
                ? SigningProfile.ED25519_PACKAGE
                : config.choice(Setting.SIGNING_PROFILE, SigningProfile.class);
    }
}
