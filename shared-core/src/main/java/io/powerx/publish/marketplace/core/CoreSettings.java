package io.powerx.publish.marketplace.core;

import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What PowerX core's registry needs to know beyond a publish itself.
 *
 * @param tenant for registries that ask for one in the body, and to tell apart the tenants that an administrator sees; null for the
 *     token's own
 * @param signingKeyId under which the registry knows the public key; null for one made from the key, which is registered where needed
 * @param coverage percent of covered lines, where no report says it; null where nobody does
 */
public record CoreSettings(
        @Nullable String tenant,
        @Nullable String signingKeyId,
        @Nullable Double coverage) implements Serializable {
    public static final CoreSettings NONE = new CoreSettings(null, null, null);

    /** What a configuration says. */
    public static CoreSettings of(ResolvedConfig config) {
        return new CoreSettings(
                config.text(Setting.TENANT).orElse(null),
                config.text(Setting.SIGNING_KEY_ID).orElse(null),
                config.has(Setting.COVERAGE) ? (Double) config.percent(Setting.COVERAGE) : null);
    }
}
