package io.powerx.publish.config;

/** The API of a registry: the Marketplace's contract, or PowerX core's own registry. */
public enum ApiGeneration implements WireEnum {
    MARKETPLACE,
    CORE;

    /** The configured signing profile; by default the one that this registry verifies. */
    public SigningProfile signingProfile(ResolvedConfig config) {
        return this == CORE && !config.isChosen(Setting.SIGNING_PROFILE)
                ? SigningProfile.ED25519_PACKAGE
                : config.choice(Setting.SIGNING_PROFILE, SigningProfile.class);
    }
}
