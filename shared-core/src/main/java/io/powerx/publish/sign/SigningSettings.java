package io.powerx.publish.sign;

import io.powerx.publish.secret.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Which key signs, and how. Either a local key or a signing service.
 *
 * @param key PX_SIGNING_KEY: a path, or PEM text
 * @param certificate PX_SIGNING_CERTIFICATE: a path, or PEM text, leaf and intermediates in any order
 * @param endpoint PX_SIGNING_ENDPOINT
 * @param token PX_SIGNING_TOKEN, for the service
 */
public record SigningSettings(
        SigningProfile profile,
        @Nullable String key,
        @Nullable String certificate,
        @Nullable Secret passphrase,
        @Nullable URI endpoint,
        @Nullable Secret token) {}
