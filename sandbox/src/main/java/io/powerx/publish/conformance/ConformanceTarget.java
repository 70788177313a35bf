package io.powerx.publish.conformance;

import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.sign.SigningSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Marketplace to check, with the credentials for it.
 *
 * @param url the address of the Marketplace
 * @param token has plugin:publish on every plugin whose id starts with {@code pluginPrefix}
 * @param readerToken does not have plugin:publish; null to skip the checks that need it
 * @param pluginPrefix the prefix of the plugin ids; each check uses a new id
 * @param signing null to publish unsigned
 * @param largeBytes the size of the artifact that should be uploaded in parts
 * @param longestExpiry how long to wait at most for a signed URL to expire
 */
public record ConformanceTarget(
        URI url,
        Secret token,
        @Nullable Secret readerToken,
        String pluginPrefix,
        @Nullable SigningSettings signing,
        HttpSettings http,
        int largeBytes,
        Duration longestExpiry,
        Timing timing) {}
