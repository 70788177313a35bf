package io.powerx.publish.marketplace.core;

import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Settings that only PowerX core's registry needs.
 *
 * @param tenant for registries that require one in the body, and for tokens that see several tenants; null for the token's own
 * @param signingKeyId of the public key in the registry; null to derive one from the key, which is then registered if necessary
 * @param coverage percent of covered lines if there is no coverage report; null if unknown
 */
public record CoreSettings(
        @Nullable String tenant,
        @Nullable String signingKeyId,
        @Nullable Double coverage) implements Serializable {
    public static final CoreSettings NONE = new CoreSettings(null, null, null);

    /** The settings of a configuration. */
    public static CoreSettings of(ResolvedConfig config) {
        return new CoreSettings(
                config.text(Setting.TENANT).orElse(null),
                config.text(Setting.SIGNING_KEY_ID).orElse(null),
                config.has(Setting.COVERAGE) ? (Double) config.percent(Setting.COVERAGE) : null);
    }
}
