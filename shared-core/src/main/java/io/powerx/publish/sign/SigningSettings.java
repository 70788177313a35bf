package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What to sign with: a local key, or a signing service. If both are set, the local key is used. Holds secrets, so it is not serializable
 * and never leaves the controller.
 *
 * @param key a path, or the PEM text itself (PX_SIGNING_KEY); null for a signing service
 * @param certificate a path, or the PEM text itself (PX_SIGNING_CERTIFICATE); null if the key's file also contains the certificates
 * @param passphrase of the key's file (PX_SIGNING_PASSPHRASE); null for an unencrypted key
 * @param endpoint the signing service (PX_SIGNING_ENDPOINT); null for a local key
 * @param timestamps the timestamp authority (PX_TIMESTAMP_URL); null for signatures without a timestamp
 * @param token bearer token of the signing service (PX_SIGNING_TOKEN); null if it requires none
 * @param client certificate of this client for the signing service and the timestamp authority; null if they require none
 */
public record SigningSettings(
        SigningProfile profile,
        @Nullable String key,
        @Nullable String certificate,
        @Nullable Secret passphrase,
        @Nullable URI endpoint,
        @Nullable Secret token,
        @Nullable URI timestamps,
        @Nullable ClientCertificate client) {

    /** Without a client certificate. */
    public SigningSettings(
            SigningProfile profile,
            @Nullable String key,
            @Nullable String certificate,
            @Nullable Secret passphrase,
            @Nullable URI endpoint,
            @Nullable Secret token,
            @Nullable URI timestamps) {
        this(profile, key, certificate, passphrase, endpoint, token, timestamps, null);
    }

    /** Without a timestamp authority. */
    public SigningSettings(
            SigningProfile profile,
            @Nullable String key,
            @Nullable String certificate,
            @Nullable Secret passphrase,
            @Nullable URI endpoint,
            @Nullable Secret token) {
        this(profile, key, certificate, passphrase, endpoint, token, null);
    }

    /** Hides a key that is given as text. */
    @Override
    public String toString() {
        return "SigningSettings[profile=" + profile.wireName() + ", key=" + (key == null ? "none" : Secret.MASK)
                + ", endpoint=" + endpoint + "]";
    }
}
