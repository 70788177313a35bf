package io.powerx.publish.config;

import java.util.Locale;

/** Which registry is spoken to: the Marketplace's contract, or PowerX core's release registry. */
public enum ApiGeneration {
    MARKETPLACE,
    CORE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile that was chosen, or the one that this registry checks. */
    public SigningProfile signingProfile(ResolvedConfig config) {
        if (this == CORE && !config.isChosen(Setting.SIGNING_PROFILE)) {
            return SigningProfile.ED25519_PACKAGE;
        }
        return SigningProfile.ofWireName(config.requiredText(Setting.SIGNING_PROFILE))
                .orElseThrow();
    }
}
