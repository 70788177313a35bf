package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.PublishException;
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
 * @param origins null if they are unknown
 */
public record SigningSettings(
        SigningProfile profile,
        @Nullable String key,
        @Nullable String certificate,
        @Nullable Secret passphrase,
        @Nullable URI endpoint,
        @Nullable Secret token,
        @Nullable URI timestamps,
        @Nullable ClientCertificate client,
        @Nullable Origins origins) {

    /**
     * Where the user set the key and the certificate, for errors.
     *
     * @param key such as {@code PX_SIGNING_KEY}; null if there is no key
     * @param certificate null if there is none
     */
    public record Origins(@Nullable String key, @Nullable String certificate) {}

    /** A local key, without a timestamp authority; the arguments are those of the record. */
    public static SigningSettings withKey(
            SigningProfile profile, @Nullable String key, @Nullable String certificate, @Nullable Secret passphrase) {
        return new SigningSettings(profile, key, certificate, passphrase, null, null, null, null, null);
    }

    /** A signing service, without a timestamp authority; the arguments are those of the record. */
    public static SigningSettings withService(SigningProfile profile, @Nullable URI endpoint, @Nullable Secret token) {
        return new SigningSettings(profile, null, null, null, endpoint, token, null, null, null);
    }

    /** These settings with a timestamp authority, or without one if it is null. */
    public SigningSettings timestampedBy(@Nullable URI authority) {
        return new SigningSettings(profile, key, certificate, passphrase, endpoint, token, authority, client, origins);
    }

    /** The error with where the user set what it is about. */
    PublishException located(PublishException error) {
        Origins known = origins;
        String origin = known == null
                ? null
                : switch (error.code()) {
                    case SIGNING_KEY_UNREADABLE -> known.key();
                    case SIGNING_CERTIFICATE_INVALID -> known.certificate() == null ? known.key() : known.certificate();
                    default -> null;
                };
        return origin == null ? error : error.tried(error.tried() + " that " + origin + " specifies");
    }

    /** Hides the key, because it may be the PEM text. */
    @Override
    public String toString() {
        return "SigningSettings[profile=" + profile.wireName() + ", key=" + (key == null ? "none" : Secret.MASK)
                + ", endpoint=" + endpoint + "]";
    }
}
