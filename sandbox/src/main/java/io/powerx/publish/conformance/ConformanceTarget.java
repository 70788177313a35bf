package io.powerx.publish.conformance;

import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.sign.SigningSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Marketplace to check, and with what.
 *
 * @param url its address
 * @param token with plugin:publish on every plugin whose id begins with {@code pluginPrefix}
 * @param readerToken without plugin:publish; null to leave out what needs one
 * @param pluginPrefix of the ids of the plugins that the checks publish, a new one for each check
 * @param signing null to publish unsigned
 * @param largeBytes size of the artifact that should go up in parts
 * @param longestExpiry the longest wait for a signed address to expire
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
