package io.powerx.publish.marketplace;

import java.util.Locale;

/** Which registry is spoken to: the Marketplace's contract, or PowerX core's release registry. */
public enum ApiGeneration {
    MARKETPLACE,
    CORE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
